//! EXIF (CIPA DC-008): a small TIFF inside a picture. Where it was taken, with which camera, by whom.

use super::album::Album;
use super::bytes::{narrow_text, piece, wide_text};
use crate::Read;
use exif::{Context, Exif, Field, In, Reader, Tag, Value};

/// Texts for Windows' own columns are in UTF-16 in tags that `kamadak-exif` leaves as bytes.
const WINDOWS_TEXTS: std::ops::RangeInclusive<u16> = 0x9c9b..=0x9c9f;

/// Reads a block that begins with a TIFF header.
pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = match reader.read_raw(bytes.to_vec()) {
        Ok(exif) => exif,
        // What was read before the fault counts; the rest is swept.
        Err(error) => match error.distill_partial_result(|_| {}) {
            Ok(exif) => {
                album.sweep("EXIF", bytes)?;
                exif
            }
            Err(_) => return album.strange(0, bytes, "EXIF data that make no sense"),
        },
    };
    fields(&exif, album)?;
    preview(&exif, album)
}

/// Says all fields that can tell something about a person, a place or a machine: texts, positions, identifiers. The
/// numbers of exposure are left out.
fn fields(exif: &Exif, album: &mut Album<'_, '_>) -> Read {
    for field in exif.fields() {
        let label = field.tag.to_string();
        match &field.value {
            Value::Ascii(texts) => {
                for text in texts {
                    album.say(&label, &narrow_text(text))?;
                }
            }
            Value::Byte(bytes) if WINDOWS_TEXTS.contains(&field.tag.number()) => {
                album.say(&label, &wide_text(bytes))?;
            }
            Value::Undefined(bytes, _) => undefined(field, &label, bytes, album)?,
            Value::Byte(bytes) if bytes.len() > 8 => album.sweep(&label, bytes)?,
            _ if field.tag.context() == Context::Gps => {
                album.say(&label, &field.display_value().with_unit(exif).to_string())?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn undefined(field: &Field, label: &str, bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    // A remark says in its first eight bytes how it is encoded.
    let is_remark = field.tag == Tag::UserComment
        || field.tag == Tag::GPSProcessingMethod
        || field.tag == Tag::GPSAreaInformation;
    match (is_remark, bytes.get(..8)) {
        (true, Some(b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0")) => album.say(label, &narrow_text(&bytes[8..])),
        (true, Some(b"UNICODE\0")) => {
            // The order of bytes is not told; letters of Europe have a zero in their high half.
            let text = &bytes[8..];
            if text.first() == Some(&0) {
                let swapped: Vec<u8> = text.chunks_exact(2).flat_map(|pair| [pair[1], pair[0]]).collect();
                album.say(label, &wide_text(&swapped))
            } else {
                album.say(label, &wide_text(text))
            }
        }
        _ => album.sweep(label, bytes),
    }
}

/// The preview that a camera keeps: it may show what was cut from the picture later.
fn preview(exif: &Exif, album: &mut Album<'_, '_>) -> Read {
    let number = |tag| exif.get_field(tag, In::THUMBNAIL).and_then(|field| field.value.get_uint(0));
    let (Some(at), Some(len)) =
        (number(Tag::JPEGInterchangeFormat), number(Tag::JPEGInterchangeFormatLength))
    else {
        return Ok(());
    };
    album.parts.part(crate::Channel::Thumbnail, album.scribe)?;
    let picture = piece(exif.buf(), at as usize, len as usize);
    if picture.starts_with(b"\xff\xd8") { album.inner(picture) } else { Ok(()) }
}
