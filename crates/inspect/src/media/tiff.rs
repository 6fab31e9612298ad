//! TIFF 6.0: directories of fields, and strips or tiles of pixels anywhere in the file. Every byte that no field and
//! no strip claims is told.

use super::album::Album;
use super::bytes::{piece, u16_be, u16_le, u32_be, u32_le};
use super::{exif, iptc, xmp};
use crate::Read;

/// Directories of one file: pages, previews, EXIF.
const MOST_DIRECTORIES: usize = 1000;
/// Fields of one directory that are looked at.
const MOST_PLACES: usize = 1 << 20;

/// Bytes of one value, by its type (TIFF 6.0, section 2).
const WIDTHS: [usize; 14] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/// Fields that lead to further directories: sub-pictures, EXIF, GPS, interoperability.
const LINKS: [u16; 4] = [330, 0x8769, 0x8825, 0xa005];
/// Offsets and lengths of pixels: strips, tiles, an old JPEG, free space.
const PIXELS: [(u16, u16); 4] = [(273, 279), (324, 325), (513, 514), (288, 289)];

struct Tiff<'b> {
    bytes: &'b [u8],
    is_big_endian: bool,
    claimed: Vec<(usize, usize)>,
}

pub(super) fn read(bytes: &[u8], album: &mut Album<'_, '_>) -> Read {
    let mut tiff = Tiff { bytes, is_big_endian: bytes.starts_with(b"MM"), claimed: vec![(0, 8)] };
    let mut open: Vec<usize> = tiff.number(4, 4).into_iter().collect();
    let mut seen = Vec::new();
    while let Some(at) = open.pop() {
        if at == 0 || seen.contains(&at) || seen.len() >= MOST_DIRECTORIES {
            continue;
        }
        seen.push(at);
        tiff.directory(at, &mut open, album)?;
    }
    exif::read(bytes, album)?;
    tiff.unclaimed(album)
}

impl Tiff<'_> {
    fn number(&self, at: usize, width: usize) -> Option<usize> {
        let number = match (width, self.is_big_endian) {
            (1, _) => u32::from(*self.bytes.get(at)?),
            (2, true) => u32::from(u16_be(self.bytes, at)?),
            (2, false) => u32::from(u16_le(self.bytes, at)?),
            (_, true) => u32_be(self.bytes, at)?,
            (_, false) => u32_le(self.bytes, at)?,
        };
        Some(number as usize)
    }

    fn directory(&mut self, at: usize, open: &mut Vec<usize>, album: &mut Album<'_, '_>) -> Read {
        let Some(count) = self.number(at, 2) else { return Ok(()) };
        self.claimed.push((at, at + 2 + 12 * count + 4));
        let mut lists: Vec<(u16, Vec<usize>)> = Vec::new();
        for field in 0..count {
            let entry = at + 2 + 12 * field;
            let (Some(tag), Some(kind), Some(values)) =
                (self.number(entry, 2), self.number(entry + 2, 2), self.number(entry + 4, 4))
            else {
                break;
            };
            let tag = tag as u16;
            let width = WIDTHS.get(kind).copied().unwrap_or(1);
            let len = values.saturating_mul(width);
            let place = if len > 4 { self.number(entry + 8, 4).unwrap_or(0) } else { entry + 8 };
            if len > 4 {
                self.claimed.push((place, place.saturating_add(len)));
            }
            let data = piece(self.bytes, place, len);
            match tag {
                700 => xmp::read(data, album)?,
                34_377 => iptc::resources(data, album)?,
                33_723 => album.sweep("IPTC", data)?,
                _ if LINKS.contains(&tag) => {
                    open.extend((0..values.min(64)).filter_map(|index| self.number(place + 4 * index, 4)));
                }
                _ if PIXELS.iter().any(|(offsets, lengths)| tag == *offsets || tag == *lengths) => {
                    let numbers = (0..values.min(MOST_PLACES))
                        .map_while(|index| self.number(place + width * index, width));
                    lists.push((tag, numbers.collect()));
                }
                _ => {}
            }
        }
        open.extend(self.number(at + 2 + 12 * count, 4));
        for (offsets, lengths) in PIXELS {
            let list =
                |tag: u16| lists.iter().find(|(name, _)| *name == tag).map(|(_, numbers)| numbers.as_slice());
            if let (Some(offsets), Some(lengths)) = (list(offsets), list(lengths)) {
                let spans = offsets.iter().zip(lengths).map(|(at, len)| (*at, at.saturating_add(*len)));
                self.claimed.extend(spans);
            }
        }
        Ok(())
    }

    /// Tells every stretch that nothing claims.
    fn unclaimed(mut self, album: &mut Album<'_, '_>) -> Read {
        self.claimed.sort_unstable();
        let mut at = 0;
        for (start, end) in self.claimed.iter().copied().chain([(self.bytes.len(), self.bytes.len())]) {
            if start > at {
                let gap = piece(self.bytes, at, start - at);
                if gap.len() > 1 && gap.iter().any(|byte| *byte != 0) {
                    album.strange(at, gap, "bytes of the picture that no field claims")?;
                }
            }
            at = at.max(end);
        }
        Ok(())
    }
}
