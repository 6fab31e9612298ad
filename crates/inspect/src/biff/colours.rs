//! Colours: the palette of the workbook ([MS-XLS] 2.4.188), and those that XFEXT records give in full (2.4.355).

use crate::bytes::Bytes;
use crate::cell::looks::{Rgb, palette};

/// Colours of the Office theme of 2007, in the order of their numbers ([MS-XLS] 2.5.49). A workbook can bring its own
/// theme; who hides text in white uses number 0, which is white in nearly every one.
const THEME: [Rgb; 12] = [
    Rgb(255, 255, 255),
    Rgb(0, 0, 0),
    Rgb(0xee, 0xec, 0xe1),
    Rgb(0x1f, 0x49, 0x7d),
    Rgb(0x4f, 0x81, 0xbd),
    Rgb(0xc0, 0x50, 0x4d),
    Rgb(0x9b, 0xbb, 0x59),
    Rgb(0x80, 0x64, 0xa2),
    Rgb(0x4b, 0xac, 0xc6),
    Rgb(0xf7, 0x96, 0x46),
    Rgb(0, 0, 255),
    Rgb(0x80, 0, 0x80),
];

/// The workbook's palette.
#[derive(Debug, Default)]
pub(crate) struct Colours {
    own: Vec<Rgb>,
}

impl Colours {
    /// Takes a PALETTE record: colours from number 8 on.
    pub(crate) fn take_palette(&mut self, body: &[u8]) -> Option<()> {
        let mut bytes = Bytes::new(body);
        let count = bytes.u16()?;
        self.own.clear();
        for _ in 0..count {
            let [red, green, blue, _] = *bytes.take(4)? else { return None };
            self.own.push(Rgb(red, green, blue));
        }
        Some(())
    }

    /// The colour of a number; `None` for the program's default.
    pub(crate) fn get(&self, number: u16) -> Option<Rgb> {
        if number >= 64 {
            return None;
        }
        let own = number.checked_sub(8).and_then(|index| self.own.get(usize::from(index)));
        own.copied().or_else(|| palette(u32::from(number)))
    }
}

/// Colours of one style in full.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Exact {
    pub(crate) font: Option<Rgb>,
    pub(crate) fill: Option<Rgb>,
}

/// The number of the style and its colours in an XFEXT record.
pub(crate) fn extended(body: &[u8]) -> Option<(u16, Exact)> {
    let mut bytes = Bytes::at(body, 14);
    let index = bytes.u16()?;
    bytes.skip(2)?;
    let count = bytes.u16()?;
    let mut exact = Exact::default();
    for _ in 0..count {
        let (kind, size) = (bytes.u16()?, bytes.u16()?);
        let value = bytes.take(usize::from(size).checked_sub(4)?)?;
        match kind {
            4 => exact.fill = colour(value),
            13 => exact.font = colour(value),
            _ => {}
        }
    }
    Some((index, exact))
}

/// `FullColorExt`, [MS-XLS] 2.5.155.
pub(crate) fn colour(value: &[u8]) -> Option<Rgb> {
    let mut bytes = Bytes::new(value);
    let (kind, tint) = (bytes.u16()?, bytes.i16()?);
    let colour = match kind {
        2 => {
            let [red, green, blue, _] = *bytes.take(4)? else { return None };
            Rgb(red, green, blue)
        }
        3 => *THEME.get(bytes.u32()? as usize)?,
        // By palette number: the style's own fields say the same.
        _ => return None,
    };
    Some(colour.tinted(f64::from(tint) / 32_767.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_of_the_theme_is_white() {
        let font = [13, 0, 20, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let body = [&[0; 14][..], &[21, 0, 0, 0, 1, 0], &font].concat();
        assert_eq!(extended(&body), Some((21, Exact { font: Some(Rgb::WHITE), fill: None })));
        assert_eq!(extended(&body[..30]), None);
    }

    #[test]
    fn the_workbook_may_paint_its_own_colours() {
        let mut colours = Colours::default();
        assert_eq!(colours.get(9), Some(Rgb::WHITE));
        assert_eq!(colours.take_palette(&[2, 0, 1, 2, 3, 0, 4, 5, 6, 0]), Some(()));
        assert_eq!(colours.get(9), Some(Rgb(4, 5, 6)));
        assert_eq!(colours.get(10), Some(Rgb(255, 0, 0)));
        assert_eq!(colours.get(0x7fff), None);
    }
}
