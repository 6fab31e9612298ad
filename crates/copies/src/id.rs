//! Names: of items, of replicas, and of bytes.

use crate::error::CopyError;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A text that is no name of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not {digits} lower-case hexadecimal digits. Copy the whole of it, without spaces")]
pub struct NotHex {
    /// How many there should be.
    pub digits: usize,
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        /// Lower-case hexadecimal digits.
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = [0; $bytes * 2];
                out.write_str(hex(&self.0, &mut text))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, out)
            }
        }

        impl FromStr for $name {
            type Err = NotHex;

            fn from_str(text: &str) -> Result<Self, NotHex> {
                let mut bytes = [0; $bytes];
                if unhex(text, &mut bytes) { Ok(Self(bytes)) } else { Err(NotHex { digits: $bytes * 2 }) }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

name!(
    /// An item of evidence: 128 random bits, which tell nothing about it.
    ItemId,
    16
);
name!(
    /// A replica: 128 random bits that lie in it, so that one place under two names is one place.
    ReplicaId,
    16
);
name!(
    /// The BLAKE3 of an item's bytes: the name of its object, fast enough to compute again and again.
    Blake3,
    32
);
name!(
    /// The SHA-256 (FIPS 180-4) of an item's bytes: what a court, or another program, compares.
    Sha256,
    32
);

impl ItemId {
    /// A name that nothing had before.
    pub fn fresh() -> Result<Self, CopyError> {
        fresh().map(Self)
    }
}

impl ReplicaId {
    pub(crate) fn fresh() -> Result<Self, CopyError> {
        fresh().map(Self)
    }
}

impl Blake3 {
    /// Of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).into())
    }
}

/// 128 random bits.
pub(crate) fn fresh() -> Result<[u8; 16], CopyError> {
    let mut number = [0; 16];
    getrandom::fill(&mut number).map_err(|_| CopyError::NoRandom)?;
    Ok(number)
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The digits of bytes, in `text`, which has twice their number.
fn hex<'t>(bytes: &[u8], text: &'t mut [u8]) -> &'t str {
    for (byte, pair) in bytes.iter().zip(text.chunks_exact_mut(2)) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    std::str::from_utf8(text).unwrap_or_default()
}

/// Reads digits into bytes; capitals are refused, so that each name has one spelling.
fn unhex(text: &str, bytes: &mut [u8]) -> bool {
    let digit = |of: u8| match of {
        b'0'..=b'9' => Some(of - b'0'),
        b'a'..=b'f' => Some(of - b'a' + 10),
        _ => None,
    };
    text.len() == bytes.len() * 2
        && text.as_bytes().chunks_exact(2).zip(bytes).all(|(pair, byte)| {
            let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return false };
            *byte = high << 4 | low;
            true
        })
}
