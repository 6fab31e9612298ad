//! WebP (RFC 9649): chunks of a name, a length and data.

use super::album::Album;
use super::bytes::{narrow_text, piece, u32_le};
use super::{exif, xmp};
use crate::Read;

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let len = u32_le(bytes, 4).unwrap_or(0) as usize;
    let end = (8 + len).min(bytes.len());
    if 8 + len > bytes.len() {
        return album.strange(0, bytes, "the picture ends too early");
    }
    let mut at = 12;
    while at + 8 <= end {
        let name = &bytes[at..at + 4];
        let len = u32_le(bytes, at + 4).unwrap_or(0) as usize;
        if at + 8 + len > end {
            return album.strange(at, piece(bytes, at, usize::MAX), "the picture ends too early");
        }
        let data = piece(bytes, at + 8, len);
        match name {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" => {}
            // Some writers put the mark of JPEG before it.
            b"EXIF" => exif::read(data.strip_prefix(b"Exif\0\0").unwrap_or(data), album)?,
            b"XMP " => xmp::read(data, album)?,
            b"ICCP" => album.sweep("colour profile", data)?,
            _ => album.sweep(&narrow_text(name), data)?,
        }
        at += 8 + len + len % 2;
    }
    album.after_the_end(at.min(bytes.len()), piece(bytes, at, usize::MAX))
}
