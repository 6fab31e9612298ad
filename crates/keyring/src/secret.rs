//! A secret key of 32 bytes.

use crate::error::KeyError;
use std::fmt;
use subtle::{Choice, ConstantTimeEq};
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// Bytes of a key.
pub(crate) const KEY_BYTES: usize = 32;

/// Keys drawn with one call to the system: 64 KiB.
const BATCH: usize = 2048;

/// A key of 32 random bytes: a person's, or the root of others ([`crate::derive::hkdf`]).
///
/// It is wiped from memory when it is dropped. Moving it leaves a copy of its bytes where it was, as with every value of
/// Rust; so it is not `Clone`, and wants to be moved seldom.
pub struct SecretKey(Zeroizing<[u8; KEY_BYTES]>);

impl SecretKey {
    /// A fresh key.
    pub fn fresh() -> Result<Self, KeyError> {
        let mut key = Self(Zeroizing::new([0; KEY_BYTES]));
        getrandom::fill(&mut *key.0).map_err(|_| KeyError::NoRandom)?;
        Ok(key)
    }

    /// So many fresh keys, drawn in batches: asking the system once for each person of an import takes three times as
    /// long.
    pub fn many(count: usize) -> Result<Vec<Self>, KeyError> {
        // All of the room at once: a vector that grows leaves keys behind where it was.
        let mut keys = Vec::with_capacity(count);
        let mut batch = Zeroizing::new(vec![0; KEY_BYTES * count.min(BATCH)]);
        while keys.len() < count {
            getrandom::fill(&mut batch).map_err(|_| KeyError::NoRandom)?;
            let (drawn, _) = batch.as_chunks::<KEY_BYTES>();
            keys.extend(drawn.iter().take(count - keys.len()).map(Self::from_bytes));
        }
        Ok(keys)
    }

    /// The key with these bytes. The caller wipes its own copy.
    pub fn from_bytes(bytes: &[u8; KEY_BYTES]) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// The bytes, for a cipher or a signer of another crate. Compare keys with [`ConstantTimeEq`], not these.
    pub fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

/// Compiles only for types that wipe what they hold: in other crates that is a feature, which somebody might switch off.
pub(crate) const fn wiped<T: ZeroizeOnDrop>() {}

impl ConstantTimeEq for SecretKey {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.as_slice().ct_eq(other.0.as_slice())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretKey")
    }
}
