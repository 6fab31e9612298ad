//! `StarView` metafiles: LibreOffice's own, kept as the picture of an embedded object. Records of a type, a version and
//! a length.

use super::album::Album;
use super::bytes::{piece, u16_le, u32_le};
use crate::Read;
use crate::text::sweep;

pub(super) const MAGIC: &[u8] = b"VCLMTF";

/// Type, version and length before each record.
const HEAD: usize = 8;

/// A text is kept in bytes and again in wide letters, and comments of LibreOffice itself say where its effects begin.
fn texts(record: &[u8], album: &mut Album<'_, '_>) -> Read {
    let mut last = String::new();
    for text in sweep::texts(record) {
        let is_own = text.contains('_') && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_uppercase());
        if !is_own && text != last {
            album.say("text", &text)?;
        }
        last = text;
    }
    Ok(())
}

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    // The header is a version and a length, like a record without a type; its last four bytes count the records.
    let header = u32_le(bytes, MAGIC.len() + 2).unwrap_or(0) as usize;
    let mut at = (MAGIC.len() + 6).saturating_add(header);
    let mut left = u32_le(bytes, at.saturating_sub(4)).unwrap_or(0);
    while left > 0 {
        let (Some(kind), Some(len)) = (u16_le(bytes, at), u32_le(bytes, at + 4)) else { break };
        let end = at.saturating_add(HEAD).saturating_add(len as usize);
        if end > bytes.len() {
            break;
        }
        let record = piece(bytes, at + HEAD, len as usize);
        match kind {
            // Texts in five forms (112 to 116) and comments (512).
            112..=116 | 512 => texts(record, album)?,
            // Everything else draws lines, areas and pixels, or sets colours.
            _ => {}
        }
        at = end;
        left -= 1;
    }
    if left > 0 {
        return album.strange(
            at.min(bytes.len()),
            piece(bytes, at, usize::MAX),
            "the picture ends too early",
        );
    }
    album.after_the_end(at, piece(bytes, at, usize::MAX))
}
