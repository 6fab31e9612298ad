//! Pictures: their structure is accounted for to the last byte, and the texts in it are told. Pixels are not read.

mod album;
mod bmp;
mod bytes;
mod emf;
mod exif;
mod gif;
mod iptc;
mod jpeg;
mod png;
mod riff;
mod svg;
mod svm;
#[cfg(test)]
mod tests;
mod tiff;
mod wmf;
mod xmp;

use album::Album;

use crate::lazy::LazyParts;
use crate::{Channel, Read, Scribe, pixels};

/// A kind of picture.
struct Kind {
    is_it: fn(&[u8]) -> bool,
    read: fn(&[u8], &mut Album<'_, '_>) -> Read,
}

const KINDS: &[Kind] = &[
    Kind { is_it: |bytes| bytes.starts_with(png::MAGIC), read: png::read },
    Kind { is_it: |bytes| bytes.starts_with(b"\xff\xd8"), read: jpeg::read },
    Kind { is_it: |bytes| bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"), read: gif::read },
    Kind { is_it: |bytes| bytes.starts_with(b"BM"), read: bmp::read },
    Kind { is_it: |bytes| bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*"), read: tiff::read },
    Kind { is_it: |bytes| bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"), read: riff::read },
    Kind {
        is_it: |bytes| bytes.starts_with(b"\x01\0\0\0") && bytes.get(40..44) == Some(b" EMF"),
        read: emf::read,
    },
    Kind {
        is_it: |bytes| {
            bytes.starts_with(wmf::PLACEABLE)
                || bytes.starts_with(b"\x01\0\x09\0")
                || bytes.starts_with(b"\x02\0\x09\0")
        },
        read: wmf::read,
    },
    Kind { is_it: |bytes| bytes.starts_with(svm::MAGIC), read: svm::read },
    Kind { is_it: svg::is_it, read: svg::read },
];

/// Reports a picture: its presence under `channel` ([`Channel::Media`] or [`Channel::Thumbnail`]), its texts as
/// [`Channel::MediaMetadata`], what follows its end as [`Channel::TrailingData`]. What is not understood is swept for
/// text and stays unaccounted for.
pub(crate) fn report(bytes: &[u8], channel: Channel, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let part = parts.part(channel, scribe)?;
    read(bytes, &mut Album::new(parts, scribe))?;
    if scribe.wants_pixels() {
        let path = parts.path().to_owned();
        pixels::send(bytes, parts.file(), part, &path, scribe)?;
    }
    Ok(())
}

/// Reads a picture, or one inside another.
fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    match KINDS.iter().find(|kind| (kind.is_it)(bytes)) {
        Some(kind) => (kind.read)(bytes, album),
        None => album.strange(0, bytes, "a picture or recording of a kind that no reader knows"),
    }
}
