//! Goes through a document, or one part of it: styles, settings, properties and body come in the same elements whether
//! they lie in parts of a package or in one flat file (ODF 1.3 part 3, 3.1).

use super::desk::{Desk, Stream, walk_element};
use super::styles::Styles;
use super::styles::read::{Reader, State};
use super::{attributes, carrier, meta, region, settings, spreadsheet, tables};
use crate::Channel;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::picks::Table;
use crate::xml::stream::referenced;
use crate::xml::{XmlStream, remark};
use quick_xml::events::Event;
use std::io;

/// What is known of a document, part after part.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) styles: Styles,
    /// The name of the element inside `office:body`.
    pub(crate) body: Option<String>,
    /// Whether the automatic styles that come are those of the pages, which cells do not use.
    pub(crate) is_for_pages: bool,
}

/// Reads a part from its root element on.
pub(crate) fn read(part: &mut dyn io::Read, document: &mut Document, desk: &mut Desk<'_, '_>) -> Read {
    let mut stream: Stream<'_> = XmlStream::new(part, desk.scribe.budget())?;
    let mut parts = desk.parts();
    let result = read_root(&mut stream, document, &mut parts, desk);
    parts.close(desk.scribe)?;
    result
}

fn read_root(
    stream: &mut Stream<'_>,
    document: &mut Document,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) if start.local_name().into_inner().starts_with("document") => {
                attributes::holder(start, parts, desk)?;
                children(stream, document, parts, desk)?;
            }
            // A formula is a MathML document without anything around it.
            Event::Start(_) | Event::Empty(_) => {
                region::read(stream, &event, &tables::UNKNOWN, "", parts, desk)?;
            }
            Event::Eof => return Ok(()),
            other => stray(other, parts, desk)?,
        }
    }
}

/// Reads what lies inside the root element, up to its end.
pub(crate) fn children(
    stream: &mut Stream<'_>,
    document: &mut Document,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) => {
                child(stream, start.local_name().into_inner(), &event, document, parts, desk)?;
            }
            Event::Empty(_) => {
                region::read(stream, &event, &tables::UNKNOWN, "", parts, desk)?;
            }
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => stray(other, parts, desk)?,
        }
    }
}

fn child(
    stream: &mut Stream<'_>,
    name: &str,
    event: &Event<'_>,
    document: &mut Document,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut by_table = |table: &Table| region::read(stream, event, table, "", parts, desk).map(drop);
    match name {
        "meta" => meta::read(stream, event, parts, desk),
        "settings" => settings::read(stream, event, parts, desk),
        "scripts" => by_table(&tables::SCRIPTS),
        "font-face-decls" => by_table(&tables::FONTS),
        "master-styles" => by_table(&tables::MASTER_PAGES),
        "automatic-styles" if document.is_for_pages => {
            styles(stream, event, &mut Styles::default(), parts, desk)
        }
        "styles" | "automatic-styles" => styles(stream, event, &mut document.styles, parts, desk),
        "body" => {
            if let Event::Start(start) = event {
                attributes::holder(start, parts, desk)?;
            }
            body(stream, document, parts, desk)
        }
        _ => by_table(&tables::UNKNOWN),
    }
}

fn styles(
    stream: &mut Stream<'_>,
    first: &Event<'_>,
    styles: &mut Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut state = State::default();
    walk_element(stream, first, &mut Reader { styles, state: &mut state, parts, scribe: &mut *desk.scribe })?;
    for address in state.references {
        desk.references.add(desk.path, &address);
    }
    Ok(())
}

fn body(
    stream: &mut Stream<'_>,
    document: &mut Document,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    document.styles.settle();
    let mut buffer = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) => {
                let name = start.local_name().into_inner();
                document.body = Some(name.to_owned());
                match name {
                    "spreadsheet" => spreadsheet::read(stream, start, &document.styles, parts, desk)?,
                    "chart" => {
                        attributes::holder(start, parts, desk)?;
                        carrier::read(&carrier::CHART, stream, &document.styles, parts, desk)?;
                    }
                    _ => region::read(stream, &event, &tables::OTHER_DOCUMENT, "", parts, desk).map(drop)?,
                }
            }
            Event::Empty(_) => {
                region::read(stream, &event, &tables::UNKNOWN, "", parts, desk)?;
            }
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => stray(other, parts, desk)?,
        }
    }
}

/// Text and comments where the format has none.
pub(crate) fn stray(event: &Event<'_>, parts: &mut LazyParts, desk: &mut Desk<'_, '_>) -> Read {
    let text = match event {
        Event::Text(text) => text.xml10_content(),
        Event::CData(text) => text.xml10_content(),
        // Letters spelled as numbers, where there should be none at all, are no accident.
        Event::GeneralRef(reference) if !referenced(reference)?.is_whitespace() => {
            return Err(Stop::part("there is text where the format has none"));
        }
        other => match remark(other) {
            Some(text) => text,
            None => return Ok(()),
        },
    };
    parts.say(Channel::OtherText, "between elements", "", &text, desk.scribe)
}
