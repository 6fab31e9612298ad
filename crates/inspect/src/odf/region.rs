//! Reads one element with everything in it by a table, from a stream that others read before and after.
//!
//! What is common to all of OpenDocument is done here, so that tables can stay tables: paragraphs are put together
//! from their pieces, links are followed, pictures and objects in base64 are unpacked, shapes that are not displayed
//! are told from those that are, documents inside the document are read as documents.

use super::desk::{Desk, Stream};
use super::{binary, flat, tables};
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::picks::{PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, Walker};
use crate::{Channel, Hiding};
use quick_xml::events::Event;

/// What was met inside an element.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Met {
    /// A picture, an object or a video.
    pub(crate) has_picture: bool,
}

/// Reads the element that `first` begins. `at` is its place: a cell, or nothing.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    first: &Event<'_>,
    table: &Table,
    at: &str,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read<Met> {
    let state = if at.is_empty() { PickState::default() } else { PickState::at(at) };
    let mut region = Region {
        state,
        table,
        paragraphs: Vec::new(),
        hidden_from: None,
        links: Vec::new(),
        met: Met::default(),
        parts,
        desk,
    };
    let mut walker = Walker::default();
    walker.event(first, &mut region)?;
    if !matches!(first, Event::Start(_)) {
        return Ok(region.met);
    }
    let mut depth = 1_u32;
    let mut buffer = Vec::new();
    while depth > 0 {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) => {
                depth += 1;
                if start.local_name().into_inner() == "document" {
                    walker.event(&event, &mut region)?;
                    flat::inside(stream, region.desk)?;
                    walker.leave(&mut region)?;
                    depth -= 1;
                    continue;
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Stop::part("it ends too early")),
            _ => {}
        }
        walker.event(&event, &mut region)?;
    }
    Ok(region.met)
}

struct Region<'a, 'd, 's> {
    state: PickState,
    table: &'a Table,
    /// Texts of the open paragraphs, outermost first: a note stands inside one.
    paragraphs: Vec<String>,
    /// Depth of the outermost open element that is not displayed.
    hidden_from: Option<usize>,
    links: Vec<String>,
    met: Met,
    parts: &'a mut LazyParts,
    desk: &'a mut Desk<'d, 's>,
}

impl<'s> Region<'_, '_, 's> {
    fn picker(&mut self) -> Picker<'_, 's> {
        let table = if self.hidden_from.is_some() { &tables::HIDDEN_SHAPE } else { self.table };
        Picker { state: &mut self.state, table, parts: self.parts, scribe: &mut *self.desk.scribe }
    }
}

/// Whether an element is a paragraph or a heading.
fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "h")
}

impl Visitor for Region<'_, '_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        if self.hidden_from.is_none() && is_not_displayed(element) {
            self.hidden_from = Some(path.depth());
            self.parts.part(Channel::HiddenShape, self.desk.scribe)?;
        }
        self.picker().start(element, path)?;
        self.met.has_picture |=
            matches!(element.name(), "image" | "object" | "object-ole" | "plugin" | "floating-frame");
        if is_paragraph(element.name()) {
            self.paragraphs.push(String::new());
        } else if let Some(paragraph) = self.paragraphs.last_mut() {
            match element.name() {
                "s" => {
                    let spaces: usize = element.number("c").unwrap_or(1);
                    paragraph.extend(std::iter::repeat_n(' ', spaces.min(1024)));
                }
                "tab" => paragraph.push('\t'),
                "line-break" => paragraph.push('\n'),
                _ => {}
            }
        }
        for attribute in ["href", "image-data"] {
            if let Some(address) = element.attribute(attribute) {
                self.links.push(address.into_owned());
            }
        }
        for address in std::mem::take(&mut self.links) {
            // The target of a link in a text is a link; every other address loads something.
            if element.name() != "a" {
                self.desk.link(&address, "", self.parts)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0) == "binary-data" {
            let hiding = if self.hidden_from.is_some() { Hiding::SHAPE } else { Hiding::empty() };
            return binary::report(text, path.up(1), hiding, self.parts, self.desk);
        }
        match self.paragraphs.last_mut() {
            Some(paragraph) if is_inline(path) => {
                paragraph.push_str(text);
                Ok(())
            }
            _ => self.picker().text(text, path),
        }
    }

    fn end(&mut self, path: &Path) -> Read {
        if is_paragraph(path.up(0))
            && let Some(paragraph) = self.paragraphs.pop()
        {
            self.picker().text(&paragraph, path)?;
        }
        self.picker().end(path)?;
        if self.hidden_from == Some(path.depth()) {
            self.hidden_from = None;
        }
        Ok(())
    }

    fn aside(&mut self, text: &str, _: &Path) -> Read {
        self.parts.say(Channel::OtherText, "comment in the XML", "", text, self.desk.scribe)
    }
}

/// Whether the innermost element's text is a part of the paragraph around it: its own, that of a run of letters, or
/// that of a field. A remark or shape inside a paragraph tells another story.
fn is_inline(path: &Path) -> bool {
    let holds_letters = |name: &str| matches!(name, "p" | "h" | "span" | "a" | "meta" | "meta-field");
    match (path.up(0), path.up(1)) {
        ("ruby-base", _) => true,
        ("ruby-text", _) => false,
        (name, holder) => holds_letters(name) || holds_letters(holder),
    }
}

/// Whether a shape is kept from the screen: `draw:display`, also in LibreOffice's own namespace (ODF 1.3 part 3,
/// 19.150), or no size at all.
pub(crate) fn is_not_displayed(element: &Element<'_>) -> bool {
    let is_kept = |name: &str| {
        element
            .attribute(name)
            .is_some_and(|value| matches!(&*value, "none" | "printer" | "hidden" | "collapse"))
    };
    let is_zero = |name: &str| {
        element
            .attribute(name)
            .and_then(|length| super::length::centimetres(&length))
            .is_some_and(|length| length.abs() < 0.01)
    };
    let is_shape = matches!(
        element.name(),
        "frame"
            | "rect"
            | "ellipse"
            | "custom-shape"
            | "g"
            | "control"
            | "text-box"
            | "caption"
            | "circle"
            | "page-thumbnail"
    );
    is_kept("display") && element.name() != "table"
        || is_kept("visibility")
        || is_shape && is_zero("width") && is_zero("height")
}
