//! JPEG (ITU-T T.81 annex B): segments that begin with a marker, then coded pixels, then the end. Metadata stand in
//! application segments and comments.

use super::album::Album;
use super::bytes::{narrow_text, piece, u16_be};
use super::{exif, iptc, xmp};
use crate::Read;

const EXIF: &[u8] = b"Exif\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const LONG_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
/// Identifier, total length and offset before a piece of a long XMP packet.
const LONG_XMP_HEAD: usize = LONG_XMP.len() + 32 + 8;
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";
const SEVERAL: &[u8] = b"MPF\0";

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let mut at = 2;
    let mut long_xmp = Vec::new();
    let mut has_several = false;
    loop {
        // Any number of fill bytes may stand before a marker.
        let marker_at =
            bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte != 0xff)).map(|fill| at + fill);
        let (Some(0xff), Some(marker_at)) = (bytes.get(at).copied(), marker_at) else {
            return album.strange(
                at.min(bytes.len()),
                piece(bytes, at, usize::MAX),
                "the picture is broken off",
            );
        };
        let marker = bytes[marker_at];
        at = marker_at + 1;
        match marker {
            0xd9 => break,
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let Some(len) = u16_be(bytes, at).map(usize::from).filter(|len| *len >= 2 && at + len <= bytes.len())
        else {
            return album.strange(at, piece(bytes, at, usize::MAX), "the picture is broken off");
        };
        let data = &bytes[at + 2..at + len];
        match marker {
            0xe1 if data.starts_with(LONG_XMP) => {
                long_xmp.extend_from_slice(data.get(LONG_XMP_HEAD..).unwrap_or_default());
            }
            0xe2 if data.starts_with(SEVERAL) => has_several = true,
            0xe0..=0xef => application(marker, data, album)?,
            0xfe => album.say("comment", &narrow_text(data))?,
            _ => {}
        }
        at += len;
        if marker == 0xda {
            at = after_scan(bytes, at);
        }
    }
    if !long_xmp.is_empty() {
        xmp::read(&long_xmp, album)?;
    }
    let rest = piece(bytes, at, usize::MAX);
    // A camera can store further views behind the first one, and says so.
    let second = memchr::memmem::find(rest, b"\xff\xd8\xff")
        .filter(|start| rest[..*start].iter().all(|byte| *byte == 0));
    match second {
        Some(start) if has_several => album.inner(&rest[start..]),
        _ => album.after_the_end(at, rest),
    }
}

/// Where the coded pixels end: at the next marker that is no escape and no restart.
fn after_scan(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(0xff, rest)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}

fn application(marker: u8, data: &[u8], album: &mut Album<'_, '_>) -> Read {
    match marker {
        // Version, density, and perhaps a tiny preview of plain pixels.
        0xe0 if data.starts_with(b"JFIF\0") => Ok(()),
        0xe1 if data.starts_with(EXIF) => exif::read(data.get(EXIF.len() + 1..).unwrap_or_default(), album),
        0xe1 if data.starts_with(XMP) => xmp::read(&data[XMP.len()..], album),
        0xe2 if data.starts_with(PROFILE) => album.sweep("colour profile", &data[PROFILE.len()..]),
        0xed if data.starts_with(PHOTOSHOP) => iptc::resources(&data[PHOTOSHOP.len()..], album),
        0xee if data.starts_with(b"Adobe") && data.len() == 12 => Ok(()),
        _ => album.sweep(&format!("segment APP{}", marker - 0xe0), data),
    }
}
