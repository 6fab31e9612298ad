//! The format that a later rule of a conditional format brings with it ([MS-XLSX], `CT_CfRule`), and whether it hides a value.

use crate::Hiding;
use crate::cell::looks::{Looks, Rgb, palette};
use crate::cell::number_format::CellFormat;
use crate::xml::{Element, Path};

/// A format under way.
#[derive(Debug, Default)]
pub(super) struct Differential {
    font: Colour,
    fill: Colour,
    by_format: Hiding,
}

/// A colour as it is spelled, and what it is where that can be told without the theme.
#[derive(Debug, Default, PartialEq)]
struct Colour {
    spelled: Vec<String>,
    rgb: Option<Rgb>,
}

impl Colour {
    fn of(element: &Element<'_>) -> Self {
        let spelled = ["rgb", "theme", "indexed", "tint"];
        let spelled = spelled.map(|name| element.attribute(name).unwrap_or_default().into_owned());
        let rgb = match (element.attribute("rgb"), element.number("theme"), element.number("indexed")) {
            (Some(rgb), ..) => Rgb::parse(&rgb),
            // Whatever the theme: its first colour is that of the sheet, its second that of letters.
            (_, Some(0), _) => Some(Rgb::WHITE),
            (_, Some(1), _) => Some(Rgb::BLACK),
            (_, None, Some(number)) => palette(number),
            _ => None,
        };
        let tint: f64 = element.number("tint").unwrap_or(0.0);
        Self { spelled: spelled.into(), rgb: rgb.map(|rgb| rgb.tinted(tint)) }
    }
}

impl Differential {
    /// Takes an element inside of it.
    pub(super) fn take(&mut self, element: &Element<'_>, path: &Path) {
        match (element.name(), path.up(1)) {
            ("color", "font") => self.font = Colour::of(element),
            ("bgColor", _) => self.fill = Colour::of(element),
            ("numFmt", _) => {
                let format = CellFormat::from_code(&element.attribute("formatCode").unwrap_or_default());
                self.by_format = (format.hides_number(1.0) | format.hides_text())
                    & (Hiding::FORMAT_BLANK | Hiding::FORMAT_REPLACED);
            }
            _ => {}
        }
    }

    /// Whether it can hide a value. One that sets no colour of letters hides none by colour.
    pub(super) fn hides(&self) -> bool {
        let is_set = |colour: &Colour| !colour.spelled.is_empty();
        let is_same = is_set(&self.font) && self.font.spelled == self.fill.spelled;
        let has_colours = self.font.rgb.is_some() && (self.fill.rgb.is_some() || !is_set(&self.fill));
        let looks = Looks { font: self.font.rgb, fill: self.fill.rgb, points: None };
        is_same || has_colours && !looks.hides().is_empty() || !self.by_format.is_empty()
    }
}
