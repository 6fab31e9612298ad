//! An actor who has unlocked the key and can sign.

use crate::RecordError;
use crate::ledger::{Leaf, Signature};
use keyring::ActorKey;

/// An actor with the key at hand.
pub struct Signer {
    actor: u32,
    key: ActorKey,
}

impl Signer {
    /// The actor of this number, with this key.
    pub fn new(actor: u32, key: ActorKey) -> Self {
        Self { actor, key }
    }

    /// Number of the actor.
    pub fn actor(&self) -> u32 {
        self.actor
    }

    /// Signs a leaf.
    pub(crate) fn sign(&self, leaf: &Leaf) -> Result<Signature, RecordError> {
        Ok(Signature { actor: self.actor, ed25519: hex(&self.key.sign(&leaf.digest()?)) })
    }

    /// Whether this is the key of that public key.
    pub fn is_key_of(&self, public: &[u8]) -> bool {
        self.key.public().to_bytes() == public
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Signer(actor {})", self.actor)
    }
}

/// Hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
