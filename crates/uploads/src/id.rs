//! The name of an upload in addresses: random, so that nobody finds another's by counting.

use crate::UploadError;
use std::fmt;
use std::str::FromStr;

/// The name of an upload: 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UploadId([u8; 16]);

/// A text that is no name of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("that is no name of an upload. Take the address from the page")]
pub struct NotAnUploadId;

impl UploadId {
    pub(crate) fn fresh() -> Result<Self, UploadError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|_| UploadError::NoRandom)?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for UploadId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "UploadId({self})")
    }
}

impl FromStr for UploadId {
    type Err = NotAnUploadId;

    fn from_str(text: &str) -> Result<Self, NotAnUploadId> {
        let digits = text.as_bytes();
        if digits.len() != 32 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NotAnUploadId);
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NotAnUploadId)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotAnUploadId)?;
        }
        Ok(Self(bytes))
    }
}

/// In addresses.
impl<'de> serde::Deserialize<'de> for UploadId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
