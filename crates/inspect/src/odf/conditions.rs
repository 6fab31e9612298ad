//! Conditional formats as LibreOffice keeps them behind the rows of a sheet (`calcext:conditional-formats`).

use super::desk::{Desk, Stream};
use super::styles::Styles;
use super::{attributes, document, region, tables};
use crate::Channel;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::Element;
use quick_xml::events::Event;

/// Reads up to the end of the element, whose start tag has gone by. A rule that can make values invisible is told as
/// such; the cells under it are marked by the reader of rows, through the conditions of their styles.
pub(crate) fn read(
    stream: &mut Stream<'_>,
    styles: &Styles,
    parts: &mut LazyParts,
    desk: &mut Desk<'_, '_>,
) -> Read {
    let mut buffer = Vec::new();
    let mut areas: Vec<String> = Vec::new();
    loop {
        let event = stream.next(&mut buffer)?;
        match &event {
            Event::Start(start) | Event::Empty(start) => {
                let element = Element(start);
                element.check()?;
                if element.name() == "conditional-format" && matches!(event, Event::Start(_)) {
                    attributes::holder(start, parts, desk)?;
                    areas.push(element.attribute("target-range-address").unwrap_or_default().into_owned());
                    continue;
                }
                let at = areas.last().map_or("", String::as_str);
                if let Some(style) =
                    element.attribute("apply-style-name").filter(|style| styles.conceals(style))
                {
                    let text = format!("a rule hides values by the style '{style}'");
                    parts.say(Channel::ConditionalText, "can hide", at, &text, desk.scribe)?;
                }
                region::read(stream, &event, &tables::CONDITIONS, at, parts, desk)?;
            }
            Event::End(_) => {
                if areas.pop().is_none() {
                    return Ok(());
                }
            }
            Event::Eof => return Err(Stop::part("it ends too early")),
            other => document::stray(other, parts, desk)?,
        }
    }
}
