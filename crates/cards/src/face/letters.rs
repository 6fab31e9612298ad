//! How wide a text is, and whether the fonts have its letters.

use resvg::usvg::fontdb::Database;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::{Arc, OnceLock};

/// The family that templates name, or get where they name none.
pub(crate) const FAMILY: &str = "Noto Sans";

/// The fonts of cards, and no fonts of the machine: a card looks the same wherever it is drawn.
pub(crate) fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
        fonts.load_font_data(notosans::BOLD_TTF.to_vec());
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    }))
}

/// How wide a text is, in sizes of its font. None if a letter would not be seen.
pub(crate) fn width(text: &str, bold: bool) -> Option<f64> {
    let font = FontRef::new(if bold { notosans::BOLD_TTF } else { notosans::REGULAR_TTF }).ok()?;
    let letters = font.charmap();
    let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let mut width = 0.0;
    for letter in text.chars() {
        if is_unseen(letter) {
            return None;
        }
        let glyph = letters.map(letter).filter(|glyph| glyph.to_u32() != 0)?;
        let has_ink = metrics.bounds(glyph).is_some_and(|ink| ink.x_max > ink.x_min && ink.y_max > ink.y_min);
        // Marks that sit on the letter before have no width of their own.
        if !has_ink && letter != ' ' && letter != '\u{a0}' {
            return None;
        }
        width += f64::from(metrics.advance_width(glyph)?) / units;
    }
    Some(width)
}

/// Signs that are not seen and change what is: controls, turns of direction, letters without width. Fonts have glyphs for some.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}'
        )
}
