//! Digests of what goes by.

use sha2::{Digest, Sha256, Sha512};
use std::io::Read;

/// A digest that manifests are made of. Others are not checked: RFC 8493 asks for SHA-512, and courts for SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// 32 bytes.
    Sha256,
    /// 64 bytes.
    Sha512,
}

impl Algorithm {
    /// All of them, in the order in which manifests are written.
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sha512];

    /// As it stands in the name of a manifest (RFC 8493, 2.4).
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    /// How many bytes a digest has.
    pub fn bytes(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// Both digests of something, and its length in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digests {
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
    pub(crate) sha512: [u8; 64],
}

impl Digests {
    pub(crate) fn of(&self, algorithm: Algorithm) -> &[u8] {
        match algorithm {
            Algorithm::Sha256 => &self.sha256,
            Algorithm::Sha512 => &self.sha512,
        }
    }
}

/// Passes bytes on and digests them.
pub(crate) struct Hashing<R> {
    inner: R,
    bytes: u64,
    sha256: Sha256,
    sha512: Sha512,
}

impl<R: Read> Hashing<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, bytes: 0, sha256: Sha256::new(), sha512: Sha512::new() }
    }

    /// The digests of what went by.
    pub(crate) fn finish(self) -> Digests {
        Digests {
            bytes: self.bytes,
            sha256: self.sha256.finalize().into(),
            sha512: self.sha512.finalize().into(),
        }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        self.sha256.update(&buffer[..read]);
        self.sha512.update(&buffer[..read]);
        Ok(read)
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Hexadecimal digits of either case, or none of it.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}
