//! Numbers of keys.

use crate::secret::SecretKey;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Bytes of a number.
pub(crate) const ID_BYTES: usize = 4;

/// The number of a force key: the first four bytes of SHA-256 over `tipstaff/force-key-id/1`, a zero byte and the key,
/// written as eight hexadecimal digits. It names the key and proves that it was copied without a mistake; the key cannot
/// be told from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; ID_BYTES]);

impl KeyId {
    pub(crate) fn of(key: &SecretKey) -> Self {
        let hash =
            Sha256::new().chain_update(b"tipstaff/force-key-id/1\0").chain_update(key.expose()).finalize();
        Self(first(&hash.into()))
    }

    pub(crate) fn from_bytes(bytes: [u8; ID_BYTES]) -> Self {
        Self(bytes)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; ID_BYTES] {
        &self.0
    }
}

/// The first bytes of a hash.
pub(crate) fn first(hash: &[u8; 32]) -> [u8; ID_BYTES] {
    let [a, b, c, d, ..] = *hash;
    [a, b, c, d]
}

impl FromStr for KeyId {
    type Err = NotAKeyId;

    fn from_str(digits: &str) -> Result<Self, NotAKeyId> {
        let eight = digits.len() == 2 * ID_BYTES && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !eight {
            return Err(NotAKeyId);
        }
        u32::from_str_radix(digits, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| NotAKeyId)
    }
}

/// A text is not the number of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the number of a force key has eight digits from 0 to 9 and a to f, as in the lines of the force key file"
)]
pub struct NotAKeyId;

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyId({self})")
    }
}
