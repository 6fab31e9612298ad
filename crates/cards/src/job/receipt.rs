//! A receipt for each card, signed by the print agent, each with the digest of the one before: none can be left out, told
//! twice or put elsewhere.

use super::error::JobError;
use super::manifest::{Manifest, digest};
use super::serial::{JobId, Serial};
use super::statement;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use tlog::{LogError, StatementKey, VerifierKey};

const SCHEMA: &str = "tipstaff.card-receipt/1";

/// What happened to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Printed, and well.
    Printed,
    /// Printed badly, or it is not known how: the card, if there is one, is destroyed with witnesses.
    Spoiled,
    /// Not printed, and never will be: its key is gone.
    Destroyed,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Printed => "printed",
            Self::Spoiled => "spoiled",
            Self::Destroyed => "destroyed",
        })
    }
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Receipt {
    /// Of which job.
    pub job: JobId,
    /// Its number in the job, from 0 on.
    pub number: u32,
    /// SHA-256 of the receipt before, in hexadecimal digits; of the first one, nothing.
    pub before: String,
    /// Of which card.
    pub serial: Serial,
    /// What happened to it.
    pub outcome: Outcome,
    /// When, in microseconds since 1970, UTC.
    pub at: i64,
}

/// Why a receipt is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// It is cut short, or is no receipt.
    #[error("the receipt is damaged or incomplete. Ask the print service for it again")]
    Damaged(#[source] JobError),
    /// It was changed.
    #[error("the receipt was changed after it was signed. Ask the print service for it again, and why")]
    Changed,
    /// Another key signed it.
    #[error(
        "the receipt was not signed by the print agent of this job. Ask the print service which agent has the job"
    )]
    OtherKey,
    /// It is about another job.
    #[error("the receipt is of job {job}, which is another one. Hand it in with that job")]
    OtherJob {
        /// Which.
        job: JobId,
    },
    /// It is here already.
    #[error("receipt {number} is here already. Nothing has changed")]
    Again {
        /// Which.
        number: u32,
    },
    /// Another receipt of that number is here.
    #[error(
        "two different receipts have number {number}. One of them is false: keep both, and ask the print service what \
         happened"
    )]
    Forked {
        /// Which.
        number: u32,
    },
    /// One is missing before.
    #[error(
        "receipt {number} came before receipt {expected} did. Ask the print service for all of them, in order"
    )]
    Gap {
        /// Which came.
        number: u32,
        /// Which is missing.
        expected: u32,
    },
    /// It does not follow from the one before.
    #[error(
        "receipt {number} does not follow from the one before it. Ask the print service for all of them, in order"
    )]
    Unchained {
        /// Which.
        number: u32,
    },
    /// From a time that has not come.
    #[error(
        "the receipt is from a time that has not come. Have the print service set its clock; cards stay printed"
    )]
    FromTheFuture,
    /// Older than what came before.
    #[error(
        "the receipt is older than the job, or than the receipt before. Have the print service set its clock"
    )]
    FromThePast,
    /// No such card.
    #[error("the job has no card {serial}. Ask the print service what it has printed")]
    NoCard {
        /// Which.
        serial: Serial,
    },
    /// A second card of one serial.
    #[error(
        "card {serial} is said to have been printed twice. There may be two of it: revoke it, and ask the print service"
    )]
    PrintedTwice {
        /// Which.
        serial: Serial,
    },
    /// Something after the end.
    #[error("card {serial} had been destroyed before. Revoke it, and ask the print service what happened")]
    AfterDestruction {
        /// Which.
        serial: Serial,
    },
    /// Its key was not handed out.
    #[error(
        "card {serial} is said to have been printed, and its key was never handed out. Revoke it, and ask how that can be"
    )]
    NoKey {
        /// Which.
        serial: Serial,
    },
}

/// The receipts of a job so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    notes: Vec<String>,
    last: BTreeMap<Serial, Outcome>,
    latest: Option<Timestamp>,
}

impl Ledger {
    /// No receipts.
    pub fn new() -> Self {
        Self::default()
    }

    /// The receipts, in order.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What last happened to a card.
    pub fn outcome(&self, serial: &Serial) -> Option<Outcome> {
        self.last.get(serial).copied()
    }

    /// Serials whose last receipt says so.
    pub fn with(&self, outcome: Outcome) -> impl Iterator<Item = Serial> {
        self.last.iter().filter(move |(_, last)| **last == outcome).map(|(serial, _)| *serial)
    }

    /// SHA-256 of the last receipt, in hexadecimal digits; nothing if there is none.
    pub fn head(&self) -> String {
        self.notes.last().map(|note| digest(note.as_bytes())).unwrap_or_default()
    }

    /// The next number.
    pub fn next(&self) -> u32 {
        self.notes.len() as u32
    }

    /// Signs the next receipt. It is in the ledger only when it was [taken](Self::take).
    pub fn sign(
        &self,
        manifest: &Manifest,
        serial: Serial,
        outcome: Outcome,
        key: &StatementKey,
        now: Timestamp,
    ) -> Result<String, JobError> {
        let receipt = Receipt {
            job: manifest.job,
            number: self.next(),
            before: self.head(),
            serial,
            outcome,
            at: now.as_microsecond(),
        };
        statement::sign(SCHEMA, &receipt, key)
    }

    /// Checks a receipt and takes it.
    pub fn take(
        &mut self,
        manifest: &Manifest,
        note: &str,
        agent: &VerifierKey,
        now: Timestamp,
    ) -> Result<Receipt, ReceiptError> {
        let receipt = self.check(manifest, note, agent, now)?;
        self.keep(note, &receipt);
        Ok(receipt)
    }

    /// Keeps a receipt that was checked.
    pub(crate) fn keep(&mut self, note: &str, receipt: &Receipt) {
        self.latest = Timestamp::from_microsecond(receipt.at).ok();
        self.last.insert(receipt.serial, receipt.outcome);
        self.notes.push(note.to_owned());
    }

    /// Checks a receipt.
    pub(crate) fn check(
        &self,
        manifest: &Manifest,
        note: &str,
        agent: &VerifierKey,
        now: Timestamp,
    ) -> Result<Receipt, ReceiptError> {
        let receipt: Receipt = statement::open(SCHEMA, note, agent).map_err(refused)?;
        let Receipt { number, serial, .. } = receipt;
        if receipt.job != manifest.job {
            return Err(ReceiptError::OtherJob { job: receipt.job });
        }
        if let Some(here) = self.notes.get(number as usize) {
            let is_same = here == note;
            return Err(if is_same {
                ReceiptError::Again { number }
            } else {
                ReceiptError::Forked { number }
            });
        }
        if number != self.next() {
            return Err(ReceiptError::Gap { number, expected: self.next() });
        }
        if receipt.before != self.head() {
            return Err(ReceiptError::Unchained { number });
        }
        if manifest.card(&serial).is_none() {
            return Err(ReceiptError::NoCard { serial });
        }
        let skew = SignedDuration::from_secs(super::SKEW_SECONDS);
        let at = Timestamp::from_microsecond(receipt.at).map_err(|_| ReceiptError::FromTheFuture)?;
        if at.duration_since(now) > skew {
            return Err(ReceiptError::FromTheFuture);
        }
        let before = manifest.sealed_at().map_err(ReceiptError::Damaged)?;
        let before = self.latest.map_or(before, |latest| latest.max(before));
        if before.duration_since(at) > skew {
            return Err(ReceiptError::FromThePast);
        }
        match (self.outcome(&serial), receipt.outcome) {
            (Some(Outcome::Destroyed), _) => Err(ReceiptError::AfterDestruction { serial }),
            // Between two of one serial the first has to be spoiled.
            (Some(Outcome::Printed), Outcome::Printed) => Err(ReceiptError::PrintedTwice { serial }),
            _ => Ok(receipt),
        }
    }
}

fn refused(error: JobError) -> ReceiptError {
    match error {
        JobError::Signature(LogError::BadSignature { .. }) => ReceiptError::Changed,
        JobError::Signature(LogError::NotSigned { .. }) => ReceiptError::OtherKey,
        other => ReceiptError::Damaged(other),
    }
}
