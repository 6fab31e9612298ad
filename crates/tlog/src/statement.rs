//! Signed statements that are no checkpoints: a text and a signature under it, after C2SP signed-note.
//!
//! Whoever signs checkpoints signs heads only (see [`LogKey`]). A statement is signed under a name of its own, so that a
//! verifier key for the one is none for the other, even where both names stand for one secret.

use crate::{
    error::LogError,
    note::Note,
    vkey::{KeyKind, VerifierKey},
};
use ed25519_dalek::{Signer, SigningKey};
use signed_note::Signature;
use std::fmt;

/// The longest statement that is signed or read, in bytes: certificates are some hundred.
const LONGEST: usize = 16 * 1024;

/// A key that signs statements under a name. The secret is wiped from memory when this is dropped.
pub struct StatementKey {
    secret: SigningKey,
    vkey: VerifierKey,
}

impl StatementKey {
    /// The key `name` from its 32 secret bytes (RFC 8032).
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, LogError> {
        let secret = SigningKey::from_bytes(secret);
        let vkey = VerifierKey::new(name, KeyKind::Ed25519, secret.verifying_key())?;
        Ok(Self { secret, vkey })
    }

    /// The public half, as others need it: [`VerifierKey`] writes it as `name+number+base64`.
    pub fn verifier(&self) -> &VerifierKey {
        &self.vkey
    }

    /// Signs a text of whole lines. One that begins as a checkpoint of this name would is refused.
    pub fn sign(&self, text: &str) -> Result<Vec<u8>, LogError> {
        check(text, self.vkey.name())?;
        let signature = self.secret.sign(text.as_bytes()).to_vec();
        let signature = Signature::new(self.vkey.name().to_owned(), self.vkey.id(), signature)
            .map_err(|_| LogError::KeyName)?;
        Ok(Note::signed(text.to_owned(), signature).to_bytes())
    }
}

impl fmt::Debug for StatementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatementKey").field("vkey", &self.vkey).finish_non_exhaustive()
    }
}

/// The text of a note that this key has signed. A wrong signature under the key's name spoils the whole note; signatures by
/// keys unknown here are left alone (C2SP signed-note).
pub fn open_statement(bytes: &[u8], key: &VerifierKey) -> Result<String, LogError> {
    if key.kind() != KeyKind::Ed25519 {
        return Err(LogError::VerifierKey("it is a witness's, and signs no statements"));
    }
    if bytes.len() > 2 * LONGEST {
        return Err(LogError::Malformed("it is longer than a statement"));
    }
    let note = Note::parse(bytes)?;
    check(note.text(), key.name())?;
    let mut signed = false;
    for signature in note.by(key) {
        if !key.verifies(note.text().as_bytes(), signature.signature()) {
            return Err(LogError::BadSignature { name: key.name().into() });
        }
        signed = true;
    }
    if signed { Ok(note.text().to_owned()) } else { Err(LogError::NotSigned { name: key.name().into() }) }
}

fn check(text: &str, name: &str) -> Result<(), LogError> {
    let is_text = text.ends_with('\n') && !text.chars().any(|letter| letter.is_control() && letter != '\n');
    if !is_text || text.len() > LONGEST {
        return Err(LogError::Malformed("it is no text of whole lines, or too long a one"));
    }
    if text.lines().next() == Some(name) {
        return Err(LogError::Malformed("it begins as a checkpoint does, and is none"));
    }
    Ok(())
}
