//! A leaf of the log: who did what when, with the digest of what it wrote. Canonical JSON (RFC 8785), nothing personal.

use crate::RecordError;
use crate::act::ActKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The schema of a leaf. It only ever grows.
pub const ACT_SCHEMA: &str = "tipstaff.act/1";

/// A leaf.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Always [`ACT_SCHEMA`].
    pub schema: String,
    /// Identifier of the record, so that a leaf of one record is none of another.
    pub record: String,
    /// Place in the log.
    pub position: u64,
    /// When it was recorded, RFC 3339 in UTC. Never before the leaf before it.
    pub at: String,
    /// Number of the actor.
    pub actor: u32,
    /// Kind of act, one of [`crate::ACTS`].
    pub kind: String,
    /// The act, as its kind's schema says.
    pub body: Value,
    /// What it wrote.
    pub manifest: ManifestDigest,
    /// Signatures over [`Leaf::digest`]; none where the kind needs none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
}

/// Which manifest belongs to a leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestDigest {
    /// Length in bytes.
    pub bytes: u64,
    /// Salted SHA-256, see [`crate::salted_digest`], in hexadecimal digits.
    pub sha256: String,
}

/// A signature of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Number of the actor.
    pub actor: u32,
    /// Ed25519 (RFC 8032) over the bytes of [`Leaf::digest`], in hexadecimal digits.
    pub ed25519: String,
}

impl Leaf {
    /// Reads a leaf as the log has it; what is not canonical, or has more than it should, is none.
    pub fn parse(body: &[u8]) -> Result<Self, RecordError> {
        let wrong = || RecordError::damaged("a leaf of the log is no act");
        let leaf: Self = serde_json::from_slice(body).map_err(|_| wrong())?;
        if leaf.schema != ACT_SCHEMA || leaf.encode()? != body {
            return Err(wrong());
        }
        Ok(leaf)
    }

    /// As the log has it.
    pub fn encode(&self) -> Result<Vec<u8>, RecordError> {
        let value =
            serde_json::to_value(self).map_err(|_| RecordError::damaged("an act cannot be written"))?;
        Ok(tlog::leaf(&value)?)
    }

    /// What actors sign: SHA-256 over `tipstaff.act/1`, a line feed, and the canonical JSON of the leaf without its
    /// signatures. The position and the record are in it, so a signature is good for one place in one log only.
    pub fn digest(&self) -> Result<[u8; 32], RecordError> {
        let unsigned = Self { signatures: Vec::new(), ..self.clone() };
        let mut hash = Sha256::new();
        hash.update(ACT_SCHEMA);
        hash.update(b"\n");
        hash.update(unsigned.encode()?);
        Ok(hash.finalize().into())
    }

    /// What happened, for a person.
    pub fn sentence(&self) -> String {
        ActKind::named(&self.kind).and_then(|kind| kind.sentence(&self.body)).unwrap_or_else(|| {
            format!("An act of the kind '{}', which this Tipstaff does not know.", self.kind)
        })
    }

    /// When it was recorded.
    pub fn recorded_at(&self) -> Result<jiff::Timestamp, RecordError> {
        self.at
            .parse()
            .map_err(|_| RecordError::damaged(format!("the time of act {} makes no sense", self.position)))
    }
}
