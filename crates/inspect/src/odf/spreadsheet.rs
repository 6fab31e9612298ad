//! The body of a spreadsheet: its sheets and everything that belongs to no single sheet (ODF 1.3 part 3, 3.7, 9).

use super::desk::{Desk, Stream};
use super::sheet::{self, Kind};
use super::styles::Styles;
use super::{attributes, carrier, changes, document, pilot, region, tables};
use crate::Channel;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::Element;
use quick_xml::events::{BytesStart, Event};

/// Reads up to the end of `office:spreadsheet`, whose start tag is `start`.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    start: &BytesStart<'_>,
    styles: &Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    attributes::holder(start, parts, desk)?;
    if Element(start).flag("structure-protected") {
        parts.say(Channel::Protection, "", "", "the order of the sheets is protected", desk.scribe)?;
    }
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                child(stream, start.local_name().into_inner(), start, &event, styles, parts, desk)?;
            }
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => document::stray(other, parts, desk)?,
        }
    }
}

fn child(
    stream: &mut Stream<'_>,
    name: &str,
    start: &BytesStart<'_>,
    event: &Event<'_>,
    styles: &Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let is_empty = matches!(event, Event::Empty(_));
    let table = match name {
        "table" if !is_empty => return sheet::read(stream, start, Kind::Sheet, styles, desk),
        "tracked-changes" if !is_empty => return changes::read(stream, start, styles, parts, desk),
        "data-pilot-tables" if !is_empty => return pilot::read(stream, event, parts, desk),
        "dde-links" if !is_empty => {
            attributes::holder(start, parts, desk)?;
            return carrier::read(&carrier::LIVE_LINK, stream, styles, parts, desk);
        }
        "named-expressions" if !is_empty => {
            attributes::holder(start, parts, desk)?;
            return named(stream, parts, desk);
        }
        "content-validations" => &tables::VALIDATIONS,
        "label-ranges" => &tables::NAMES,
        "database-ranges" => &tables::DATABASE_RANGES,
        "consolidation" => &tables::CONSOLIDATION,
        "forms" => &tables::FORMS,
        "event-listeners" => &tables::SCRIPTS,
        "conditional-formats" => &tables::CONDITIONS,
        "calculation-settings" | "null-date" | "iteration" => &tables::VIEW,
        _ => &tables::UNKNOWN,
    };
    region::read(stream, event, table, "", parts, desk).map(drop)
}

/// Names for ranges and expressions, some of which the program's list does not show.
pub(crate) fn named(stream: &mut Stream<'_>, parts: &mut LazyParts, desk: &mut Desk<'_, '_>) -> Read {
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let is_hidden = Element(start).flag("hidden");
                let table = if is_hidden { &tables::HIDDEN_NAMES } else { &tables::NAMES };
                region::read(stream, &event, table, "", parts, desk).map(drop)?;
            }
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => document::stray(other, parts, desk)?,
        }
    }
}
