//! Names of uploads.

use crate::error::UploadError;
use std::fmt;
use std::str::FromStr;

/// The name of an upload: random, so that nobody guesses another's. It is no right to see it; who may is asked elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UploadId(pub(crate) i64);

/// A text that names no upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no name of an upload. Follow the link from the list of your files")]
pub struct NotAnUploadId;

impl UploadId {
    pub(crate) fn fresh() -> Result<Self, UploadError> {
        random().map(Self)
    }
}

/// A random number above 0, for a row.
pub(crate) fn random() -> Result<i64, UploadError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| UploadError::NoRandom)?;
    Ok((i64::from_be_bytes(bytes) & i64::MAX).max(1))
}

/// 16 hexadecimal digits.
impl fmt::Display for UploadId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl FromStr for UploadId {
    type Err = NotAnUploadId;

    fn from_str(text: &str) -> Result<Self, NotAnUploadId> {
        let is_plain = text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if text.len() != 16 || !is_plain {
            return Err(NotAnUploadId);
        }
        i64::from_str_radix(text, 16).ok().filter(|number| *number > 0).map(Self).ok_or(NotAnUploadId)
    }
}
