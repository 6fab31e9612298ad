//! Keys that sign what is on cards and in status lists, and their public halves as browsers take them.

use crate::random::{NoRandom, fill};
use ed25519_dalek::Signer;
use p256::ecdsa::signature::Verifier;
use std::fmt;
use zeroize::Zeroizing;

/// How is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032): COSE's `EdDSA`. Browsers have it since 2023 to 2025, by maker.
    Ed25519,
    /// ECDSA on P-256 with SHA-256: COSE's ES256. Every browser has it.
    P256,
}

/// Why a key is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// No point of the curve, or a secret that is out of range.
    #[error("this is no key for signing cards. Take one that `IssuerKey::generate` made")]
    NoKey,
    /// The operating system gives no random numbers.
    #[error(transparent)]
    NoRandom(#[from] NoRandom),
}

/// A key that signs statements and status lists. The secret is wiped from memory when this is dropped.
pub struct IssuerKey(Secret);

enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    P256(p256::ecdsa::SigningKey),
}

impl IssuerKey {
    /// A fresh key.
    pub fn generate(algorithm: Algorithm) -> Result<Self, KeyError> {
        let mut secret = Zeroizing::new([0; 32]);
        // Of 2^32 numbers one is out of P-256's range: a second is in it.
        for _ in 0..4 {
            fill(secret.as_mut())?;
            if let Ok(key) = Self::new(algorithm, &secret) {
                return Ok(key);
            }
        }
        Err(KeyError::NoKey)
    }

    /// The key from its 32 secret bytes.
    pub fn new(algorithm: Algorithm, secret: &[u8; 32]) -> Result<Self, KeyError> {
        Ok(Self(match algorithm {
            Algorithm::Ed25519 => Secret::Ed25519(ed25519_dalek::SigningKey::from_bytes(secret)),
            Algorithm::P256 => {
                Secret::P256(p256::ecdsa::SigningKey::from_slice(secret).map_err(|_| KeyError::NoKey)?)
            }
        }))
    }

    /// The secret bytes, for whoever seals them.
    pub fn secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(match &self.0 {
            Secret::Ed25519(key) => key.to_bytes(),
            Secret::P256(key) => key.to_bytes().into(),
        })
    }

    /// The public half.
    pub fn public(&self) -> IssuerPublicKey {
        IssuerPublicKey(match &self.0 {
            Secret::Ed25519(key) => Public::Ed25519(key.verifying_key()),
            Secret::P256(key) => Public::P256(*key.verifying_key()),
        })
    }

    /// How this signs.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Secret::Ed25519(_) => Algorithm::Ed25519,
            Secret::P256(_) => Algorithm::P256,
        }
    }

    /// 64 bytes, as COSE and browsers take them.
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        match &self.0 {
            Secret::Ed25519(key) => key.sign(message).to_vec(),
            Secret::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
        }
    }
}

impl fmt::Debug for IssuerKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("IssuerKey").field(&self.algorithm()).finish()
    }
}

/// The public half of an [`IssuerKey`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerPublicKey(Public);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Public {
    Ed25519(ed25519_dalek::VerifyingKey),
    P256(p256::ecdsa::VerifyingKey),
}

impl IssuerPublicKey {
    /// From the 32 bytes of RFC 8032.
    pub fn ed25519(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NoKey)?;
        if key.is_weak() { Err(KeyError::NoKey) } else { Ok(Self(Public::Ed25519(key))) }
    }

    /// From the two coordinates of a point on P-256.
    pub fn p256(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, KeyError> {
        let mut point = [4; 65];
        for (place, byte) in point.iter_mut().skip(1).zip(x.iter().chain(y)) {
            *place = *byte;
        }
        p256::ecdsa::VerifyingKey::from_sec1_bytes(&point)
            .map(|key| Self(Public::P256(key)))
            .map_err(|_| KeyError::NoKey)
    }

    /// How it signs.
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            Public::Ed25519(_) => Algorithm::Ed25519,
            Public::P256(_) => Algorithm::P256,
        }
    }

    /// The key's bytes: 32 of Ed25519, or both coordinates of P-256, 64.
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.0 {
            Public::Ed25519(key) => key.to_bytes().to_vec(),
            // Without the byte that says "both coordinates follow".
            Public::P256(key) => key.to_sec1_point(false).as_bytes().iter().skip(1).copied().collect(),
        }
    }

    /// From the bytes that [`to_bytes`](Self::to_bytes) gave.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, KeyError> {
        match algorithm {
            Algorithm::Ed25519 => Self::ed25519(bytes.try_into().map_err(|_| KeyError::NoKey)?),
            Algorithm::P256 => {
                let (x, y) = bytes.split_at_checked(32).ok_or(KeyError::NoKey)?;
                let half = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).map_err(|_| KeyError::NoKey);
                Self::p256(&half(x)?, &half(y)?)
            }
        }
    }

    /// Whether this key signed the message. Ed25519 is held to the strict rules, under which a signature has one form.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.0 {
            Public::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            Public::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        }
    }
}
