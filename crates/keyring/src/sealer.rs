//! Sealed values.

use crate::aead::Aead;
use crate::cell::Cell;
use crate::error::KeyError;
use crate::padding;
use crate::secret::SecretKey;
use std::fmt;
use zeroize::Zeroizing;

/// The first byte of a sealed value. A wrapped key begins with another one.
const VERSION: [u8; 1] = [0x01];

/// Seals and opens values under one key. Make it once for each key, and keep it while the key is in use.
///
/// A sealed value is: 0x01, a random nonce (24 bytes), the ciphertext of the value padded to a multiple of 16 bytes
/// (ISO/IEC 7816-4, always at least one byte), a tag (16 bytes). So 0 to 15 bytes become 57, and 16 to 31 become 73: that
/// much of the length is all that a sealed value tells. The cell is authenticated with it, not stored in it.
pub struct Sealer(Aead);

impl Sealer {
    /// A sealer under this key.
    pub fn new(key: &SecretKey) -> Self {
        Self(Aead::new(key))
    }

    /// Seals a value for this place. Sealing the same value again gives other bytes.
    pub fn seal(&self, cell: Cell<'_>, value: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.seal(&VERSION, cell, value, padding::after(value.len()))
    }

    /// Opens what was sealed under this key for this place. The value is wiped from memory when it is dropped.
    pub fn open(&self, cell: Cell<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let damaged = || KeyError::Damaged { place: cell.to_string() };
        let rest = sealed.strip_prefix(&VERSION).ok_or_else(damaged)?;
        let mut value = self.0.open(&VERSION, cell, rest)?;
        let length = padding::without(&value).ok_or_else(damaged)?;
        value.truncate(length);
        Ok(value)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sealer")
    }
}
