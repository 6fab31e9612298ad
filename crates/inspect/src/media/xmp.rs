//! XMP packets (ISO 16684-1): RDF in XML, with authors, places, programs and the history of edits.

use super::album::Album;
use super::bytes::narrow_text;
use crate::xml::picks::{self, Pick, Table};
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
    match picks::read(&packet[..end], &TABLE, album.parts, album.scribe) {
        Err(Stop::Part(_)) => album.say("XMP", &narrow_text(packet)),
        result => result,
    }
}
