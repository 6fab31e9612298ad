//! What carries a table of values of its own: a chart (ODF 1.3 part 3, 11), and live links to other programs, each with what
//! it last brought (9.7).

use super::desk::{Desk, Stream};
use super::sheet::{self, Kind};
use super::styles::Styles;
use super::{attributes, document, region, tables};
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::picks::Table;
use quick_xml::events::Event;

/// What carries tables.
pub(crate) struct Carrier {
    /// Local name of the element that can stand inside itself.
    name: &'static str,
    /// What its tables are.
    kind: Kind,
    /// What else is read of it.
    rest: &'static Table,
}

pub(crate) const CHART: Carrier = Carrier { name: "chart", kind: Kind::Chart, rest: &tables::CHART };
pub(crate) const LIVE_LINK: Carrier = Carrier { name: "dde-link", kind: Kind::LiveLink, rest: &tables::DDE };

/// Reads up to the end of the element whose start tag has gone by.
pub(crate) fn read(
    carrier: &Carrier,
    stream: &mut Stream<'_>,
    styles: &Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut buffer = Vec::new();
    let mut depth = 1_u32;
    while depth > 0 {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) => match start.local_name().into_inner() {
                name if name == carrier.name => {
                    attributes::holder(start, parts, desk)?;
                    depth += 1;
                }
                "table" => sheet::read(stream, start, carrier.kind, styles, desk)?,
                _ => region::read(stream, &event, carrier.rest, "", parts, desk).map(drop)?,
            },
            Event::Empty(_) => region::read(stream, &event, carrier.rest, "", parts, desk).map(drop)?,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => document::stray(other, parts, desk)?,
        }
    }
    Ok(())
}
