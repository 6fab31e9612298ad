//! Windows metafiles ([MS-WMF]): an optional header with a size, then records that draw.

use super::album::Album;
use super::bytes::{narrow_text, piece, u16_le, u32_le};
use crate::Read;

pub(super) const PLACEABLE: &[u8] = b"\xd7\xcd\xc6\x9a";

const EOF: u16 = 0;
const TEXT: u16 = 0x0521;
const EXTENDED_TEXT: u16 = 0x0a32;
const ESCAPE: u16 = 0x0626;

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let header_at = if bytes.starts_with(PLACEABLE) { 22 } else { 0 };
    let words = u16_le(bytes, header_at + 2).map_or(9, usize::from);
    let mut at = header_at + 2 * words;
    loop {
        let (Some(len), Some(kind)) = (u32_le(bytes, at), u16_le(bytes, at + 4)) else {
            return album.strange(
                at.min(bytes.len()),
                piece(bytes, at, usize::MAX),
                "the picture ends too early",
            );
        };
        let len = (len as usize).saturating_mul(2);
        if len < 6 || at.saturating_add(len) > bytes.len() {
            return album.strange(at, piece(bytes, at, usize::MAX), "the picture ends too early");
        }
        let record = piece(bytes, at + 6, len - 6);
        match kind {
            TEXT => {
                let letters = u16_le(record, 0).map_or(0, usize::from);
                album.say("text", &narrow_text(piece(record, 2, letters)))?;
            }
            EXTENDED_TEXT => {
                let letters = u16_le(record, 4).map_or(0, usize::from);
                // A rectangle stands before the letters when one of two flags is set (2.3.3.5).
                let has_frame = u16_le(record, 6).is_some_and(|flags| flags & 0x0006 != 0);
                album.say("text", &narrow_text(piece(record, if has_frame { 16 } else { 8 }, letters)))?;
            }
            ESCAPE => album.sweep("comment", record)?,
            _ => {}
        }
        at += len;
        if kind == EOF {
            return album.after_the_end(at, piece(bytes, at, usize::MAX));
        }
    }
}
