//! Pixels to JPEG and back (ITU-T T.81): baseline, colours at full resolution, no comment, no application's data but what
//! JFIF wants.

use crate::portrait::PortraitError;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use marks::photo::Rgb;
use zeroize::Zeroizing;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Encodes a picture; quality from 1 to 100.
pub fn encoded(picture: &Rgb, quality: u8) -> Result<Zeroizing<Vec<u8>>, PortraitError> {
    let side = |length: u32| u16::try_from(length).map_err(|_| PortraitError::Unmade);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut bytes = Zeroizing::new(Vec::new());
    let mut encoder = Encoder::new(&mut *bytes, quality.clamp(1, 100));
    // Tints at half resolution would blur the edges of a face on a card.
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode(picture.samples(), width, height, ColorType::Rgb).map_err(|_| PortraitError::Unmade)?;
    Ok(bytes)
}

/// Decodes what [`encoded`] made.
pub fn decoded(jpeg: &[u8]) -> Result<Rgb, PortraitError> {
    let options = DecoderOptions::new_safe().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    let samples = decoder.decode().map_err(|_| PortraitError::Unmade)?;
    let (width, height) = decoder.dimensions().ok_or(PortraitError::Unmade)?;
    let side = |length: usize| u32::try_from(length).map_err(|_| PortraitError::Unmade);
    Rgb::new(side(width)?, side(height)?, samples).map_err(|_| PortraitError::Unmade)
}
