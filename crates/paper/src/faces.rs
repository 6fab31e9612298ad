//! The two fonts: Noto Sans, regular and bold. Only the letters that are used get into a document.

use crate::PaperError;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A font: what it has, and how wide.
pub(crate) struct Face {
    pub(crate) font: Font,
    characters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

/// Both.
pub(crate) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    pub(crate) fn new() -> Result<Self, PaperError> {
        Ok(Self { regular: Face::new(notosans::REGULAR_TTF)?, bold: Face::new(notosans::BOLD_TTF)? })
    }

    pub(crate) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn new(bytes: &'static [u8]) -> Result<Self, PaperError> {
        let reader = FontRef::new(bytes).map_err(|_| PaperError::Font)?;
        let font = Font::new(bytes.into(), 0).ok_or(PaperError::Font)?;
        let units = font.units_per_em();
        let metrics = reader.glyph_metrics(Size::unscaled(), LocationRef::default());
        Ok(Self { font, characters: reader.charmap(), metrics, units })
    }

    /// The glyph of a character that is seen, and its width in sizes of the text. None for what the font has not, and for
    /// what it has without ink or room: that would be there and not be seen.
    pub(crate) fn glyph(&self, letter: char) -> Option<(u32, f32)> {
        let is_space = matches!(letter, ' ' | '\u{a0}');
        let glyph = self.characters.map(letter).filter(|glyph| glyph.to_u32() != 0)?;
        let advance = self.metrics.advance_width(glyph)? / self.units;
        let has_ink =
            self.metrics.bounds(glyph).is_some_and(|ink| ink.x_max > ink.x_min && ink.y_max > ink.y_min);
        (advance > 0.0 && (has_ink || is_space)).then(|| (glyph.to_u32(), advance))
    }
}
