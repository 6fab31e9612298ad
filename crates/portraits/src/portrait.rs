//! A photo made anew.

use crate::jpeg::encoded;
use crate::scale::within;
use marks::photo::Rgb;
use zeroize::Zeroizing;

/// Longest side of a kept photo, in pixels: a card prints 300 dots to an inch.
pub const LONGEST_SIDE: u32 = 640;
/// Smallest side, in pixels: less shows nobody.
pub const SMALLEST_SIDE: u32 = 48;
/// Quality of a kept photo: deliveries are compressed again, once.
const QUALITY: u8 = 95;

/// A photo made anew from its pixels.
pub struct Portrait {
    /// A JPEG file with nothing in it but the picture.
    pub jpeg: Zeroizing<Vec<u8>>,
}

/// Why a picture is not taken as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PortraitError {
    /// Too small to show anybody.
    #[error(
        "the picture is smaller than {SMALLEST_SIDE} pixels on a side, so it shows nobody. Name the photo itself, not a preview of it"
    )]
    TooSmall,
    /// It cannot be encoded, or what was kept cannot be decoded.
    #[error("the picture could not be made anew. Open it and save it as JPEG or PNG, and try again")]
    Unmade,
}

impl Portrait {
    /// A photo of these pixels, no larger than is needed.
    pub fn of(picture: &Rgb) -> Result<Self, PortraitError> {
        if picture.width().min(picture.height()) < SMALLEST_SIDE {
            return Err(PortraitError::TooSmall);
        }
        let jpeg = encoded(&within(picture, LONGEST_SIDE)?, QUALITY)?;
        Ok(Self { jpeg })
    }
}

/// Nobody's face.
impl std::fmt::Debug for Portrait {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Portrait({} bytes)", self.jpeg.len())
    }
}
