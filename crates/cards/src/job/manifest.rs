//! What is in a job: serials, sizes and digests. No name, and no person's number.

use super::error::JobError;
use super::serial::{JobId, Serial};
use super::statement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use tlog::{StatementKey, VerifierKey};

/// The most cards in a job, its specimen aside.
pub const MOST_CARDS: usize = 1_000;

/// First line of the signed head of a job.
const SCHEMA: &str = "tipstaff.card-job/1";

/// A card of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardEntry {
    /// Its serial.
    pub serial: Serial,
    /// Whether it is the specimen.
    pub specimen: bool,
    /// Size of what is sealed.
    pub bytes: u64,
    /// SHA-256 of what is sealed, in hexadecimal digits.
    pub sha256: String,
}

/// What is in a job. The specimen comes first: it is printed before any card is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// Number of the job.
    pub job: JobId,
    /// When it was sealed, in microseconds since 1970, UTC.
    pub sealed: i64,
    /// The print agent's verifier key.
    pub agent: String,
    /// The agent's one-time key.
    pub recipient: String,
    /// Cards for which keys are handed out together.
    pub window: u32,
    /// The cards, in the order in which they are printed.
    pub cards: Vec<CardEntry>,
}

/// What the force signs of a job.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Head {
    job: JobId,
    cards: u64,
    manifest: String,
}

impl Manifest {
    /// The card of a serial, and its position.
    pub fn card(&self, serial: &Serial) -> Option<(usize, &CardEntry)> {
        self.cards.iter().enumerate().find(|(_, card)| card.serial == *serial)
    }

    /// When it was sealed.
    pub fn sealed_at(&self) -> Result<Timestamp, JobError> {
        Timestamp::from_microsecond(self.sealed).map_err(|_| JobError::Damaged)
    }

    /// The agent's verifier key.
    pub fn agent_key(&self) -> Result<VerifierKey, JobError> {
        self.agent.parse().map_err(|_| JobError::Key)
    }

    /// Whether it is one that can be: one specimen, in front, and each serial once.
    pub(crate) fn check(&self) -> Result<(), JobError> {
        let serials: BTreeSet<Serial> = self.cards.iter().map(|card| card.serial).collect();
        if !(2..=MOST_CARDS + 1).contains(&self.cards.len()) || self.window == 0 {
            return Err(JobError::Size);
        }
        let is_first = self.cards.iter().enumerate().all(|(at, card)| card.specimen == (at == 0));
        let is_sound = is_first && serials.len() == self.cards.len();
        if !is_sound {
            return Err(JobError::Cards);
        }
        self.sealed_at()?;
        self.agent_key()?;
        self.recipient.parse::<super::JobRecipient>().map(|_| ())
    }

    /// As JSON, and signed by the force.
    pub(crate) fn sign(&self, key: &StatementKey) -> Result<(Vec<u8>, String), JobError> {
        let json = serde_json::to_vec(self).map_err(|_| JobError::Unwritable)?;
        let head = Head { job: self.job, cards: self.cards.len() as u64, manifest: digest(&json) };
        Ok((json, statement::sign(SCHEMA, &head, key)?))
    }

    /// Reads what the force signed.
    pub(crate) fn open(json: &[u8], note: &str, key: &VerifierKey) -> Result<Self, JobError> {
        let head: Head = statement::open(SCHEMA, note, key)?;
        if head.manifest != digest(json) {
            return Err(JobError::Damaged);
        }
        let manifest: Self = serde_json::from_slice(json).map_err(|_| JobError::Damaged)?;
        if manifest.job != head.job || manifest.cards.len() as u64 != head.cards {
            return Err(JobError::Damaged);
        }
        manifest.check()?;
        Ok(manifest)
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
