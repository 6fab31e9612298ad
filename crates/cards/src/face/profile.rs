//! What a bureau, or a printer in the force, wants to get.

use super::error::FaceError;
use super::template::Orientation;
use roxmltree::Node;
use serde::{Deserialize, Serialize};

/// Colours of the dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// Red, green and blue.
    Rgb,
    /// Grey only, for printers with one ribbon.
    Grey,
}

/// Corners of the dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corners {
    /// To the edge: cards are cut after printing, or have their corners.
    Square,
    /// White outside ISO/IEC 7810's radius of 3.18 mm, for previews and for printers that ink the edge.
    Rounded,
}

/// What a bureau wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BureauProfile {
    /// Dots an inch.
    pub dots_per_inch: u32,
    /// How far the picture goes on beyond the edge, in tenths of a millimetre.
    pub bleed: u32,
    /// Colours.
    pub colour: Colour,
    /// Corners.
    pub corners: Corners,
}

/// A print service that cuts cards from sheets: 300 dpi, 3 mm bleed. 1082 by 708 dots, of which 1011 by 638 stay.
pub const PRINT_SERVICE: BureauProfile =
    BureauProfile { dots_per_inch: 300, bleed: 30, colour: Colour::Rgb, corners: Corners::Square };

/// A card printer in the office: 300 dpi, the card itself.
pub const OFFICE_PRINTER: BureauProfile =
    BureauProfile { dots_per_inch: 300, bleed: 0, colour: Colour::Rgb, corners: Corners::Square };

/// Tenths of a millimetre in an inch.
const INCH: f64 = 254.0;

/// ISO/IEC 7810 ID-1, in tenths of a millimetre.
pub(crate) fn trim(orientation: Orientation) -> (f64, f64) {
    match orientation {
        Orientation::Landscape => (856.0, 539.8),
        Orientation::Portrait => (539.8, 856.0),
    }
}

impl Orientation {
    pub(crate) fn of(root: Node<'_, '_>) -> Self {
        if root.attribute("viewBox") == Some("0 0 539.8 856") { Self::Portrait } else { Self::Landscape }
    }
}

impl BureauProfile {
    /// Whether it makes sense.
    pub(crate) fn check(&self) -> Result<(), FaceError> {
        let is_sound = (200..=1200).contains(&self.dots_per_inch) && self.bleed <= 50;
        if is_sound { Ok(()) } else { Err(FaceError::Profile) }
    }

    /// Dots in a tenth of a millimetre.
    pub(crate) fn scale(&self) -> f64 {
        f64::from(self.dots_per_inch) / INCH
    }

    /// Dots across and down, bleed included.
    pub fn size(&self, orientation: Orientation) -> (u32, u32) {
        let (width, height) = trim(orientation);
        let dots = |length: f64| ((length + 2.0 * f64::from(self.bleed)) * self.scale()).round() as u32;
        (dots(width), dots(height))
    }

    /// Dots that stay when the card is cut.
    pub fn trimmed_size(&self, orientation: Orientation) -> (u32, u32) {
        Self { bleed: 0, ..self.clone() }.size(orientation)
    }
}
