//! JPEG, by `zune-jpeg`.

use super::{Decoded, Trouble, admit};
use crate::Budget;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Scans of a progressive picture. Each goes through all of it, however short it is; programs write some ten.
const MOST_SCANS: usize = 64;

pub(super) fn decode(bytes: &[u8], budget: &Budget) -> Result<Decoded, Trouble> {
    let options = |colours| {
        // The format itself has no more than 65,535; our own limit is compared before anything is decoded.
        DecoderOptions::default()
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX))
            .set_strict_mode(false)
            .jpeg_set_max_scans(MOST_SCANS)
            .jpeg_set_out_colorspace(colours)
    };
    let mut header = JpegDecoder::new_with_options(ZCursor::new(bytes), options(ColorSpace::RGB));
    header.decode_headers().map_err(|_| Trouble::Damaged)?;
    let (width, height) = header.dimensions().ok_or(Trouble::Damaged)?;
    admit(width as u64, height as u64, budget)?;
    let is_grey = header.input_colorspace() == Some(ColorSpace::Luma);
    let (colours, channels) = if is_grey { (ColorSpace::Luma, 1) } else { (ColorSpace::RGB, 3) };
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options(colours));
    let pixels = decoder.decode().map_err(|_| Trouble::Damaged)?;
    if pixels.len() != width * height * channels {
        return Err(Trouble::Damaged);
    }
    Ok(Decoded {
        width: width as u32,
        height: height as u32,
        channels: channels as u8,
        bytes: pixels,
        has_more: false,
    })
}
