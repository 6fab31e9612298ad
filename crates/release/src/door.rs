//! The one door for every integration: is there a certificate, good today, for this SHA-256?

use crate::certificate::{Certificate, CertificateError, KIND};
use crate::examined::hex;
use crate::stored::bytes;
use crate::stored::{instant, integer, optional};
use crate::{ReleaseError, Releases};
use jiff::Timestamp;
use record::Record;
use serde::Deserialize;
use tlog::VerifierKey;

/// The schema of answers to programs. It only ever grows.
pub const ANSWER_SCHEMA: &str = "tipstaff.certificate-answer/1";

/// What the door says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The file may leave.
    Certified {
        /// The certificate, a signed note.
        note: String,
        /// Until when it is good.
        until: Timestamp,
    },
    /// There was a certificate, and its time is over.
    Expired {
        /// Since when.
        since: Timestamp,
    },
    /// There was a certificate, and it was withdrawn.
    Withdrawn,
    /// There never was one.
    None,
}

impl Answer {
    /// Stable identifier: `certified`, `expired`, `withdrawn` or `none`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Certified { .. } => "certified",
            Self::Expired { .. } => "expired",
            Self::Withdrawn => "withdrawn",
            Self::None => "none",
        }
    }

    /// The answer as the door gives it to programs: schema `tipstaff.certificate-answer/1`.
    pub fn json(&self, sha256: &[u8; 32]) -> serde_json::Value {
        let (until, note) = match self {
            Self::Certified { note, until } => (Some(until.to_string()), Some(note.as_str())),
            Self::Expired { since } => (Some(since.to_string()), None),
            Self::Withdrawn | Self::None => (None, None),
        };
        serde_json::json!({
            "schema": ANSWER_SCHEMA, "sha256": hex(sha256), "answer": self.id(), "until": until, "note": note,
        })
    }

    /// Reads the answer of a door elsewhere, about this file, and believes nothing but the signature: a certificate that this
    /// key did not sign, or that is about another file or no longer good, is an error.
    pub fn read(
        body: &[u8],
        sha256: &[u8; 32],
        key: &VerifierKey,
        now: Timestamp,
    ) -> Result<Self, CertificateError> {
        let wrong = |what| CertificateError::Content(what);
        let body: AnswerForm =
            serde_json::from_slice(body).map_err(|_| wrong("came in an answer that cannot be read"))?;
        if body.schema != ANSWER_SCHEMA || body.sha256 != hex(sha256) {
            return Err(wrong("came in an answer about another file, or of another kind"));
        }
        let until = || body.until.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
        match body.answer.as_str() {
            "certified" => {
                let note = body.note.ok_or_else(|| wrong("is missing in the answer"))?;
                let certificate = Certificate::open(note.as_bytes(), key)?;
                if !certificate.certifies(sha256, now) {
                    return Err(wrong("is about another file, or no longer good"));
                }
                Ok(Self::Certified { until: certificate.expires_at()?, note })
            }
            "expired" => {
                Ok(Self::Expired { since: until().ok_or_else(|| wrong("has a time that is none"))? })
            }
            "withdrawn" => Ok(Self::Withdrawn),
            "none" => Ok(Self::None),
            _ => Err(wrong("came in an answer that this Tipstaff does not know")),
        }
    }
}

/// The answer as programs get it. Fields that a newer door adds are left alone.
#[derive(Deserialize)]
struct AnswerForm {
    schema: String,
    sha256: String,
    answer: String,
    until: Option<String>,
    note: Option<String>,
}

/// The door. It answers from the record alone, and writes nothing.
#[derive(Debug, Clone, Copy)]
pub struct Door<'r> {
    record: &'r Record,
}

impl<'r> Door<'r> {
    /// The door of this record.
    pub fn of(record: &'r Record) -> Self {
        Self { record }
    }

    /// The key under which this record signs certificates, for who has to verify them elsewhere.
    pub fn key(&self) -> Result<VerifierKey, ReleaseError> {
        Ok(self.record.statement_key(KIND)?.verifier().clone())
    }

    /// Whether a file with this SHA-256 may leave now. A certificate in the record that its own key did not sign, or that
    /// says something else than its row, is an error and no answer.
    pub async fn ask(&self, sha256: &[u8; 32], now: Timestamp) -> Result<Answer, ReleaseError> {
        let sql = "SELECT ended, expires, note FROM certificate WHERE sha256 = $1 \
                   ORDER BY CASE WHEN ended IS NULL THEN 0 ELSE 1 END, expires DESC, number DESC LIMIT 1";
        let rows = self.record.read(sql, &[sha256.as_slice().into()]).await?;
        let Some(row) = rows.first() else { return Ok(Answer::None) };
        if optional(row, 0)?.is_some() {
            return Ok(Answer::Withdrawn);
        }
        let until = instant(integer(row, 1)?)?;
        if until <= now {
            return Ok(Answer::Expired { since: until });
        }
        let note = bytes(row, 2)?;
        let certificate = Certificate::open(note, &self.key()?)?;
        let note =
            std::str::from_utf8(note).map_err(|_| ReleaseError::damaged("a certificate is no text"))?;
        if !certificate.certifies(sha256, now) || certificate.expires_at()? != until {
            return Err(ReleaseError::damaged(
                "a certificate is filed under another file or time than its own",
            ));
        }
        Ok(Answer::Certified { note: note.to_owned(), until })
    }
}

impl<'r> Releases<'r> {
    /// The door of the same record.
    pub fn door(&self) -> Door<'r> {
        Door::of(self.record())
    }
}
