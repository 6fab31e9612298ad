//! Pixels of pictures, for whoever compares photos: [`crate::Options::pixels`]. Nothing else of the product looks at them.
//!
//! Sizes are claims of a header: they are compared with the limits before anything is decoded. Both decoders are free of
//! `unsafe`. A picture is turned as it is stored, not as its EXIF data ask for; what is transparent is shown as it is stored. Of
//! several pictures in one file (an animation, a camera's preview or second view) the first is sent.

mod jpeg;
mod png;

use crate::stop::{LimitMet, Read};
use crate::{Budget, Reason, Scribe};

/// Bytes of pixels in one frame, unless one row of a picture has more.
const STRIP: usize = 256 << 10;
/// Pixels side by side, or one above the other. A frame holds at least one row.
pub(crate) const MOST_SIDE: u32 = 1 << 20;

/// A picture that was decoded: rows from the top, each pixel one byte (luma) or three (red, green, blue).
struct Decoded {
    width: u32,
    height: u32,
    channels: u8,
    bytes: Vec<u8>,
    /// Further pictures follow, which are not decoded: an animation.
    has_more: bool,
}

/// Why there are no pixels.
enum Trouble {
    /// The bytes make no sense to the decoder.
    Damaged,
    /// More than the limits allow.
    Large(Reason),
}

/// Sends the pixels of a picture that lies in an open part, or says of its file that it was not checked. `path` is where
/// the picture lies in the container.
pub(crate) fn send(bytes: &[u8], file: u32, part: u32, path: &str, scribe: &mut Scribe<'_>) -> Read {
    let decoded = if bytes.starts_with(b"\xff\xd8") {
        jpeg::decode(bytes, scribe.budget())
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::decode(bytes, scribe.budget())
    } else {
        let what = format!("pixels are read of JPEG and PNG pictures only {path}");
        return scribe.unchecked(file, Reason::UnknownPart, what.trim_end());
    };
    match decoded {
        Ok(decoded) => {
            stream(&decoded, part, scribe)?;
            if decoded.has_more {
                let what = format!("of an animation only the first picture is read {path}");
                scribe.unchecked(file, Reason::UnknownPart, what.trim_end())?;
            }
            Ok(())
        }
        Err(Trouble::Damaged) => {
            let what = format!("the pixels of a picture cannot be read {path}");
            scribe.unchecked(file, Reason::Damaged, what.trim_end())
        }
        Err(Trouble::Large(reason)) => {
            let what = format!("a picture has more pixels than the limit, or all together have {path}");
            scribe.unchecked(file, reason, what.trim_end())
        }
    }
}

fn stream(decoded: &Decoded, part: u32, scribe: &mut Scribe<'_>) -> Read {
    let row = decoded.width as usize * usize::from(decoded.channels);
    let rows = (STRIP / row.max(1)).max(1);
    scribe.picture(part, decoded.width, decoded.height, decoded.channels)?;
    for (number, strip) in decoded.bytes.chunks(row * rows).enumerate() {
        scribe.strip(part, (number * rows) as u32, strip)?;
    }
    scribe.picture_end(part)
}

/// Whether a picture of this size may be decoded.
fn admit(width: u64, height: u64, budget: &Budget) -> Result<(), Trouble> {
    if width == 0 || height == 0 {
        return Err(Trouble::Damaged);
    }
    let side = u64::from(MOST_SIDE);
    if width > side || height > side || width * height > budget.limits().picture_pixels {
        return Err(Trouble::Large(Reason::TooLarge));
    }
    budget.pixels(width * height).map_err(|LimitMet(reason)| Trouble::Large(reason))
}
