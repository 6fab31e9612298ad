//! Actors' signatures.

mod error;
mod kept;
mod public;

pub use error::ActorKeyError;
pub use public::ActorPublicKey;

use crate::cell::Cell;
use crate::error::KeyError;
use crate::passphrase::Passphrase;
use crate::sealer::Sealer;
use crate::secret::{SecretKey, wiped};
use ed25519_dalek::{Signer, SigningKey};
use std::fmt;

/// Bytes of a signature.
pub(crate) const SIGNATURE_BYTES: usize = 64;

/// The key an actor signs with: Ed25519 (RFC 8032). It is wiped from memory when it is dropped.
///
/// What is signed begins with words that say what it is, so that a signature for one purpose is none for another: that
/// is the caller's part.
pub struct ActorKey(SigningKey);

const _: () = wiped::<SigningKey>();

impl ActorKey {
    /// A fresh key.
    pub fn fresh() -> Result<Self, KeyError> {
        Ok(Self::from_seed(&SecretKey::fresh()?))
    }

    /// The key with this seed (RFC 8032, section 5.1.5).
    pub fn from_seed(seed: &SecretKey) -> Self {
        Self(SigningKey::from_bytes(seed.expose()))
    }

    /// The key under a passphrase, for a file: PKCS#8 `EncryptedPrivateKeyInfo` (RFC 5958) in PEM (RFC 7468), with PBES2
    /// (RFC 8018) of scrypt (RFC 7914: N = 16,384, r = 8, p = 5, salt of 16 bytes) and AES-256-CBC. `openssl pkey -in`
    /// opens it. A line before it names the public key, so that people can tell whose it is, and a damaged key is known
    /// from its passphrase being wrong. Takes about a fifth of a second, on purpose.
    pub fn to_pem(&self, passphrase: &Passphrase) -> Result<String, ActorKeyError> {
        kept::write(&self.0, passphrase)
    }

    /// Opens what [`ActorKey::to_pem`] wrote, or an Ed25519 key that OpenSSL keeps with scrypt. Whatever the file asks for,
    /// it gets at most 32 MiB of memory and twice the time of our own.
    pub fn from_pem(pem: &str, passphrase: &Passphrase) -> Result<Self, ActorKeyError> {
        kept::read(pem, passphrase).map(Self)
    }

    /// The key sealed for a place, under a key that is there for a short time only: so somebody who has typed the passphrase
    /// need not type it again at once.
    pub fn seal(&self, sealer: &Sealer, cell: Cell<'_>) -> Result<Vec<u8>, KeyError> {
        sealer.seal(cell, self.0.as_bytes())
    }

    /// Opens what [`ActorKey::seal`] sealed for this place.
    pub fn open(sealer: &Sealer, cell: Cell<'_>, bytes: &[u8]) -> Result<Self, KeyError> {
        let opened = sealer.open(cell, bytes)?;
        let seed = opened.as_slice().try_into().map_err(|_| KeyError::Damaged { place: cell.to_string() })?;
        Ok(Self(SigningKey::from_bytes(seed)))
    }

    /// Signs a message.
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }

    /// The public key that belongs to it.
    pub fn public(&self) -> ActorPublicKey {
        ActorPublicKey::of(&self.0)
    }
}

impl fmt::Debug for ActorKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ActorKey(of {})", self.public())
    }
}
