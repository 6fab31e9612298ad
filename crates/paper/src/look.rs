//! Sizes and colours, in points: what a page looks like.

use krilla::color::rgb;

/// A4.
pub(crate) const PAGE_WIDTH: f32 = 595.28;
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// Room to the left and right: a case file is punched.
pub(crate) const SIDE: f32 = 54.0;
/// Where the text begins, under the line at the top.
pub(crate) const TOP: f32 = 68.0;
/// Where it ends, above the lines at the foot.
pub(crate) const BOTTOM: f32 = 765.0;
/// Width of the text.
pub(crate) const WIDTH: f32 = PAGE_WIDTH - 2.0 * SIDE;

/// Body text.
pub(crate) const BODY: f32 = 10.0;
/// Text in tables.
pub(crate) const SMALL: f32 = 9.0;
/// What stands on every page.
pub(crate) const RUNNING: f32 = 7.5;
/// From one line to the next, in sizes of the text.
pub(crate) const LEADING: f32 = 1.36;
/// From the top of a line to where its letters stand, in sizes of the text.
pub(crate) const ASCENT: f32 = 1.04;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Colour {
    pub(crate) const INK: Self = Self(0x0b, 0x0c, 0x0c);
    pub(crate) const QUIET: Self = Self(0x48, 0x4f, 0x54);
    pub(crate) const RULE: Self = Self(0xb1, 0xb4, 0xb6);
    pub(crate) const SHADE: Self = Self(0xe4, 0xe6, 0xe8);

    pub(crate) fn rgb(self) -> rgb::Color {
        rgb::Color::new(self.0, self.1, self.2)
    }
}

/// How grave something is, as a colour. It never says so alone: words and a shape stand beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing holds it back.
    Clear,
    /// A person must look.
    Review,
    /// It must not leave.
    Held,
    /// Nobody knows.
    Unknown,
}

impl Tone {
    /// Dark enough for letters on white.
    pub(crate) fn dark(self) -> Colour {
        match self {
            Self::Clear => Colour(0x00, 0x5a, 0x30),
            Self::Review => Colour(0x8a, 0x48, 0x00),
            Self::Held => Colour(0x94, 0x25, 0x14),
            Self::Unknown => Colour(0x4c, 0x2c, 0x92),
        }
    }

    /// Light enough to write on.
    pub(crate) fn light(self) -> Colour {
        match self {
            Self::Clear => Colour(0xe8, 0xf4, 0xed),
            Self::Review => Colour(0xfd, 0xf1, 0xe0),
            Self::Held => Colour(0xfb, 0xea, 0xe7),
            Self::Unknown => Colour(0xf0, 0xec, 0xf8),
        }
    }
}
