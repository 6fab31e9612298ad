//! A chart (ODF 1.3 part 3, 11): its words, and the table of values that it keeps of its own.

use super::desk::{Desk, Stream};
use super::sheet::{self, Kind};
use super::styles::Styles;
use super::{attributes, document, region, tables};
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use quick_xml::events::Event;

/// Reads up to the end of `office:chart`, whose start tag has gone by.
pub(crate) fn read(
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
                "chart" => {
                    attributes::holder(start, parts, desk)?;
                    depth += 1;
                }
                "table" => sheet::read(stream, start, Kind::Chart, styles, desk)?,
                _ => region::read(stream, &event, &tables::CHART, "", parts, desk).map(drop)?,
            },
            Event::Empty(_) => region::read(stream, &event, &tables::CHART, "", parts, desk).map(drop)?,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => document::stray(other, parts, desk)?,
        }
    }
    Ok(())
}
