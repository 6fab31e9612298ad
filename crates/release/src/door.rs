//! The one door for every integration: is there a certificate, good today, for this SHA-256?

use crate::certificate::{Certificate, KIND};
use crate::stored::bytes;
use crate::stored::{instant, integer, optional};
use crate::{ReleaseError, Releases};
use jiff::Timestamp;
use record::Record;
use tlog::VerifierKey;

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
