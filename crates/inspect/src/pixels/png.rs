//! PNG, by `png`.

use super::{Decoded, Trouble, admit};
use crate::Budget;
use png::{BitDepth, ColorType, DecodeOptions, Decoder, Transformations};

/// Bytes that the decoder may use beside the pixels.
const BESIDE: usize = 16 << 20;

pub(super) fn decode(bytes: &[u8], budget: &Budget) -> Result<Decoded, Trouble> {
    let mut options = DecodeOptions::default();
    // Texts and profiles are read, and bounded, where metadata are.
    options.set_ignore_text_chunk(true);
    options.set_ignore_iccp_chunk(true);
    let mut decoder = Decoder::new_with_options(std::io::Cursor::new(bytes), options);
    // Eight bits a channel, colours instead of numbers of colours.
    decoder.set_transformations(Transformations::normalize_to_color8());
    let (width, height) = {
        let header = decoder.read_header_info().map_err(|_| Trouble::Damaged)?;
        (header.width, header.height)
    };
    admit(u64::from(width), u64::from(height), budget)?;
    let pixels = width as usize * height as usize;
    decoder.set_limits(png::Limits { bytes: BESIDE + 8 * width as usize });
    let mut reader = decoder.read_info().map_err(|_| Trouble::Damaged)?;
    let (colours, depth) = reader.output_color_type();
    let stored = match (colours, depth) {
        (ColorType::Grayscale, BitDepth::Eight) => 1,
        (ColorType::GrayscaleAlpha, BitDepth::Eight) => 2,
        (ColorType::Rgb, BitDepth::Eight) => 3,
        (ColorType::Rgba, BitDepth::Eight) => 4,
        _ => return Err(Trouble::Damaged),
    };
    let mut bytes = vec![0; pixels * stored];
    let frame = reader.next_frame(&mut bytes).map_err(|_| Trouble::Damaged)?;
    // A frame of an animation can be smaller than the picture; this one is the picture.
    if (frame.width, frame.height) != (width, height) {
        return Err(Trouble::Damaged);
    }
    let kept = if stored <= 2 { 1 } else { 3 };
    if kept != stored {
        without_alpha(&mut bytes, stored, kept);
    }
    let has_more = reader.info().animation_control().is_some_and(|animation| animation.num_frames > 1);
    Ok(Decoded { width, height, channels: kept as u8, bytes, has_more })
}

/// Leaves out how transparent pixels are.
fn without_alpha(bytes: &mut Vec<u8>, stored: usize, kept: usize) {
    let pixels = bytes.len() / stored;
    for pixel in 1..pixels {
        bytes.copy_within(pixel * stored..pixel * stored + kept, pixel * kept);
    }
    bytes.truncate(pixels * kept);
}
