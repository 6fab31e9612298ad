//! What a witness says to a request.

/// The answer to `add-checkpoint`, each the status that C2SP tlog-witness gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 200: the cosignature, a line of a note. It is on disk.
    Cosigned(String),
    /// 400: no request, or an old size beyond the new one.
    BadRequest(String),
    /// 403: not signed by a key of the log, or wrongly.
    NotSigned,
    /// 404: a log that this witness does not know.
    UnknownLog,
    /// 409: the size it has last cosigned is another one, namely this.
    Conflict(u64),
    /// 422: the new tree is not shown to continue the one it knows. Evidence that a log has two histories.
    Inconsistent,
    /// 500: it could not be written down, so it was not cosigned.
    Failed(String),
}

impl Answer {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Cosigned(_) => 200,
            Self::BadRequest(_) => 400,
            Self::NotSigned => 403,
            Self::UnknownLog => 404,
            Self::Conflict(_) => 409,
            Self::Inconsistent => 422,
            Self::Failed(_) => 500,
        }
    }

    /// The HTTP body.
    pub fn body(&self) -> String {
        match self {
            Self::Cosigned(line) => line.clone(),
            Self::BadRequest(why) => format!("{why}\n"),
            Self::NotSigned => "no key that is trusted for this log has signed this checkpoint\n".into(),
            Self::UnknownLog => "this log is not witnessed here\n".into(),
            Self::Conflict(size) => format!("{size}\n"),
            Self::Inconsistent => "this checkpoint is not shown to continue the last one\n".into(),
            Self::Failed(_) => "the checkpoint could not be written down, so it was not cosigned\n".into(),
        }
    }
}
