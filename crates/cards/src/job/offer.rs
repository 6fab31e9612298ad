//! What a print agent sends before a job: the public half of a fresh key, signed.

use super::error::JobError;
use super::keys::{JobRecipient, JobSecret};
use super::statement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::{StatementKey, VerifierKey};

const SCHEMA: &str = "tipstaff.card-job-key/1";

/// Why an offer is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OfferError {
    /// It is none.
    #[error(transparent)]
    Job(#[from] JobError),
    /// It is too old.
    #[error("the key for a job was made more than {days} days ago. Ask the print service for a fresh one", days = OFFER_DAYS)]
    TooOld,
    /// It is from a time that has not come.
    #[error(
        "the key for a job was made at a time that has not come. Have the print service set its clock, and ask again"
    )]
    FromTheFuture,
}

/// For how many days an offer is taken.
const OFFER_DAYS: i64 = 14;

/// A key for one job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct JobOffer {
    /// The key. Whoever takes the offer writes it down: no key is used for two jobs.
    pub recipient: String,
    /// When it was made, in microseconds since 1970, UTC.
    pub made: i64,
}

impl JobOffer {
    /// Offers the public half of a secret.
    pub fn sign(secret: &JobSecret, key: &StatementKey, now: Timestamp) -> Result<String, JobError> {
        let offer = Self { recipient: secret.recipient()?.to_string(), made: now.as_microsecond() };
        statement::sign(SCHEMA, &offer, key)
    }

    /// Reads an offer that this agent made.
    pub fn open(note: &str, agent: &VerifierKey, now: Timestamp) -> Result<JobRecipient, OfferError> {
        let offer: Self = statement::open(SCHEMA, note, agent)?;
        let made = Timestamp::from_microsecond(offer.made).map_err(|_| JobError::Damaged)?;
        let age = now.duration_since(made).as_secs();
        if age < -super::SKEW_SECONDS {
            return Err(OfferError::FromTheFuture);
        }
        if age > OFFER_DAYS * 24 * 60 * 60 {
            return Err(OfferError::TooOld);
        }
        Ok(offer.recipient.parse()?)
    }
}
