//! Public keys.

use super::SIGNATURE_BYTES;
use super::error::ActorKeyError;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use std::fmt;

/// Bytes of a public key.
const PUBLIC_BYTES: usize = 32;

/// The key by which an actor's signatures are known. Two of them are equal only when they are the same key: other ways of
/// writing one are refused, so that one key never counts as two people.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ActorPublicKey(VerifyingKey);

impl ActorPublicKey {
    pub(super) fn of(key: &SigningKey) -> Self {
        Self(key.verifying_key())
    }

    /// Reads a public key (RFC 8032, section 5.1.2). Refuses keys of small order, for which signatures can be made
    /// without a secret, and keys that are not written in the one canonical way.
    pub fn from_bytes(bytes: &[u8; PUBLIC_BYTES]) -> Result<Self, ActorKeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| ActorKeyError::BadPublicKey)?;
        if key.is_weak() || key.to_edwards().compress().to_bytes() != *bytes {
            return Err(ActorKeyError::BadPublicKey);
        }
        Ok(Self(key))
    }

    /// The 32 bytes of RFC 8032.
    pub fn to_bytes(&self) -> [u8; PUBLIC_BYTES] {
        self.0.to_bytes()
    }

    /// Whether the holder of this key signed exactly this message. Strict: a signature of which a second form exists, or
    /// that fits more than one message or key, is none.
    pub fn verify(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> Result<(), ActorKeyError> {
        self.0
            .verify_strict(message, &Signature::from_bytes(signature))
            .map_err(|_| ActorKeyError::BadSignature)
    }
}

/// 64 hexadecimal digits.
impl fmt::Display for ActorPublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_bytes().iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ActorPublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ActorPublicKey({self})")
    }
}
