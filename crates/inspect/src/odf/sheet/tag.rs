//! The start tag of a cell (ODF 1.3 part 3, 9.1.4, 19.384 to 19.390).

use crate::stop::{Read, Stop};
use crate::xml::picks::reads_like_words;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// What a cell says of itself before its text.
#[derive(Debug, Default)]
pub(crate) struct CellTag<'e> {
    pub(crate) style: Option<Cow<'e, str>>,
    pub(crate) value_type: Option<Cow<'e, str>>,
    pub(crate) number: Option<Cow<'e, str>>,
    pub(crate) date: Option<Cow<'e, str>>,
    pub(crate) time: Option<Cow<'e, str>>,
    pub(crate) boolean: Option<Cow<'e, str>>,
    pub(crate) string: Option<Cow<'e, str>>,
    pub(crate) currency: Option<Cow<'e, str>>,
    pub(crate) formula: Option<Cow<'e, str>>,
    /// LibreOffice says apart that a text is an error value.
    pub(crate) is_error: bool,
    /// How many cells it stands for.
    pub(crate) repeated: u32,
    pub(crate) columns_spanned: u32,
    pub(crate) rows_spanned: u32,
    /// Attributes that no reader expects and that read like words.
    pub(crate) others: Vec<(String, Cow<'e, str>)>,
}

/// Goes through the attributes of an element: prefix, local name, value. A malformed one is an error; going on would
/// hide the rest.
pub(crate) fn attributes<'e>(
    start: &'e BytesStart<'_>,
    mut take: impl FnMut(&'e str, Cow<'e, str>, bool),
) -> Read {
    for attribute in start.attributes().with_checks(false) {
        let malformed = |_| Stop::part("its XML is malformed");
        let attribute = attribute.map_err(malformed)?;
        let key = attribute.key;
        if key.as_namespace_binding().is_some() {
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
        take(key.local_name().into_inner(), value, is_calcext);
    }
    Ok(())
}

impl<'e> CellTag<'e> {
    pub(crate) fn read(start: &'e BytesStart<'_>) -> Read<Self> {
        let mut tag = Self { repeated: 1, columns_spanned: 1, rows_spanned: 1, ..Self::default() };
        attributes(start, |name, value, is_calcext| match name {
            "style-name" => tag.style = Some(value),
            "value-type" if is_calcext => tag.is_error = value == "error",
            "value-type" => tag.value_type = Some(value),
            "value" => tag.number = Some(value),
            "date-value" => tag.date = Some(value),
            "time-value" => tag.time = Some(value),
            "boolean-value" => tag.boolean = Some(value),
            "string-value" => tag.string = Some(value),
            "currency" => tag.currency = Some(value),
            "formula" => tag.formula = Some(value),
            "number-columns-repeated" => tag.repeated = count(&value),
            "number-columns-spanned" => tag.columns_spanned = count(&value),
            "number-rows-spanned" => tag.rows_spanned = count(&value),
            "content-validation-name" | "number-matrix-columns-spanned" | "number-matrix-rows-spanned" | "protect"
            | "protected" => {}
            _ if reads_like_words(&value) => tag.others.push((name.to_owned(), value)),
            _ => {}
        })?;
        Ok(tag)
    }
}

/// A count as the file claims it: at least one.
pub(crate) fn count(value: &str) -> u32 {
    value.trim().parse::<u64>().map_or(1, |count| u32::try_from(count).unwrap_or(u32::MAX)).max(1)
}
