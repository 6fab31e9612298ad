//! The end of a job: the print agent signs that nothing of it is left.

use super::error::JobError;
use super::manifest::Manifest;
use super::receipt::{Ledger, Outcome, ReceiptError};
use super::serial::{JobId, Serial};
use super::statement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::{LogError, StatementKey, VerifierKey};

const SCHEMA: &str = "tipstaff.card-destruction/1";

/// A certificate of destruction: what, when, by whom, and which cards were spoiled. It is the agent's word; whether the disk
/// kept a copy, no program can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DestructionCertificate {
    /// Of which job.
    pub job: JobId,
    /// The one-time key that was destroyed, by its public half.
    pub recipient: String,
    /// How many receipts there are.
    pub receipts: u32,
    /// SHA-256 of the last of them.
    pub head: String,
    /// How many cards were printed and went out.
    pub printed: u32,
    /// Cards that were printed badly and destroyed.
    pub spoiled: Vec<Serial>,
    /// How many cards were never printed.
    pub destroyed: u32,
    /// When, in microseconds since 1970, UTC.
    pub at: i64,
}

impl DestructionCertificate {
    fn of(manifest: &Manifest, ledger: &Ledger, now: Timestamp) -> Self {
        Self {
            job: manifest.job,
            recipient: manifest.recipient.clone(),
            receipts: ledger.next(),
            head: ledger.head(),
            printed: ledger.with(Outcome::Printed).count() as u32,
            spoiled: ledger.with(Outcome::Spoiled).collect(),
            destroyed: ledger.with(Outcome::Destroyed).count() as u32,
            at: now.as_microsecond(),
        }
    }

    /// Signs it, once each card has its receipt.
    pub fn sign(
        manifest: &Manifest,
        ledger: &Ledger,
        key: &StatementKey,
        now: Timestamp,
    ) -> Result<String, JobError> {
        if manifest.cards.iter().any(|card| ledger.outcome(&card.serial).is_none()) {
            return Err(JobError::Statement("would leave cards out: each needs its receipt first"));
        }
        statement::sign(SCHEMA, &Self::of(manifest, ledger, now), key)
    }

    /// Reads one that this agent signed.
    pub(crate) fn read(note: &str, agent: &VerifierKey) -> Result<Self, JobError> {
        statement::open(SCHEMA, note, agent)
    }

    /// Checks one against the receipts that are here.
    pub fn open(
        note: &str,
        manifest: &Manifest,
        ledger: &Ledger,
        agent: &VerifierKey,
        now: Timestamp,
    ) -> Result<Self, ReceiptError> {
        let said: Self = Self::read(note, agent).map_err(|error| match error {
            JobError::Signature(LogError::BadSignature { .. }) => ReceiptError::Changed,
            JobError::Signature(LogError::NotSigned { .. }) => ReceiptError::OtherKey,
            other => ReceiptError::Damaged(other),
        })?;
        if said.job != manifest.job {
            return Err(ReceiptError::OtherJob { job: said.job });
        }
        if said.receipts > ledger.next() {
            return Err(ReceiptError::Gap { number: said.receipts, expected: ledger.next() });
        }
        let at = Timestamp::from_microsecond(said.at).map_err(|_| ReceiptError::FromTheFuture)?;
        if at.duration_since(now).as_secs() > super::SKEW_SECONDS {
            return Err(ReceiptError::FromTheFuture);
        }
        let expected = Self { at: said.at, ..Self::of(manifest, ledger, now) };
        let missing = manifest.cards.iter().any(|card| ledger.outcome(&card.serial).is_none());
        if said != expected || missing {
            return Err(ReceiptError::Damaged(JobError::Statement("does not agree with the receipts")));
        }
        Ok(said)
    }
}
