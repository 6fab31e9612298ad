//! The properties of a shape ([MS-ODRAW] 2.2.9, 2.3): whether it is hidden or filled, and the words in it.

use super::escher::Atom;
use crate::bytes::{Bytes, wide};

/// What is known about a shape from its properties.
#[derive(Debug, Default)]
pub(crate) struct Properties {
    pub(crate) is_hidden: bool,
    /// Whether it is painted over; `None` is the shape's default.
    pub(crate) is_filled: Option<bool>,
    /// Whether it shows a picture.
    pub(crate) has_picture: bool,
    /// Whether a part of its picture is cut off. The part is still stored.
    pub(crate) is_cropped: bool,
    /// Label and text.
    pub(crate) texts: Vec<(Word, String)>,
    /// Packages of newer programs, as bytes of a zip archive.
    pub(crate) packages: Vec<Vec<u8>>,
}

/// What a text of a shape is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Painted on the sheet.
    Shown,
    Name,
    Description,
    /// Path from which a picture was loaded.
    PictureFile,
    Link,
    Other,
}

/// Properties that hold words, as UTF-16.
const WORDS: &[(u16, Word)] = &[
    (0x00c0, Word::Shown),
    (0x0105, Word::PictureFile),
    (0x0187, Word::PictureFile),
    (0x01c7, Word::PictureFile),
    (0x0380, Word::Name),
    (0x0381, Word::Description),
    (0x038d, Word::Description),
    (0x038e, Word::Other),
    (0x038f, Word::Other),
    (0x0390, Word::Other),
];

/// Lists of numbers, and names of fonts.
const NUMBERS: &[u16] = &[
    0x0084, 0x00c3, 0x00c4, 0x00c5, 0x00c6, 0x0145, 0x0146, 0x0151, 0x0152, 0x0155, 0x0156, 0x0157, 0x0197,
    0x01cf, 0x0383, 0x03a0, 0x0543, 0x0583, 0x05c3, 0x0603,
];

/// How much of a picture is cut off at its four sides; less than nothing adds a margin.
const CROPS: std::ops::RangeInclusive<u16> = 0x0100..=0x0103;
const PICTURE: u16 = 0x0104;
const FILL_OPACITY: u16 = 0x0182;
const FILL_SWITCHES: u16 = 0x01bf;
const LINK: u16 = 0x0382;
const PACKAGE: u16 = 0x03a9;
const SHAPE_SWITCHES: u16 = 0x03bf;

impl Properties {
    /// Takes a table of properties. `None` when it makes no sense.
    pub(crate) fn take(&mut self, atom: &Atom<'_>) -> Option<()> {
        let count = usize::from(atom.instance);
        let mut table = Bytes::new(atom.body);
        let mut complex = Bytes::at(atom.body, count * 6);
        for _ in 0..count {
            let (id, value) = (table.u16()?, table.u32()?);
            let number = id & 0x3fff;
            if id & 0x8000 == 0 {
                self.simple(number, value);
                continue;
            }
            let len = (value as usize).min(complex.left());
            let bytes = complex.take(len)?;
            self.complex(number, bytes);
        }
        Some(())
    }

    fn simple(&mut self, number: u16, value: u32) {
        match number {
            PICTURE => self.has_picture = value != 0,
            number if CROPS.contains(&number) => self.is_cropped |= value.cast_signed() > 0,
            // Sixteenths of 2^-12: below one half the cells shine through.
            FILL_OPACITY if value < 0x8000 => self.is_filled = Some(false),
            // The upper half says which of the switches in the lower half are set.
            FILL_SWITCHES if value & 0x0010_0000 != 0 && self.is_filled != Some(false) => {
                self.is_filled = Some(value & 0x10 != 0);
            }
            SHAPE_SWITCHES if value & 0x0002_0000 != 0 => self.is_hidden = value & 2 != 0,
            _ => {}
        }
    }

    fn complex(&mut self, number: u16, bytes: &[u8]) {
        if let Some((_, word)) = WORDS.iter().find(|(known, _)| *known == number) {
            self.texts.push((*word, wide(bytes).trim_matches('\0').to_owned()));
        } else if number == PACKAGE {
            self.packages.push(bytes.to_vec());
        } else if !NUMBERS.contains(&number) {
            let word = if number == LINK { Word::Link } else { Word::Other };
            self.texts.extend(crate::text::sweep::texts(bytes).into_iter().map(|text| (word, text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(properties: &[(u16, u32, &[u8])]) -> Properties {
        let mut body = Vec::new();
        for (id, value, bytes) in properties {
            body.extend(id.to_le_bytes());
            body.extend(if bytes.is_empty() { *value } else { bytes.len() as u32 }.to_le_bytes());
        }
        body.extend(properties.iter().flat_map(|(_, _, bytes)| *bytes));
        let mut found = Properties::default();
        let atom = Atom { kind: 0xf00b, instance: properties.len() as u16, body: &body };
        assert_eq!(found.take(&atom), Some(()));
        found
    }

    #[test]
    fn a_description_is_read_and_a_hidden_shape_is_seen() {
        let words: Vec<u8> = "photo of A".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = table(&[(0x4104, 1, &[]), (0x8381, 0, &words), (0x03bf, 0x0002_0002, &[])]);
        assert!(found.has_picture && found.is_hidden);
        assert_eq!(found.texts, [(Word::Description, "photo of A".to_owned())]);
    }

    #[test]
    fn a_shape_without_fill_hides_nothing() {
        assert_eq!(table(&[(0x01bf, 0x0010_0000, &[])]).is_filled, Some(false));
        assert_eq!(table(&[(0x01bf, 0x0010_0010, &[])]).is_filled, Some(true));
        assert_eq!(table(&[]).is_filled, None);
    }
}
