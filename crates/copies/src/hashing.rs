//! Both digests in one pass.

use crate::id::{Blake3, Sha256};
use sha2::Digest;

/// What an item's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digests {
    pub(crate) sha256: Sha256,
    pub(crate) blake3: Blake3,
    pub(crate) size: u64,
}

/// Bytes on their way.
#[derive(Default)]
pub(crate) struct Hashing {
    sha256: sha2::Sha256,
    blake3: blake3::Hasher,
    size: u64,
}

impl Hashing {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.blake3.update(bytes);
        self.size += bytes.len() as u64;
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn finish(self) -> Digests {
        Digests {
            sha256: Sha256(self.sha256.finalize().into()),
            blake3: Blake3(self.blake3.finalize().into()),
            size: self.size,
        }
    }
}
