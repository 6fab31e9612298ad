//! Keys of others: C2SP signed-note verifier keys, `name+number+base64`.
//!
//! `signed_note::StandardVerifier` knows only type 0x01, and checks signatures less strictly than we do.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature as Ed25519Signature, VerifyingKey};
use signed_note::{Signature, is_key_name_valid, key_id};

use crate::error::LogError;

/// What a key signs, and how. ML-DSA-44 cosignatures (type 0x06) will be a third kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Ed25519 over a note's text: signs checkpoints (type 0x01).
    Ed25519,
    /// Ed25519 over a checkpoint and a time: a witness (type 0x04).
    CosignatureV1,
}

impl KeyKind {
    fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::CosignatureV1 => 0x04,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::CosignatureV1].into_iter().find(|kind| kind.byte() == byte)
    }
}

/// The public key of a log or of a witness, with its name. Read with [`str::parse`], written with [`fmt::Display`].
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The verifier key for a public key of our own.
    pub(crate) fn new(name: &str, kind: KeyKind, key: VerifyingKey) -> Result<Self, LogError> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), kind, key })
    }

    /// The key's name: for a log, its origin line.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The 32 bytes of the public key (RFC 8032).
    pub fn public_key(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The number that stands before each of its signatures.
    pub fn id(&self) -> u32 {
        key_id(&self.name, &self.typed_key())
    }

    /// Whether a signature claims to be by this key.
    pub(crate) fn made(&self, signature: &Signature) -> bool {
        signature.name() == self.name && signature.id() == self.id()
    }

    /// Whether 64 bytes are this key's Ed25519 signature of a message.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Ed25519Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }

    fn typed_key(&self) -> Vec<u8> {
        [&[self.kind.byte()], self.key.as_bytes().as_slice()].concat()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), BASE64_STANDARD.encode(self.typed_key()))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = LogError;

    fn from_str(text: &str) -> Result<Self, LogError> {
        let wrong = LogError::VerifierKey;
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong("it is not name+number+key"));
        };
        check_name(name)?;
        let typed = BASE64_STANDARD.decode(key).map_err(|_| wrong("its key is not base64"))?;
        if id != format!("{:08x}", key_id(name, &typed)) {
            return Err(wrong("its number does not belong to its name and key; copy it again, whole"));
        }
        let (&byte, key) = typed.split_first().ok_or(wrong("its key is empty"))?;
        let kind = KeyKind::from_byte(byte)
            .ok_or(wrong("its type is neither Ed25519 (1) nor a cosignature with Ed25519 (4)"))?;
        let key = key.try_into().map_err(|_| wrong("its key is not 32 bytes long"))?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| wrong("its key is no point of Ed25519"))?;
        if key.is_weak() {
            return Err(wrong("its key is a weak one, under which anybody can sign"));
        }
        Ok(Self { name: name.to_owned(), kind, key })
    }
}

/// What no key may be called. Stricter than C2SP about control characters, which no note can hold.
pub(crate) fn check_name(name: &str) -> Result<(), LogError> {
    if is_key_name_valid(name) && !name.chars().any(char::is_control) && name.len() <= 255 {
        Ok(())
    } else {
        Err(LogError::KeyName)
    }
}
