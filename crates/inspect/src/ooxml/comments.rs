//! Comments on cells: `xl/comments*.xml` (ECMA-376 part 1, 18.7).

use super::book::Book;
use crate::lazy::LazyParts;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Read, Scribe};

/// What stands in attributes; texts are taken by the reader itself.
const TABLE: Table = Table {
    rest: Channel::OtherText,
    at: &["ref"],
    all_attributes: false,
    picks: &[
        Pick::attribute("", "altText", Channel::AlternativeText, "alternative text"),
        // Fonts of runs of letters have names of several words, and come with every remark.
        Pick::elsewhere("rFont", "val"),
    ],
};

/// Reads a comments part.
pub(super) fn read(book: &Book<'_>, index: usize, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
    let budget = scribe.budget();
    let part = book.package.zip.unpack(index, budget)?;
    let mut state = PickState::default();
    let picker = Picker { state: &mut state, table: &TABLE, parts, scribe };
    walk(part, budget, &mut Reader { picker, cell: String::new(), text: String::new() })
}

struct Reader<'a, 's> {
    picker: Picker<'a, 's>,
    cell: String,
    text: String,
}

impl Reader<'_, '_> {
    fn say(&mut self, channel: Channel, label: &str, at: &str, text: &str) -> Read {
        self.picker.parts.say(channel, label, at, text, self.picker.scribe)
    }
}

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.picker.start(element, path)?;
        if element.name() == "comment" {
            self.cell = element.attribute("ref").unwrap_or_default().into_owned();
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        if path.up(0) == "author" {
            return self.say(Channel::CommentAuthor, "author", "", text);
        }
        if path.has("rPh") {
            return self.say(Channel::PhoneticText, "", &self.cell.clone(), text);
        }
        if path.has("comment") && path.up(0) == "t" {
            self.text.push_str(text);
            return Ok(());
        }
        self.say(Channel::OtherText, path.up(0), &self.cell.clone(), text)
    }

    fn end(&mut self, path: &Path) -> Read {
        if path.up(0) == "comment" {
            let text = std::mem::take(&mut self.text);
            let cell = self.cell.clone();
            self.say(Channel::Comment, "", &cell, &crate::cell::escape::unescape(&text))?;
        }
        self.picker.end(path)
    }
}
