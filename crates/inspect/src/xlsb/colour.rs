//! Colours of binary parts (`BrtColor`, [MS-XLSB] 2.4.328): in full, by number of the palette, or of the theme.

use crate::bytes::Bytes;
use crate::cell::looks::{Rgb, palette};

/// What the numbers of colours stand for.
#[derive(Debug, Default)]
pub(crate) struct Colours {
    theme: Vec<Rgb>,
    /// The workbook's own palette.
    own: Vec<Rgb>,
}

/// A colour as stored: eight bytes.
pub(crate) fn stored(bytes: &mut Bytes<'_>) -> Option<[u8; 8]> {
    bytes.take(8)?.try_into().ok()
}

impl Colours {
    /// With the colours of a theme and the palette that every program has.
    pub(crate) fn of(theme: &[Rgb]) -> Self {
        Self { theme: theme.to_vec(), own: Vec::new() }
    }

    /// A line of the workbook's own palette (`BrtIndexedColor`).
    pub(crate) fn add(&mut self, bytes: &mut Bytes<'_>) -> Option<()> {
        let (red, green, blue, _) = (bytes.u8()?, bytes.u8()?, bytes.u8()?, bytes.u8()?);
        self.own.push(Rgb(red, green, blue));
        Some(())
    }

    /// The colour; `None` for the program's default.
    pub(crate) fn get(&self, stored: [u8; 8]) -> Option<Rgb> {
        let [kind, index, low, high, red, green, blue, _] = stored;
        let tint = f64::from(i16::from_le_bytes([low, high])) / 32_767.0;
        let colour = match kind >> 1 {
            1 => {
                let own = self.own.get(usize::from(index)).copied();
                own.filter(|_| index < 64).or_else(|| palette(u32::from(index)))?
            }
            2 => Rgb(red, green, blue),
            3 => *self.theme.get(usize::from(index))?,
            _ => return None,
        };
        Some(colour.tinted(tint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_found_by_its_number_or_in_full() {
        let mut colours = Colours::of(&[Rgb::WHITE, Rgb::BLACK]);
        assert_eq!(colours.get([7, 0, 0, 0, 1, 2, 3, 255]), Some(Rgb::WHITE));
        // Black, as light as it can be.
        assert_eq!(colours.get([7, 1, 0xff, 0x7f, 0, 0, 0, 255]), Some(Rgb::WHITE));
        assert_eq!(colours.get([5, 0, 0, 0, 1, 2, 3, 255]), Some(Rgb(1, 2, 3)));
        assert_eq!(colours.get([3, 9, 0, 0, 0, 0, 0, 0]), Some(Rgb::WHITE));
        assert_eq!(colours.get([1, 0, 0, 0, 0, 0, 0, 0]), None);
        for _ in 0..10 {
            colours.add(&mut Bytes::new(&[4, 5, 6, 0]));
        }
        assert_eq!(colours.get([3, 9, 0, 0, 0, 0, 0, 0]), Some(Rgb(4, 5, 6)));
        assert_eq!(colours.get([7, 99, 0, 0, 0, 0, 0, 0]), None);
    }
}
