//! Photoshop's image resources (Adobe Photoshop File Formats) and the IPTC-IIM records in one of them: captions,
//! bylines, places.

use super::album::Album;
use super::bytes::{narrow_text, piece, u16_be, u32_be};
use super::{exif, xmp};
use crate::Read;

/// Names of the records that people meet (IPTC-IIM 4.2, record 2).
const NAMES: &[(u8, &str)] = &[
    (5, "title"),
    (25, "keyword"),
    (40, "instructions"),
    (55, "date"),
    (80, "by-line"),
    (85, "by-line title"),
    (90, "city"),
    (92, "place"),
    (95, "state"),
    (101, "country"),
    (103, "reference"),
    (105, "headline"),
    (110, "credit"),
    (115, "source"),
    (116, "copyright"),
    (118, "contact"),
    (120, "caption"),
    (122, "writer"),
];

/// Reads a list of resources: `8BIM`, number, name, length, data.
pub(super) fn resources(mut bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    while bytes.starts_with(b"8BIM") && bytes.len() > 11 {
        let id = u16_be(bytes, 4).unwrap_or(0);
        let name = usize::from(bytes[6]);
        album.say("resource name", &narrow_text(piece(bytes, 7, name)))?;
        // Name and data are each filled up to an even length.
        let at = 6 + (name + 1).next_multiple_of(2);
        let Some(len) = u32_be(bytes, at).map(|len| len as usize) else { break };
        let data = piece(bytes, at + 4, len);
        match id {
            0x0404 => records(data, album)?,
            0x0422 | 0x0423 => exif::read(data, album)?,
            0x0424 => xmp::read(data, album)?,
            // A preview of the whole picture, in JPEG behind 28 bytes of sizes.
            0x0409 | 0x040c if data.len() > 28 => album.inner(&data[28..])?,
            _ => album.sweep("resource", data)?,
        }
        let next = at.saturating_add(4).saturating_add(len).saturating_add(len % 2);
        bytes = bytes.get(next..).unwrap_or_default();
    }
    album.sweep("resource", bytes)
}

fn records(mut bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    while let (Some(0x1c), Some(len)) = (bytes.first(), u16_be(bytes, 3)) {
        let (record, number) = (bytes[1], bytes[2]);
        let text = piece(bytes, 5, usize::from(len));
        let label =
            NAMES.iter().find(|(id, _)| record == 2 && *id == number).map_or("IPTC", |(_, name)| name);
        if record == 2 && number != 0 {
            album.say(label, &narrow_text(text))?;
        } else {
            album.sweep(label, text)?;
        }
        bytes = bytes.get(5 + usize::from(len)..).unwrap_or_default();
    }
    album.sweep("IPTC", bytes)
}
