//! Names of blobs.

use crate::area::Area;
use crate::error::BlobError;
use std::fmt;
use std::str::FromStr;

/// The name of a blob: its area and a random number. It tells nothing about what is in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId {
    area: Area,
    number: u128,
}

/// A text that names no blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no name of a sealed file. Copy the whole name, as in upload/0123456789abcdef0123456789abcdef"
)]
pub struct NotABlobId;

impl BlobId {
    /// A name that was never given before.
    pub(crate) fn fresh(area: Area) -> Result<Self, BlobError> {
        let mut number = [0; 16];
        getrandom::fill(&mut number).map_err(|_| BlobError::NoRandom)?;
        Ok(Self { area, number: u128::from_be_bytes(number) })
    }

    /// What the blob is for.
    pub fn area(&self) -> Area {
        self.area
    }
}

/// `upload/` and 32 hexadecimal digits.
impl fmt::Display for BlobId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{:032x}", self.area.folder(), self.number)
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl FromStr for BlobId {
    type Err = NotABlobId;

    fn from_str(text: &str) -> Result<Self, NotABlobId> {
        let (folder, digits) = text.split_once('/').ok_or(NotABlobId)?;
        let area = Area::of_folder(folder).ok_or(NotABlobId)?;
        let is_plain = digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if digits.len() != 32 || !is_plain {
            return Err(NotABlobId);
        }
        let number = u128::from_str_radix(digits, 16).map_err(|_| NotABlobId)?;
        Ok(Self { area, number })
    }
}
