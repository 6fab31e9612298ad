//! A template, looked through before anything is drawn from it.
//!
//! Only elements and attributes of a list are let through: what fetches (images, styles, links), runs (scripts) or multiplies
//! (`use`, filters) is refused by being on no list.

use super::error::TemplateError;
use super::field::Field;
use roxmltree::{Document, Node};

const LONGEST: usize = 512 * 1024;
const MOST_PARTS: usize = 5_000;
const SVG: &str = "http://www.w3.org/2000/svg";

const ELEMENTS: [&str; 17] = [
    "svg",
    "g",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "title",
    "pattern",
    "linearGradient",
    "radialGradient",
    "stop",
];

/// Which way a card is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// 85.60 by 53.98 mm.
    Landscape,
    /// 53.98 by 85.60 mm.
    Portrait,
}

/// A place for a picture, in tenths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// A template.
#[derive(Debug, Clone)]
pub struct Template {
    pub(crate) svg: String,
    pub(crate) orientation: Orientation,
    pub(crate) photo: Option<Place>,
    pub(crate) code: Option<Place>,
    fields: Vec<Field>,
}

impl Template {
    /// Reads a template.
    pub fn parse(svg: &str) -> Result<Self, TemplateError> {
        if svg.len() > LONGEST {
            return Err(TemplateError::TooLarge);
        }
        let options = roxmltree::ParsingOptions { nodes_limit: 4 * MOST_PARTS as u32, ..Default::default() };
        let document = Document::parse_with_options(svg, options).map_err(|error| match error {
            roxmltree::Error::NodesLimitReached => TemplateError::TooLarge,
            _ => TemplateError::NoPicture,
        })?;
        let root = document.root_element();
        if !root.has_tag_name((SVG, "svg")) {
            return Err(TemplateError::NoPicture);
        }
        let orientation = match root.attribute("viewBox") {
            Some("0 0 856 539.8") => Orientation::Landscape,
            Some("0 0 539.8 856") => Orientation::Portrait,
            _ => return Err(TemplateError::Size),
        };
        let mut template =
            Self { svg: svg.to_owned(), orientation, photo: None, code: None, fields: Vec::new() };
        let elements = document.descendants().filter(Node::is_element);
        for (count, element) in elements.enumerate() {
            if count >= MOST_PARTS || element.ancestors().count() > 30 {
                return Err(TemplateError::TooLarge);
            }
            look(element)?;
            template.note(element)?;
        }
        Ok(template)
    }

    /// Which way the card is held.
    pub fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// The same without a place for a code: for those who are set apart. What stands on it with a code only is left out.
    #[must_use]
    pub fn without_code(&self) -> Self {
        Self { code: None, ..self.clone() }
    }

    /// Whether a part is drawn: some stand on a card only with a code, some only without.
    pub(crate) fn draws(&self, element: Node<'_, '_>) -> bool {
        match (element.attribute("data-with"), element.attribute("data-without")) {
            (Some("code"), _) => self.has_code(),
            (_, Some("code")) => !self.has_code(),
            _ => true,
        }
    }

    /// The texts that it has places for.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Whether it has a place for a photo.
    pub fn has_photo(&self) -> bool {
        self.photo.is_some()
    }

    /// Whether it has a place for a code.
    pub fn has_code(&self) -> bool {
        self.code.is_some()
    }

    /// Notes an element that is a place.
    fn note(&mut self, element: Node<'_, '_>) -> Result<(), TemplateError> {
        for name in ["data-with", "data-without"] {
            if element.attribute(name).is_some_and(|what| what != "code") {
                return Err(TemplateError::Place { what: "data-with and data-without that say 'code'" });
            }
        }
        if let Some(name) = element.attribute("data-field") {
            let field = Field::from_name(name)
                .ok_or_else(|| TemplateError::Field { name: name.chars().take(40).collect() })?;
            if element.tag_name().name() != "text" {
                return Err(TemplateError::Place { what: "element: only texts have fields" });
            }
            number(element, "data-width").ok_or(TemplateError::Place { what: "data-width" })?;
            number(element, "font-size").ok_or(TemplateError::Place { what: "font-size" })?;
            if !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
        let place = match element.attribute("data-place") {
            None => return Ok(()),
            Some("photo") => &mut self.photo,
            Some("code") => &mut self.code,
            Some(name) => return Err(TemplateError::Field { name: name.chars().take(40).collect() }),
        };
        let is_direct = element.parent_element().is_some_and(|parent| parent.parent_element().is_none());
        if place.is_some() || !is_direct || element.has_attribute("transform") {
            return Err(TemplateError::Place { what: "one place directly in the picture" });
        }
        let read = |name| number(element, name).ok_or(TemplateError::Place { what: "numbers" });
        *place = Some(Place { x: read("x")?, y: read("y")?, width: read("width")?, height: read("height")? });
        Ok(())
    }
}

/// A plain number from 0 to 2,000.
pub(crate) fn number(element: Node<'_, '_>, name: &str) -> Option<f64> {
    element.attribute(name)?.parse().ok().filter(|number| (0.0..=2000.0).contains(number))
}

/// Refuses what is not on the lists.
fn look(element: Node<'_, '_>) -> Result<(), TemplateError> {
    let forbidden = |what: &str| TemplateError::Forbidden { what: what.chars().take(40).collect() };
    let name = element.tag_name();
    let is_inner_svg = name.name() == "svg" && element.parent_element().is_some();
    if name.namespace() != Some(SVG) || !ELEMENTS.contains(&name.name()) || is_inner_svg {
        return Err(forbidden(name.name()));
    }
    for attribute in element.attributes() {
        let name = attribute.name();
        let value = attribute.value().to_ascii_lowercase();
        // Names of styles would bring in a language of its own, with addresses in it; `url(#…)` is a gradient of this file.
        let is_local = value.matches("url(").count() == value.matches("url(#").count();
        let is_known = attribute.namespace().is_none() && !name.starts_with("on");
        let is_named = ["style", "class", "href", "filter", "mask", "clip-path"].contains(&name);
        if !is_known || is_named || !is_local || name.contains(':') {
            return Err(forbidden(name));
        }
    }
    Ok(())
}
