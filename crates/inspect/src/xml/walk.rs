//! Goes through a small XML part, handing elements and whole texts to a visitor.

use super::stream::{XmlStream, referenced};
use super::{Element, remark};
use crate::{Budget, Read};
use quick_xml::events::Event;

/// Names of the open elements, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Path {
    names: String,
    ends: Vec<usize>,
}

impl Path {
    fn push(&mut self, name: &str) {
        self.names.push_str(name);
        self.ends.push(self.names.len());
    }

    fn pop(&mut self) {
        self.ends.pop();
        self.names.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Name of the element `above` levels over the innermost one: 0 for itself.
    pub(crate) fn up(&self, above: usize) -> &str {
        let Some(index) = self.ends.len().checked_sub(above + 1) else { return "" };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.names[start..self.ends[index]]
    }

    /// Whether an element of this name is open.
    pub(crate) fn has(&self, name: &str) -> bool {
        (0..self.ends.len()).any(|above| self.up(above) == name)
    }

    /// Open elements.
    pub(crate) fn depth(&self) -> usize {
        self.ends.len()
    }
}

/// Receives a part's elements and texts. The path includes the element that is spoken of.
pub(crate) trait Visitor {
    /// An element begins.
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read;

    /// Text stands directly inside the innermost element; references are resolved, nothing is trimmed.
    fn text(&mut self, text: &str, path: &Path) -> Read;

    /// An element ends.
    fn end(&mut self, path: &Path) -> Read {
        let _ = path;
        Ok(())
    }

    /// A comment, a processing instruction and the like: no program shows it.
    fn aside(&mut self, text: &str, path: &Path) -> Read {
        self.text(text, path)
    }
}

/// Turns events into calls of a visitor: keeps the path, joins the pieces of a text.
#[derive(Debug, Default)]
pub(crate) struct Walker {
    path: Path,
    text: String,
}

impl Walker {
    /// Takes one event.
    pub(crate) fn event(&mut self, event: &Event<'_>, visitor: &mut dyn Visitor) -> Read {
        match event {
            Event::Text(piece) => self.text.push_str(&piece.xml10_content()),
            Event::CData(piece) => self.text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => self.text.push(referenced(reference)?),
            other => {
                if !self.text.is_empty() {
                    visitor.text(&self.text, &self.path)?;
                    self.text.clear();
                }
                self.markup(other, visitor)?;
            }
        }
        Ok(())
    }

    /// The innermost element was read to its end by somebody else.
    pub(crate) fn leave(&mut self, visitor: &mut dyn Visitor) -> Read {
        visitor.end(&self.path)?;
        self.path.pop();
        Ok(())
    }

    fn markup(&mut self, event: &Event<'_>, visitor: &mut dyn Visitor) -> Read {
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let element = Element(start);
                element.check()?;
                self.path.push(element.name());
                visitor.start(&element, &self.path)?;
                if matches!(event, Event::Empty(_)) {
                    visitor.end(&self.path)?;
                    self.path.pop();
                }
            }
            Event::End(_) => {
                visitor.end(&self.path)?;
                self.path.pop();
            }
            other => {
                if let Some(text) = remark(other) {
                    visitor.aside(&text, &self.path)?;
                }
            }
        }
        Ok(())
    }
}

/// Walks a whole part.
pub(crate) fn walk<R: std::io::Read>(part: R, budget: &Budget, visitor: &mut dyn Visitor) -> Read {
    walk_stream(XmlStream::new(part, budget)?, visitor)
}

/// Walks a whole stream.
pub(crate) fn walk_stream<R: std::io::Read>(mut stream: XmlStream<R>, visitor: &mut dyn Visitor) -> Read {
    let mut buffer = Vec::new();
    let mut walker = Walker::default();
    loop {
        let event = stream.next(&mut buffer)?;
        walker.event(&event, visitor)?;
        if matches!(event, Event::Eof) {
            return Ok(());
        }
    }
}
