//! PNG (W3C, Portable Network Graphics, third edition): chunks of a length, a name, data and a checksum.

use super::album::Album;
use super::bytes::{narrow_text, piece, u32_be};
use super::{exif, xmp};
use crate::{Budget, Read};
use flate2::read::ZlibDecoder;
use std::io::Read as _;

pub(super) const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that hold no words: pixels, colours, sizes, times, animation.
const WORDLESS: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"hIST", b"pHYs", b"tIME", b"fcTL", b"fdAT", b"vpAg", b"oFFs", b"sTER", b"mkBF",
    b"mkTS",
];

/// A text chunk unpacks to no more than this.
const MOST_TEXT: u64 = 16 << 20;

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let mut at = MAGIC.len();
    loop {
        let (Some(len), Some(name)) = (u32_be(bytes, at), bytes.get(at + 4..at + 8)) else {
            return album.strange(
                at.min(bytes.len()),
                piece(bytes, at, usize::MAX),
                "the picture ends too early",
            );
        };
        let data = piece(bytes, at + 8, len as usize);
        let end = (at + 12).saturating_add(len as usize);
        if end > bytes.len() {
            return album.strange(at, piece(bytes, at, usize::MAX), "the picture ends too early");
        }
        chunk(name, at, data, album)?;
        at = end;
        if name == b"IEND" {
            return album.after_the_end(at, piece(bytes, at, usize::MAX));
        }
    }
}

fn chunk(name: &[u8], at: usize, data: &[u8], album: &mut Album<'_, '_>) -> Read {
    match name {
        b"tEXt" => {
            let (key, text) = cut(data);
            // Here text is Latin-1 by the standard; many programs write UTF-8.
            album.say(&narrow_text(key), &narrow_text(text))
        }
        b"zTXt" => {
            let (key, rest) = cut(data);
            let text = inflated(rest.get(1..).unwrap_or_default(), album.scribe.budget())?;
            said(key, text.as_deref(), at, data, album)
        }
        b"iTXt" => international(at, data, album),
        // Programs that know no animations show the first picture, and nothing of the others.
        b"acTL" => match u32_be(data, 0) {
            Some(0 | 1) => Ok(()),
            Some(pictures) => album.say("animation", &format!("{pictures} pictures, one after the other")),
            None => album.strange(at, data, "an animation without a length"),
        },
        b"eXIf" => exif::read(data, album),
        b"iCCP" => {
            let (name, rest) = cut(data);
            album.say("colour profile", &narrow_text(name))?;
            match inflated(rest.get(1..).unwrap_or_default(), album.scribe.budget())? {
                Some(profile) => album.sweep("colour profile", &profile),
                None => album.strange(at, data, "a colour profile that cannot be unpacked"),
            }
        }
        name if WORDLESS.iter().any(|known| known.as_slice() == name) => Ok(()),
        // Ancillary chunks of a kind of their own; a critical one means that the picture is something else.
        [first, ..] if first.is_ascii_lowercase() => album.sweep(&narrow_text(name), data),
        _ => album.strange(at, data, "a chunk of the picture that no reader knows"),
    }
}

fn international(at: usize, data: &[u8], album: &mut Album<'_, '_>) -> Read {
    let (key, rest) = cut(data);
    let is_packed = rest.first() == Some(&1);
    let (_language, rest) = cut(rest.get(2..).unwrap_or_default());
    let (translated, text) = cut(rest);
    album.say("", &narrow_text(translated))?;
    let text = if is_packed { inflated(text, album.scribe.budget())? } else { Some(text.to_vec()) };
    if key == b"XML:com.adobe.xmp"
        && let Some(text) = &text
    {
        return xmp::read(text, album);
    }
    said(key, text.as_deref(), at, data, album)
}

fn said(key: &[u8], text: Option<&[u8]>, at: usize, data: &[u8], album: &mut Album<'_, '_>) -> Read {
    match text {
        // ImageMagick keeps EXIF and IPTC in hexadecimal digits.
        Some(text) if key.starts_with(b"Raw profile type") => {
            let digits: String = narrow_text(text).chars().filter(char::is_ascii_hexdigit).collect();
            let bytes: Vec<u8> = digits
                .as_bytes()
                .chunks_exact(2)
                .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
                .collect();
            album.say("", &narrow_text(key))?;
            album.sweep(&narrow_text(key), &bytes)
        }
        Some(text) => album.say(&narrow_text(key), &narrow_text(text)),
        None => album.strange(at, data, "a text of the picture that cannot be unpacked"),
    }
}

/// Unpacks a zlib stream; `None` when it is none.
fn inflated(packed: &[u8], budget: &Budget) -> Read<Option<Vec<u8>>> {
    let mut text = Vec::new();
    let result = ZlibDecoder::new(packed).take(MOST_TEXT).read_to_end(&mut text);
    budget.unpacked(text.len() as u64)?;
    Ok(result.is_ok().then_some(text))
}

/// Up to a zero, and what follows it.
fn cut(data: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(0, data) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}
