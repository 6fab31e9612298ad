//! Enhanced metafiles ([MS-EMF]): records that draw, some of them letters.

use super::album::Album;
use super::bytes::{narrow_text, piece, u32_le, wide_text};
use crate::Read;
use crate::text::sweep;

const EOF: u32 = 14;
const COMMENT: u32 = 70;
const TEXT_A: u32 = 83;
const TEXT_W: u32 = 84;
/// POLYTEXTOUT and SMALLTEXTOUT: other ways to draw letters.
const OTHER_TEXTS: [u32; 3] = [96, 97, 108];
/// The last record type that the specification names.
const LAST: u32 = 122;

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    // The header leads to a description: program, zero, title ([MS-EMF] 2.2.9).
    if let (Some(letters), Some(at)) = (u32_le(bytes, 60), u32_le(bytes, 64)) {
        let description = piece(bytes, at as usize, (letters as usize).saturating_mul(2));
        if at > 0 {
            album.sweep("description", description)?;
        }
    }
    let mut at = 0;
    loop {
        let (Some(kind), Some(len)) = (u32_le(bytes, at), u32_le(bytes, at + 4)) else {
            return album.strange(
                at.min(bytes.len()),
                piece(bytes, at, usize::MAX),
                "the picture ends too early",
            );
        };
        let len = len as usize;
        if len < 8 || at + len > bytes.len() {
            return album.strange(at, piece(bytes, at, usize::MAX), "the picture ends too early");
        }
        let record = piece(bytes, at, len);
        match kind {
            TEXT_A | TEXT_W => drawn_text(record, kind == TEXT_W, album)?,
            COMMENT => comment(record, album)?,
            _ if OTHER_TEXTS.contains(&kind) => album.sweep("text", record)?,
            1..=LAST => {}
            _ => album.strange(at, record, "a record of the picture that no reader knows")?,
        }
        at += len;
        if kind == EOF {
            return album.after_the_end(at, piece(bytes, at, usize::MAX));
        }
    }
}

/// `EMR_EXTTEXTOUT` ([MS-EMF] 2.3.5.7): the text object stands 36 bytes into the record.
fn drawn_text(record: &[u8], is_wide: bool, album: &mut Album<'_, '_>) -> Read {
    let (letters, at) = (u32_le(record, 44).unwrap_or(0) as usize, u32_le(record, 48).unwrap_or(0) as usize);
    let bytes = piece(record, at, letters.saturating_mul(if is_wide { 2 } else { 1 }));
    album.say("text", &if is_wide { wide_text(bytes) } else { narrow_text(bytes) })
}

/// Comments carry a second metafile of another kind (EMF+), or whatever a program likes.
fn comment(record: &[u8], album: &mut Album<'_, '_>) -> Read {
    let data = record.get(12..).unwrap_or_default();
    for text in sweep::texts(data) {
        if text != "EMF+" && text != "GDIC" {
            album.say("comment", &text)?;
        }
    }
    Ok(())
}
