//! BMP ([MS-WMF] 2.2.2.3 and the BITMAPFILEHEADER before it): a header, perhaps colours, pixels.

use super::album::Album;
use super::bytes::{piece, u16_le, u32_le};
use crate::Read;

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let (Some(pixels_at), Some(header)) = (u32_le(bytes, 10), u32_le(bytes, 14)) else {
        return album.strange(0, bytes, "the picture ends too early");
    };
    let (pixels_at, header) = (pixels_at as usize, header as usize);
    let end = if header == 12 {
        // The oldest header has numbers of two bytes.
        size(u16_le(bytes, 18).map(i64::from), u16_le(bytes, 20).map(i64::from), u16_le(bytes, 24))
    } else {
        let signed = |at| u32_le(bytes, at).map(|value| i64::from(value.cast_signed()));
        match u32_le(bytes, 34) {
            Some(len) if len > 0 => Some(len as usize),
            _ => size(signed(18), signed(22), u16_le(bytes, 28)),
        }
    };
    let Some(mut end) = end.and_then(|len| pixels_at.checked_add(len)).filter(|end| *end <= bytes.len())
    else {
        return album.strange(0, bytes, "the picture ends too early");
    };
    // Masks and at most 256 colours stand between the header and the pixels.
    let colours_end = (14 + header + 12 + 1024).min(pixels_at);
    album.sweep("between header and pixels", piece(bytes, colours_end, pixels_at - colours_end))?;
    // The fifth version of the header leads to a colour profile (bV5ProfileData, bV5ProfileSize).
    if header >= 124
        && let (Some(profile), Some(len)) = (u32_le(bytes, 14 + 112), u32_le(bytes, 14 + 116))
        && profile > 0
    {
        let start = 14 + profile as usize;
        album.sweep("colour profile", piece(bytes, start, len as usize))?;
        end = end.max(start.saturating_add(len as usize).min(bytes.len()));
    }
    album.after_the_end(end, piece(bytes, end, usize::MAX))
}

/// Bytes of pixels: every row fills up to four bytes.
fn size(width: Option<i64>, height: Option<i64>, bits: Option<u16>) -> Option<usize> {
    let bits_a_row = width?.unsigned_abs().checked_mul(u64::from(bits?))?;
    let row = bits_a_row.div_ceil(32).checked_mul(4)?;
    usize::try_from(row.checked_mul(height?.unsigned_abs())?).ok()
}
