//! Letters that nobody can see: in the colour of their background, or too small.

use crate::Hiding;

/// Height of a row, in points, below which nothing in it can be seen: programs refuse to set no height at all.
pub(crate) const LOWEST_ROW: f32 = 2.0;
/// Width of a column, in characters, below which nothing in it can be seen.
pub(crate) const NARROWEST_COLUMN: f32 = 0.25;

/// A colour without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Rgb {
    pub(crate) const WHITE: Self = Self(255, 255, 255);
    pub(crate) const BLACK: Self = Self(0, 0, 0);

    /// Reads `RRGGBB`, `AARRGGBB` or `#RRGGBB`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let hex = text.trim_start_matches('#');
        let hex = if hex.len() == 8 { hex.get(2..)? } else { hex };
        if hex.len() != 6 {
            return None;
        }
        let number = u32::from_str_radix(hex, 16).ok()?;
        Some(Self((number >> 16) as u8, (number >> 8) as u8, number as u8))
    }

    /// Lighter (towards 1) or darker (towards -1), as themes do it (ECMA-376 part 1, 18.8.19).
    #[expect(clippy::cast_sign_loss, reason = "it is clamped to what a byte holds")]
    pub(crate) fn tinted(self, tint: f64) -> Self {
        // The standard works on lightness in HLS; on each channel alone the result is close enough to tell black on
        // white from white on white.
        let channel = |value: u8| {
            let value = f64::from(value);
            let tinted = if tint < 0.0 { value * (1.0 + tint) } else { value + (255.0 - value) * tint };
            tinted.clamp(0.0, 255.0) as u8
        };
        Self(channel(self.0), channel(self.1), channel(self.2))
    }

    /// Whether a person can tell it from another colour. Adjacent shades of one grey cannot be told apart on a screen.
    pub(crate) fn is_like(self, other: Self) -> bool {
        const STEP: u8 = 8;
        self.0.abs_diff(other.0) <= STEP
            && self.1.abs_diff(other.1) <= STEP
            && self.2.abs_diff(other.2) <= STEP
    }
}

/// The 56 colours of the standard palette, from number 8 (ECMA-376 part 1, 18.8.27); 0 to 7 are the first eight again.
pub(crate) const PALETTE: [u32; 56] = [
    0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff, 0x80_0000,
    0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080, 0x99_99ff, 0x99_3366,
    0xff_ffcc, 0xcc_ffff, 0x66_0066, 0xff_8080, 0x00_66cc, 0xcc_ccff, 0x00_0080, 0xff_00ff, 0xff_ff00,
    0x00_ffff, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00ff, 0x00_ccff, 0xcc_ffff, 0xcc_ffcc, 0xff_ff99,
    0x99_ccff, 0xff_99cc, 0xcc_99ff, 0xff_cc99, 0x33_66ff, 0x33_cccc, 0x99_cc00, 0xff_cc00, 0xff_9900,
    0xff_6600, 0x66_6699, 0x96_9696, 0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366,
    0x33_3399, 0x33_3333,
];

/// A colour of the standard palette by its number; 64 and 65 are the system's text and background.
pub(crate) fn palette(index: u32) -> Option<Rgb> {
    let entry = match index {
        0..=7 => PALETTE[index as usize],
        8..=63 => PALETTE[index as usize - 8],
        64 => 0,
        65 => 0xff_ffff,
        _ => return None,
    };
    Some(Rgb((entry >> 16) as u8, (entry >> 8) as u8, entry as u8))
}

/// How a cell's text looks. What is not set is the program's default: black on white, of readable size.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Looks {
    pub(crate) font: Option<Rgb>,
    /// Background; `None` is the sheet itself.
    pub(crate) fill: Option<Rgb>,
    /// Height of the letters in points.
    pub(crate) points: Option<f32>,
}

/// Letters of this height, in points, or less are specks.
const TINY: f32 = 2.0;

impl Looks {
    /// What hides text that looks so.
    pub(crate) fn hides(&self) -> Hiding {
        let mut hiding = Hiding::empty();
        let font = self.font.unwrap_or(Rgb::BLACK);
        if font.is_like(self.fill.unwrap_or(Rgb::WHITE)) {
            hiding |= Hiding::SAME_COLOUR;
        }
        if self.points.is_some_and(|points| points <= TINY) {
            hiding |= Hiding::TINY_FONT;
        }
        hiding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_on_white_is_hidden_and_white_on_blue_is_not() {
        let white = Looks { font: Rgb::parse("FFFFFFFF"), ..Looks::default() };
        assert_eq!(white.hides(), Hiding::SAME_COLOUR);
        assert_eq!(Looks { fill: Rgb::parse("1F4E79"), ..white }.hides(), Hiding::empty());
        assert_eq!(Looks { points: Some(1.0), ..Looks::default() }.hides(), Hiding::TINY_FONT);
        assert_eq!(palette(9), Some(Rgb::WHITE));
        assert_eq!(Rgb::BLACK.tinted(1.0), Rgb::WHITE);
    }
}
