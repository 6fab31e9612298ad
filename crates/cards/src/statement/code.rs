//! The QR code of a card.

use qrcode::render::svg;
use qrcode::{Color, EcLevel, QrCode, Version};

/// Free space around a code, in modules (ISO/IEC 18004).
pub const CODE_QUIET_ZONE: usize = 4;

/// The largest code, in modules a side: version 11. At five dots of 300 dpi for a module it is 26 mm wide, and 29 mm with the space
/// around it.
pub const LARGEST_CODE: usize = 61;

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the address of a card, with its {letters} letters, makes a code that is too fine for a card. Choose a shorter address for \
     the page that checks cards"
)]
pub struct CodeError {
    /// How long the address is.
    pub letters: usize,
}

/// A QR code at level M: about a seventh of it may be scratched.
#[derive(Debug, Clone)]
pub struct Code {
    side: usize,
    dark: Vec<bool>,
    svg: String,
}

impl Code {
    /// The code of an address.
    pub fn new(address: &str) -> Result<Self, CodeError> {
        let too_long = CodeError { letters: address.len() };
        let code =
            QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).map_err(|_| too_long)?;
        if code.width() > LARGEST_CODE || !matches!(code.version(), Version::Normal(_)) {
            return Err(too_long);
        }
        let svg = code.render::<svg::Color<'_>>().quiet_zone(true).module_dimensions(1, 1).build();
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Ok(Self { side: code.width(), dark, svg })
    }

    /// Modules a side, without the space around them.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Whether a module is dark. Whatever lies outside is not.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).copied().unwrap_or(false)
    }

    /// As an SVG picture, one unit a module, with the space around it.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// As grey pixels, row by row, so many dots a module, with the space around it; and how many a side.
    pub fn pixels(&self, dots: usize) -> (Vec<u8>, usize) {
        let modules = self.side + 2 * CODE_QUIET_ZONE;
        let side = modules * dots;
        let mut pixels = vec![u8::MAX; side * side];
        for (at, pixel) in pixels.iter_mut().enumerate() {
            let (column, row) = (at % side / dots, at / side / dots);
            let inside = |module: usize| module.checked_sub(CODE_QUIET_ZONE);
            if let (Some(column), Some(row)) = (inside(column), inside(row))
                && self.is_dark(column, row)
            {
                *pixel = 0;
            }
        }
        (pixels, side)
    }
}
