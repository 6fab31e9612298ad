//! GIF (Graphics Interchange Format 89a): blocks, some of them comments and texts.

use super::album::Album;
use super::bytes::{narrow_text, piece};
use super::xmp;
use crate::Read;

/// Signature and logical screen descriptor (sections 17 and 18).
const HEADER: usize = 13;

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let mut at = HEADER + bytes.get(10).map_or(0, |flags| colours(*flags));
    loop {
        match bytes.get(at) {
            Some(0x3b) => return album.after_the_end(at + 1, piece(bytes, at + 1, usize::MAX)),
            // A picture: its place, its colours, the width of its codes, its pixels (section 20).
            Some(0x2c) if bytes.len() > at + 10 => {
                at += 10 + colours(bytes[at + 9]) + 1;
                at = blocks(bytes, at, None);
            }
            Some(0x21) if bytes.len() > at + 2 => {
                let mut data = Vec::new();
                let (kind, start) = (bytes[at + 1], at + 2);
                at = blocks(bytes, start, Some(&mut data));
                extension(kind, &data, album)?;
            }
            _ => {
                return album.strange(
                    at.min(bytes.len()),
                    piece(bytes, at, usize::MAX),
                    "the picture is broken off",
                );
            }
        }
    }
}

/// Bytes of a table of colours, from the flags before it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Goes through sub-blocks (section 15), and collects them.
fn blocks(bytes: &[u8], mut at: usize, mut data: Option<&mut Vec<u8>>) -> usize {
    while let Some(len) = bytes.get(at).map(|len| usize::from(*len)).filter(|len| *len > 0) {
        if let Some(data) = &mut data {
            data.extend_from_slice(piece(bytes, at, len + 1));
        }
        at += len + 1;
    }
    at + 1
}

/// Sub-blocks come with their length bytes: XMP is stored as if these were letters of it.
fn extension(kind: u8, data: &[u8], album: &mut Album<'_, '_>) -> Read {
    match kind {
        // Delay and transparency.
        0xf9 => Ok(()),
        0xfe => album.say("comment", &narrow_text(&joined(data))),
        0x01 => album.say("text", &narrow_text(joined(data).get(12..).unwrap_or_default())),
        0xff if data.get(1..12) == Some(b"XMP DataXMP") => {
            xmp::read(data.get(12..).unwrap_or_default(), album)
        }
        0xff if data.get(1..12) == Some(b"NETSCAPE2.0") => Ok(()),
        _ => album.sweep("application", &joined(data)),
    }
}

/// The content of sub-blocks, without their lengths.
fn joined(mut data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    while let Some((len, rest)) = data.split_first() {
        out.extend_from_slice(piece(rest, 0, usize::from(*len)));
        data = rest.get(usize::from(*len)..).unwrap_or_default();
    }
    out
}
