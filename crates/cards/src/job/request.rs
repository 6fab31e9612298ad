//! What a print agent asks for: the keys of the next window.

use super::certificate::DestructionCertificate;
use super::error::JobError;
use super::manifest::Manifest;
use super::receipt::Ledger;
use super::serial::JobId;
use super::statement;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::{StatementKey, VerifierKey};

const SCHEMA: &str = "tipstaff.card-key-request/1";

/// A request for keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeyRequest {
    /// Of which job.
    pub job: JobId,
    /// Of which window, from 0 on.
    pub window: u32,
    /// How many receipts there are.
    pub receipts: u32,
    /// SHA-256 of the last of them.
    pub head: String,
    /// When it was asked, in microseconds since 1970, UTC.
    pub at: i64,
}

/// A request, with the receipts that the force does not have yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequestBundle {
    /// The signed request.
    pub request: String,
    /// Signed receipts, in order. Those that are here already do no harm.
    pub receipts: Vec<String>,
}

/// The longest bundle that is read, in bytes.
pub const LONGEST_BUNDLE: usize = 4 * 1024 * 1024;

impl KeyRequest {
    pub(crate) fn open(note: &str, agent: &VerifierKey) -> Result<Self, JobError> {
        statement::open(SCHEMA, note, agent)
    }
}

impl RequestBundle {
    /// Asks for a window.
    pub fn sign(
        manifest: &Manifest,
        ledger: &Ledger,
        window: u32,
        key: &StatementKey,
        now: Timestamp,
    ) -> Result<Self, JobError> {
        let request = KeyRequest {
            job: manifest.job,
            window,
            receipts: ledger.next(),
            head: ledger.head(),
            at: now.as_microsecond(),
        };
        let request = statement::sign(SCHEMA, &request, key)?;
        Ok(Self { request, receipts: ledger.notes().to_vec() })
    }

    /// What is asked for, if this agent signed it. Cheap: whoever hands out keys looks at it before anything else.
    pub fn request(&self, agent: &VerifierKey) -> Result<KeyRequest, JobError> {
        KeyRequest::open(&self.request, agent)
    }

    /// As it is sent.
    pub fn to_json(&self) -> Result<Vec<u8>, JobError> {
        serde_json::to_vec(self).map_err(|_| JobError::Unwritable)
    }

    /// As it came.
    pub fn from_json(json: &[u8]) -> Result<Self, JobError> {
        if json.len() > LONGEST_BUNDLE {
            return Err(JobError::Damaged);
        }
        serde_json::from_slice(json).map_err(|_| JobError::Damaged)
    }
}

/// The end of a job, as a print agent sends it: the certificate of destruction, and the receipts that the force does not have
/// yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClosingBundle {
    /// The signed certificate.
    pub certificate: String,
    /// Signed receipts, in order. Those that are here already do no harm.
    pub receipts: Vec<String>,
}

impl ClosingBundle {
    /// What the certificate says, if this agent signed it; whether it agrees with the receipts is another question.
    pub fn opened(&self, agent: &VerifierKey) -> Result<DestructionCertificate, JobError> {
        DestructionCertificate::read(&self.certificate, agent)
    }

    /// As it is sent.
    pub fn to_json(&self) -> Result<Vec<u8>, JobError> {
        serde_json::to_vec(self).map_err(|_| JobError::Unwritable)
    }

    /// As it came.
    pub fn from_json(json: &[u8]) -> Result<Self, JobError> {
        if json.len() > LONGEST_BUNDLE {
            return Err(JobError::Damaged);
        }
        serde_json::from_slice(json).map_err(|_| JobError::Damaged)
    }
}
