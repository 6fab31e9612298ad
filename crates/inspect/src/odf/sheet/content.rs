//! What stands inside a cell: displayed text with its spans and links, remarks, shapes (ODF 1.3 part 3, 9.1.4, 6.1).

use super::shape::{self, Shape};
use super::tag::count;
use crate::cell::address;
use crate::lazy::LazyParts;
use crate::odf::attributes::{self, Others};
use crate::odf::desk::{Desk, Stream};
use crate::odf::styles::{CellStyle, Styles};
use crate::odf::{document, region, tables};
use crate::stop::{Read, Stop};
use crate::xml::picks::has_letters;
use crate::xml::stream::referenced;
use crate::{Channel, Hiding};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Where a cell stands, and where what belongs to it is written.
pub(crate) struct Around<'x, 'd, 's> {
    pub(crate) desk: &'x mut Desk<'d, 's>,
    pub(crate) parts: &'x mut LazyParts,
    pub(crate) styles: &'x Styles,
    pub(crate) style: Option<&'x CellStyle>,
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// Whether the cell belongs to the values of a chart.
    pub(crate) is_chart: bool,
}

impl Around<'_, '_, '_> {
    /// The cell's name.
    pub(crate) fn at(&self) -> String {
        address::name(self.row, self.column)
    }

    /// Attributes that nobody took.
    pub(crate) fn tell(&mut self, others: &Others<'_>) -> Read {
        if others.is_empty() { Ok(()) } else { attributes::tell(others, &self.at(), self.parts, self.desk) }
    }

    pub(crate) fn say(&mut self, channel: Channel, label: &str, text: &str) -> Read {
        let at = self.at();
        self.parts.say(channel, label, &at, text, self.desk.scribe)
    }
}

/// Reads the content of cells; its buffers are used again and again.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// The displayed text: paragraphs divided by line ends.
    pub(crate) shown: String,
    /// Whether there was a paragraph at all.
    pub(crate) has_text: bool,
    /// What hides some of the letters.
    pub(crate) hiding: Hiding,
    /// Shapes that hang on the cell.
    pub(crate) shapes: Vec<Shape>,
    outer: Vec<u8>,
    inner: Vec<u8>,
}

impl Content {
    /// Forgets the cell before.
    pub(crate) fn clear(&mut self) {
        self.shown.clear();
        self.has_text = false;
        self.hiding = Hiding::empty();
        self.shapes.clear();
    }

    /// Reads up to the end of the cell.
    pub(crate) fn read(&mut self, stream: &mut Stream<'_>, around: &mut Around<'_, '_, '_>) -> Read {
        let mut buffer = std::mem::take(&mut self.outer);
        let result = self.children(stream, &mut buffer, around);
        self.outer = buffer;
        result
    }

    fn children(
        &mut self,
        stream: &mut Stream<'_>,
        buffer: &mut Vec<u8>,
        around: &mut Around<'_, '_, '_>,
    ) -> Read {
        loop {
            let event = stream.next(buffer)?;
            match &event {
                Event::Start(start) if is_paragraph(start) => {
                    self.paragraph_begins();
                    self.paragraph_attributes(start, around)?;
                    let mut inner = std::mem::take(&mut self.inner);
                    let result = self.paragraph(stream, &mut inner, around);
                    self.inner = inner;
                    result?;
                }
                Event::Empty(start) if is_paragraph(start) => {
                    self.paragraph_begins();
                    self.paragraph_attributes(start, around)?;
                }
                Event::Start(start) | Event::Empty(start) => self.child(stream, start, &event, around)?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(Stop::part("it ends too early")),
                other => document::stray(other, around.parts, around.desk)?,
            }
        }
    }

    fn paragraph_begins(&mut self) {
        if self.has_text {
            self.shown.push('\n');
        }
        self.has_text = true;
    }

    fn child(
        &mut self,
        stream: &mut Stream<'_>,
        start: &BytesStart<'_>,
        event: &Event<'_>,
        around: &mut Around<'_, '_, '_>,
    ) -> Read {
        let at = around.at();
        let name = start.local_name().into_inner();
        let table = match name {
            "annotation" => &tables::ANNOTATION,
            _ if shape::is_shape(start) => {
                let table = if around.is_chart { &tables::CHART } else { &tables::SHAPE };
                let shape =
                    shape::read(stream, start, event, table, &at, around.styles, around.parts, around.desk)?;
                self.shapes.extend(shape);
                return Ok(());
            }
            "cell-range-source" => &tables::DDE,
            _ => &tables::UNKNOWN,
        };
        region::read(stream, event, table, &at, around.parts, around.desk).map(drop)
    }

    fn paragraph_attributes(&mut self, start: &BytesStart<'_>, around: &mut Around<'_, '_, '_>) -> Read {
        let mut hiding = Hiding::empty();
        let others = attributes::each(start, |name, value, _| {
            if name == "style-name" {
                hiding = around.styles.span_hides(&value, around.style);
                return None;
            }
            Some(value)
        })?;
        self.hiding |= hiding;
        around.tell(&others)
    }

    /// Reads up to the end of the paragraph.
    fn paragraph(
        &mut self,
        stream: &mut Stream<'_>,
        buffer: &mut Vec<u8>,
        around: &mut Around<'_, '_, '_>,
    ) -> Read {
        // Open elements inside the paragraph, each with what its style hides.
        let mut open: Vec<(Hiding, bool)> = Vec::new();
        let mut phonetic = String::new();
        loop {
            let event = stream.next(buffer)?;
            match &event {
                Event::Text(text) => self.text(&text.xml10_content(), &open, &mut phonetic),
                Event::CData(text) => self.text(&text.xml10_content(), &open, &mut phonetic),
                Event::GeneralRef(reference) => {
                    let letter = referenced(reference)?;
                    self.text(letter.encode_utf8(&mut [0; 4]), &open, &mut phonetic);
                }
                Event::Start(start) => match start.local_name().into_inner() {
                    "annotation" | "note" => {
                        let at = around.at();
                        region::read(stream, &event, &tables::ANNOTATION, &at, around.parts, around.desk)?;
                    }
                    _ if shape::is_shape(start) => self.child(stream, start, &event, around)?,
                    name => {
                        let hiding = self.inline(start, name, around)?;
                        open.push((hiding, name == "ruby-text"));
                    }
                },
                Event::Empty(start) => {
                    self.inline(start, start.local_name().into_inner(), around)?;
                }
                Event::End(_) => {
                    let Some((_, was_phonetic)) = open.pop() else { return Ok(()) };
                    if was_phonetic {
                        around.say(Channel::PhoneticText, "", &phonetic)?;
                        phonetic.clear();
                    }
                }
                Event::Eof => return Err(Stop::part("it ends too early")),
                other => document::stray(other, around.parts, around.desk)?,
            }
        }
    }

    fn text(&mut self, text: &str, open: &[(Hiding, bool)], phonetic: &mut String) {
        if open.iter().any(|(_, is_phonetic)| *is_phonetic) {
            phonetic.push_str(text);
            return;
        }
        self.shown.push_str(text);
        if !text.trim().is_empty() {
            // The innermost style decides; styles that are not set hide nothing.
            self.hiding |= open
                .iter()
                .rev()
                .map(|(hiding, _)| *hiding)
                .find(|hiding| !hiding.is_empty())
                .unwrap_or_default();
        }
    }

    /// An element inside a paragraph. Returns what its style hides.
    fn inline(
        &mut self,
        start: &BytesStart<'_>,
        name: &str,
        around: &mut Around<'_, '_, '_>,
    ) -> Read<Hiding> {
        let mut hiding = Hiding::empty();
        let mut said: Vec<(Channel, &str, Cow<'_, str>)> = Vec::new();
        let mut spaces = 1;
        let others = attributes::each(start, |attribute, value, _| {
            let said_as = match (name, attribute) {
                ("span", "style-name") => {
                    hiding = around.styles.span_hides(&value, around.style);
                    return None;
                }
                ("s", "c") => {
                    spaces = count(&value);
                    return None;
                }
                ("a", "href") => (Channel::Hyperlink, "address"),
                ("a", "title" | "name") => (Channel::Hyperlink, "tip"),
                ("hidden-text" | "hidden-paragraph", _) if has_letters(&value) => {
                    (Channel::OtherText, "hidden text")
                }
                ("conditional-text", _) if has_letters(&value) => (Channel::OtherText, "conditional text"),
                (_, "string-value" | "value" | "description" | "display-name") => {
                    (Channel::OtherText, attribute)
                }
                _ => return Some(value),
            };
            said.push((said_as.0, said_as.1, value));
            None
        })?;
        match name {
            "s" => self.shown.extend(std::iter::repeat_n(' ', spaces.min(1024) as usize)),
            "tab" => self.shown.push('\t'),
            "line-break" => self.shown.push('\n'),
            _ => {}
        }
        for (channel, label, text) in said {
            around.say(channel, label, &text)?;
        }
        around.tell(&others)?;
        Ok(hiding)
    }
}

fn is_paragraph(start: &BytesStart<'_>) -> bool {
    matches!(start.local_name().into_inner(), "p" | "h")
}
