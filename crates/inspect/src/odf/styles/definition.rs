//! Styles of sheets, columns, rows, cells and text, as far as they decide what a person sees (ODF 1.3 part 3, 16.2).

use crate::cell::looks::Rgb;
use crate::odf::length::{centimetres, points};
use crate::xml::Element;

/// Families of styles that are looked at (19.480).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    Table,
    Column,
    Row,
    Cell,
    Text,
    Graphic,
}

impl Family {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "table" => Self::Table,
            "table-column" => Self::Column,
            "table-row" => Self::Row,
            "table-cell" => Self::Cell,
            // Spans and paragraphs inside a cell answer one question: can the letters be seen.
            "text" | "paragraph" => Self::Text,
            "graphic" => Self::Graphic,
            _ => return None,
        })
    }
}

/// A colour that a style sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colour {
    /// The program's own choice for letters, nothing for a background.
    None,
    Rgb(Rgb),
}

impl Colour {
    fn parse(text: &str) -> Self {
        Rgb::parse(text).map_or(Self::None, Self::Rgb)
    }

    /// The colour, where there is one.
    pub(crate) fn rgb(self) -> Option<Rgb> {
        match self {
            Self::None => None,
            Self::Rgb(rgb) => Some(rgb),
        }
    }
}

/// What one style sets. What it leaves out comes from its parent, then from the family's default.
#[derive(Debug, Clone, Default)]
pub(crate) struct Definition {
    pub(crate) parent: Option<String>,
    pub(crate) data_style: Option<String>,
    pub(crate) colour: Option<Colour>,
    pub(crate) background: Option<Colour>,
    pub(crate) points: Option<f32>,
    pub(crate) is_bold: Option<bool>,
    pub(crate) is_italic: Option<bool>,
    pub(crate) is_wrapped: Option<bool>,
    /// `text:display="none"`, or letters that let everything through.
    pub(crate) is_invisible: Option<bool>,
    /// Whether a sheet is shown.
    pub(crate) is_displayed: Option<bool>,
    /// Width of a column or height of a row, in centimetres.
    pub(crate) size: Option<f32>,
    /// The content is hidden while the sheet is protected (20.252).
    pub(crate) is_hidden_by_protection: Option<bool>,
    /// Whether a shape lets shine through what lies below it.
    pub(crate) is_hollow: Option<bool>,
    /// Styles that a condition puts in place of this one.
    pub(crate) maps: Vec<String>,
}

impl Definition {
    /// Begins a style at its element.
    pub(crate) fn begin(element: &Element<'_>) -> Self {
        Self {
            parent: element.attribute("parent-style-name").map(std::borrow::Cow::into_owned),
            data_style: element.attribute("data-style-name").map(std::borrow::Cow::into_owned),
            ..Self::default()
        }
    }

    /// Takes an element of properties inside the style (17).
    pub(crate) fn element(&mut self, element: &Element<'_>) {
        match element.name() {
            "text-properties" => self.text(element),
            "table-cell-properties" => self.cell(element),
            "table-properties" => {
                self.is_displayed = element.attribute("display").map(|display| display != "false");
            }
            "table-column-properties" => {
                self.size = element.attribute("column-width").and_then(|width| centimetres(&width));
            }
            "table-row-properties" => {
                self.size = element.attribute("row-height").and_then(|height| centimetres(&height));
            }
            "graphic-properties" => {
                let fill = element.attribute("fill");
                self.is_hollow = match (fill.as_deref(), element.attribute("opacity").as_deref()) {
                    (Some("none"), _) | (_, Some("0%")) => Some(true),
                    (Some(_), _) => Some(false),
                    (None, _) => None,
                };
            }
            "map" => {
                self.maps.extend(element.attribute("apply-style-name").map(std::borrow::Cow::into_owned));
            }
            _ => {}
        }
    }

    fn text(&mut self, element: &Element<'_>) {
        for (name, value) in element.attributes() {
            match name.as_str() {
                "color" => self.colour = Some(Colour::parse(&value)),
                "use-window-font-color" if value == "true" => self.colour = Some(Colour::None),
                "background-color" => self.background = Some(Colour::parse(&value)),
                "font-size" => self.points = points(&value),
                "font-weight" => {
                    self.is_bold =
                        Some(value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600));
                }
                "font-style" => self.is_italic = Some(value != "normal"),
                "display" => self.is_invisible = Some(value == "none"),
                "opacity" if value == "0%" => self.is_invisible = Some(true),
                _ => {}
            }
        }
    }

    fn cell(&mut self, element: &Element<'_>) {
        for (name, value) in element.attributes() {
            match name.as_str() {
                "background-color" => self.background = Some(Colour::parse(&value)),
                "wrap-option" => self.is_wrapped = Some(value == "wrap"),
                "cell-protect" => self.is_hidden_by_protection = Some(value.contains("hidden-and-protected")),
                _ => {}
            }
        }
    }

    /// Fills what is not set from another style.
    pub(crate) fn inherit(&mut self, from: &Self) {
        fn fill<T: Clone>(own: &mut Option<T>, other: Option<&T>) {
            if own.is_none() {
                *own = other.cloned();
            }
        }
        fill(&mut self.data_style, from.data_style.as_ref());
        fill(&mut self.colour, from.colour.as_ref());
        fill(&mut self.background, from.background.as_ref());
        fill(&mut self.points, from.points.as_ref());
        fill(&mut self.is_bold, from.is_bold.as_ref());
        fill(&mut self.is_italic, from.is_italic.as_ref());
        fill(&mut self.is_wrapped, from.is_wrapped.as_ref());
        fill(&mut self.is_invisible, from.is_invisible.as_ref());
        fill(&mut self.is_displayed, from.is_displayed.as_ref());
        fill(&mut self.size, from.size.as_ref());
        fill(&mut self.is_hidden_by_protection, from.is_hidden_by_protection.as_ref());
        fill(&mut self.is_hollow, from.is_hollow.as_ref());
        if self.maps.is_empty() {
            self.maps.clone_from(&from.maps);
        }
    }
}
