//! The key under which a log signs its checkpoints.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};
use signed_note::Signature;

use crate::{
    checkpoint::{Checkpoint, Head},
    error::LogError,
    note::Note,
    vkey::{KeyKind, VerifierKey},
};

/// A log's signing key (Ed25519, signature type 0x01) and its name, which is the origin line of its checkpoints. The
/// secret is wiped from memory when this is dropped.
pub struct LogKey {
    secret: SigningKey,
    vkey: VerifierKey,
}

impl LogKey {
    /// The key of the log `origin` (a URL without scheme, as `police.example/log`) from its 32 secret bytes (RFC 8032).
    pub fn new(origin: &str, secret: &[u8; 32]) -> Result<Self, LogError> {
        let secret = SigningKey::from_bytes(secret);
        let vkey = VerifierKey::new(origin, KeyKind::Ed25519, secret.verifying_key())?;
        Ok(Self { secret, vkey })
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        self.vkey.name()
    }

    /// The public half, as others need it to verify the log: `origin+number+base64`.
    pub fn vkey(&self) -> String {
        self.vkey.to_string()
    }

    /// The public half.
    pub fn verifier(&self) -> &VerifierKey {
        &self.vkey
    }

    /// Signs a head of this log. Private to the crate: only who has compared with what was signed before may sign.
    pub(crate) fn sign(&self, head: &Head) -> Result<Checkpoint, LogError> {
        let text = head.to_text(self.origin());
        let signature = self.secret.sign(text.as_bytes()).to_vec();
        let signature = Signature::new(self.origin().to_owned(), self.vkey.id(), signature)
            .map_err(|_| LogError::KeyName)?;
        Checkpoint::from_note(Note::signed(text, signature))
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogKey").field("vkey", &self.vkey()).finish_non_exhaustive()
    }
}
