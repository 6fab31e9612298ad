//! Comments on cells: `xl/comments*.xml` (ECMA-376 part 1, 18.7).

use super::book::Book;
use crate::lazy::LazyParts;
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Read, Scribe};

/// Reads a comments part.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let part = book.package.zip.unpack(index, budget)?;
    walk(part, budget, &mut Reader { parts, scribe, cell: String::new(), text: String::new() })
}

struct Reader<'a, 's> {
    parts: &'a mut LazyParts,
    scribe: &'a mut Scribe<'s>,
    cell: String,
    text: String,
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, _: &Path) -> Read {
        if element.name() == "comment" {
            self.cell = element.attribute("ref").unwrap_or_default().into_owned();
        }
        let Some(text) = element.attribute("altText") else { return Ok(()) };
        self.parts.say(Channel::AlternativeText, "alternative text", &self.cell, &text, self.scribe)
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0) == "author" {
            return self.parts.say(Channel::CommentAuthor, "author", "", text, self.scribe);
        }
        if path.has("rPh") {
            return self.parts.say(Channel::PhoneticText, "", &self.cell, text, self.scribe);
        }
        if path.has("comment") && path.up(0) == "t" {
            self.text.push_str(text);
            return Ok(());
        }
        self.parts.say(Channel::OtherText, path.up(0), &self.cell, text, self.scribe)
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "comment" {
            let text = std::mem::take(&mut self.text);
            self.parts.say(
                Channel::Comment,
                "",
                &self.cell,
                &crate::cell::escape::unescape(&text),
                self.scribe,
            )?;
        }
        Ok(())
    }
}
