//! XMP packets (ISO 16684-1): RDF in XML, with authors, places, programs and the history of edits.

use super::album::Album;
use super::bytes::narrow_text;
use crate::xml::picks::{Pick, PickState, Picker, Table};
use crate::xml::{Element, Path, Visitor, walk};
use crate::{Channel, Read, Stop};

const TABLE: Table = Table {
    rest: Channel::MediaMetadata,
    picks: &[
        Pick::elsewhere("", "about"),
        Pick::elsewhere("", "parseType"),
        Pick::elsewhere("", "xmptk"),
        Pick::elsewhere("", "lang"),
    ],
    at: &[],
    all_attributes: true,
};

/// Reads a packet; one that is no XML is swept.
pub(super) fn read(packet: &[u8], album: &mut Album<'_, '_>) -> Read {
    // The packet ends with blanks that programs may write into, and in GIF with bytes that close the block.
    let end = memchr::memmem::rfind(packet, b">").map_or(packet.len(), |at| at + 1);
    let budget = album.scribe.budget();
    let picker =
        Picker { state: &mut PickState::default(), table: &TABLE, parts: album.parts, scribe: album.scribe };
    match walk(&packet[..end], budget, &mut Reader(picker)) {
        Err(Stop::Part(_)) => album.say("XMP", &narrow_text(packet)),
        result => result,
    }
}

/// Takes a packet by the table, but for the two marks around it.
struct Reader<'a, 's>(Picker<'a, 's>);

impl Visitor for Reader<'_, '_> {
    fn start(&mut self, element: &Element<'_>, path: &Path) -> Read {
        self.0.start(element, path)
    }

    fn text(&mut self, text: &str, path: &Path) -> Read {
        self.0.text(text, path)
    }

    fn end(&mut self, path: &Path) -> Read {
        self.0.end(path)
    }

    fn aside(&mut self, text: &str, path: &Path) -> Read {
        let is_mark = text.contains("W5M0MpCehiHzreSzNTczkc9d") || text.trim_start().starts_with("end=");
        if is_mark { Ok(()) } else { self.0.aside(text, path) }
    }
}
