//! What every reader of an OpenDocument part has before it.

use super::references::References;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::{Visitor, Walker, XmlStream};
use crate::{Channel, Hiding, Scribe, Spot};
use quick_xml::events::Event;
use std::io;

/// The events of a part, whatever it is unpacked from.
pub(crate) type Stream<'r> = XmlStream<&'r mut dyn io::Read>;

/// Shows a visitor the element that `first` begins, and everything in it.
pub(crate) fn walk_element(stream: &mut Stream<'_>, first: &Event<'_>, visitor: &mut dyn Visitor) -> Read {
    let mut walker = Walker::default();
    walker.event(first, visitor)?;
    let mut depth = u32::from(matches!(first, Event::Start(_)));
    let mut buffer = Vec::new();
    while depth > 0 {
        let event = stream.next(&mut buffer)?;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Stop::part("it ends too early")),
            _ => {}
        }
        walker.event(&event, visitor)?;
    }
    Ok(())
}

/// Where the reader stands, and where it writes.
pub(crate) struct Desk<'d, 's> {
    pub(crate) scribe: &'d mut Scribe<'s>,
    /// The file under way.
    pub(crate) file: u32,
    /// The part of the container under way.
    pub(crate) path: &'d str,
    /// The part that the document belongs to, when it lies inside another one.
    pub(crate) parent: Option<u32>,
    /// What hides the document as a whole.
    pub(crate) hiding: Hiding,
    /// What the document is called, for a person; empty for the file itself.
    pub(crate) owner: &'d str,
    /// Parts of the container that were referred to so far.
    pub(crate) references: &'d mut References,
}

impl<'d> Desk<'d, '_> {
    /// Parts for what belongs to no sheet.
    pub(crate) fn parts(&self) -> LazyParts {
        LazyParts::new(self.file, self.path, self.owner).inside(self.parent).hidden(self.hiding)
    }

    /// A spot in the part under way.
    pub(crate) fn spot<'a>(&self, channel: Channel, human: &'a str) -> Spot<'a>
    where
        'd: 'a,
    {
        Spot { parent: self.parent, hiding: self.hiding, ..Spot::new(channel, self.path).human(human) }
    }

    /// Says where a link leads: to a part of this file, or out of it.
    pub(crate) fn link(&mut self, address: &str, at: &str, parts: &mut LazyParts) -> Read {
        let is_mark = address.starts_with('#');
        if self.references.add(self.path, address) || is_mark {
            return Ok(());
        }
        parts.say(Channel::ExternalLink, "address", at, address, self.scribe)
    }
}
