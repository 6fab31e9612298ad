//! Attributes of the elements that readers take apart themselves. What a reader does not take, and reads like words,
//! is told: an attribute that nobody knows can hold anything.

use super::desk::Desk;
use crate::Channel;
use crate::lazy::LazyParts;
use crate::stop::{Read, Stop};
use crate::xml::element::is_namespace;
use crate::xml::picks::{has_letters, reads_like_words};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// Attributes whose values are names of styles, identifiers and keywords of the format.
const KEYWORDS: &[&str] = &[
    "acceptance-state",
    "actuate",
    "class",
    "class-names",
    "cond-style-name",
    "content-validation-name",
    "default-cell-style-name",
    "display",
    "height",
    "id",
    "is-sub-table",
    "mimetype",
    "print",
    "protect",
    "protected",
    "protection-key",
    "protection-key-digest-algorithm",
    "protection-key-digest-algorithm-2",
    "rejecting-change-id",
    "show",
    "structure-protected",
    "style-name",
    "target-range-address",
    "template-name",
    "track-changes",
    "type",
    "value-type",
    "visibility",
    "width",
];

/// Attributes that nobody took: local name and value.
pub(crate) type Others<'e> = Vec<(&'e str, Cow<'e, str>)>;

/// Goes through the attributes of an element: local name, value, and whether LibreOffice's own prefix stands before
/// it. `take` gives back what it does not take. A malformed attribute is an error; going on would hide the rest.
pub(crate) fn each<'e>(
    start: &'e BytesStart<'_>,
    mut take: impl FnMut(&'e str, Cow<'e, str>, bool) -> Option<Cow<'e, str>>,
) -> Read<Others<'e>> {
    let mut others = Others::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Stop::part("its XML is malformed"))?;
        let key = attribute.key;
        if key.as_namespace_binding().is_some() && is_namespace(&attribute.value) {
            continue;
        }
        let is_calcext = key.prefix().is_some_and(|prefix| prefix.into_inner().starts_with("calcext"));
        // Most values hold neither references nor line breaks, and are taken as they are.
        let needs_care = attribute.value.bytes().any(|byte| byte == b'&' || byte < b' ');
        let value = if needs_care {
            attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|_| Stop::part("its XML is malformed"))?
                .into_owned()
                .into()
        } else {
            attribute.value
        };
        let name = key.local_name().into_inner();
        let is_words = |value: &Cow<'_, str>| {
            if KEYWORDS.contains(&name) { reads_like_words(value) } else { has_letters(value) }
        };
        if let Some(value) = take(name, value, is_calcext).filter(is_words) {
            others.push((name, value));
        }
    }
    Ok(others)
}

/// Tells what nobody took.
pub(crate) fn tell(others: &Others<'_>, at: &str, parts: &mut LazyParts, desk: &mut Desk<'_, '_>) -> Read {
    for (name, value) in others {
        parts.say(Channel::OtherText, name, at, value, desk.scribe)?;
    }
    Ok(())
}

/// The attributes of an element of which only the children matter.
pub(crate) fn holder(start: &BytesStart<'_>, parts: &mut LazyParts, desk: &mut Desk<'_, '_>) -> Read {
    let others = each(start, |_, value, _| Some(value))?;
    tell(&others, "", parts, desk)
}
