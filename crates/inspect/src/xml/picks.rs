//! Reads an XML part by a table: which attribute and which element's text belong to which channel.
//!
//! Nothing is left out by not being in the table. Text that no line picks goes to the table's own channel under the
//! element's name; so do attribute values that read like words, a path or an address. A part for which there is no
//! table at all is swept with [`SWEEP`], which takes every value with letters in it.

use super::{Element, Path, Visitor, walk};
use crate::lazy::LazyParts;
use crate::{Channel, Read, Scribe};

/// One line of a table.
#[derive(Debug)]
pub(crate) struct Pick {
    /// Local name of the element; empty for any.
    pub(crate) element: &'static str,
    /// Local name of the attribute; empty for the element's text, `*` for every attribute.
    pub(crate) attribute: &'static str,
    /// Local name of an element that must be open around it; empty for any.
    pub(crate) inside: &'static str,
    /// Where it belongs; nowhere when the reader itself takes care of it.
    pub(crate) channel: Option<Channel>,
    /// What it is, for a person; the element's or attribute's own name when empty.
    pub(crate) label: &'static str,
}

impl Pick {
    /// Picks an attribute.
    pub(crate) const fn attribute(
        element: &'static str,
        attribute: &'static str,
        channel: Channel,
        label: &'static str,
    ) -> Self {
        Self { element, attribute, inside: "", channel: Some(channel), label }
    }

    /// Picks an element's text.
    pub(crate) const fn text(element: &'static str, channel: Channel, label: &'static str) -> Self {
        Self { element, attribute: "", inside: "", channel: Some(channel), label }
    }

    /// Leaves an attribute, or the text when `attribute` is empty, to the reader that uses the table.
    pub(crate) const fn elsewhere(element: &'static str, attribute: &'static str) -> Self {
        Self { element, attribute, inside: "", channel: None, label: "" }
    }

    /// The same, only inside an element.
    pub(crate) const fn inside(mut self, inside: &'static str) -> Self {
        self.inside = inside;
        self
    }

    fn fits(&self, element: &str, attribute: &str, path: &Path) -> bool {
        (self.element.is_empty() || self.element == element)
            && (self.attribute == attribute || self.attribute == "*" && !attribute.is_empty())
            && (self.inside.is_empty() || path.has(self.inside))
    }
}

/// A table for one kind of part.
#[derive(Debug)]
pub(crate) struct Table {
    /// Channel of everything that no line picks.
    pub(crate) rest: Channel,
    /// The lines.
    pub(crate) picks: &'static [Pick],
    /// Attributes that say where an element stands: "ref", "sqref".
    pub(crate) at: &'static [&'static str],
    /// Whether attribute values that no line picks are taken whenever they hold letters or a long number, not only when
    /// they read like words.
    pub(crate) all_attributes: bool,
}

/// Reads a part by its table.
pub(crate) fn read<R: std::io::Read>(
    part: R,
    table: &Table,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    let budget = scribe.budget();
    walk(part, budget, &mut Picker { state: &mut PickState::default(), table, parts, scribe })
}

/// Places of the open elements; kept by a reader that picks in several stretches.
#[derive(Debug, Default)]
pub(crate) struct PickState {
    at: Vec<Option<String>>,
}

impl PickState {
    /// For a piece of a part whose place is known already: the cell around a remark.
    pub(crate) fn at(place: &str) -> Self {
        Self { at: vec![Some(place.to_owned())] }
    }
}

/// Applies a table to what it is shown.
pub(crate) struct Picker<'a, 's> {
    pub(crate) state: &'a mut PickState,
    pub(crate) table: &'a Table,
    pub(crate) parts: &'a mut LazyParts,
    pub(crate) scribe: &'a mut Scribe<'s>,
}

impl Picker<'_, '_> {
    fn picked(&mut self, pick: &Pick, name: &str, text: &str) -> Read {
        let Some(channel) = pick.channel else { return Ok(()) };
        self.say(channel, if pick.label.is_empty() { name } else { pick.label }, text)
    }

    fn say(&mut self, channel: Channel, label: &str, text: &str) -> Read {
        let at = self.state.at.iter().rev().find_map(Option::as_deref).unwrap_or_default();
        self.parts.say(channel, label, at, text, self.scribe)
    }
}

impl Visitor for Picker<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        let at = self.table.at.iter().find_map(|name| element.attribute(name));
        self.state.at.push(at.map(std::borrow::Cow::into_owned));
        for (name, value) in element.attributes() {
            match self.table.picks.iter().find(|pick| pick.fits(element.name(), &name, path)) {
                Some(pick) => self.picked(pick, &name, &value)?,
                // Prefixes of namespaces that a program may pass over (ECMA-376 part 3, 10.1).
                None if name == "Ignorable" => self.say(Channel::PackagePart, "may be ignored", &value)?,
                None if reads_like_words(&value) || self.table.all_attributes && says_something(&value) => {
                    self.say(self.table.rest, &name, &value)?;
                }
                None => {}
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        let name = path.up(0);
        match self.table.picks.iter().find(|pick| pick.fits(name, "", path)) {
            Some(pick) => self.picked(pick, name, text),
            None => self.say(self.table.rest, name, text),
        }
    }

    fn end(&mut self, _: &Path) -> Read {
        self.state.at.pop();
        Ok(())
    }
}

/// Whether an attribute's value is more than a keyword: several words, a path, an address.
pub(crate) fn reads_like_words(value: &str) -> bool {
    let is_keyword = value.starts_with("http://schemas.") || value.starts_with("http://purl.oclc.org/");
    let has_sign = value.contains(['@', '\\']) || value.contains("://") || value.trim().contains(' ');
    has_sign && !is_keyword && has_letters(value)
}

/// Whether a value holds letters, or a number that is long enough to be a person's, and is no GUID.
fn says_something(value: &str) -> bool {
    const LONG: usize = 6;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    has_letters(value) || digits >= LONG && !is_guid(value)
}

fn is_guid(value: &str) -> bool {
    value.starts_with('{') && value.ends_with('}') && value.len() == 38
}

/// Whether a value holds at least two letters in a row and is no bare identifier such as a GUID.
pub(crate) fn has_letters(value: &str) -> bool {
    !is_guid(value)
        && value
            .as_bytes()
            .windows(2)
            .any(|pair| pair.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80))
}
