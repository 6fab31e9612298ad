//! The start tag of a cell (ODF 1.3 part 3, 9.1.4, 19.384 to 19.390).

use crate::Read;
use crate::odf::attributes::{self, Others};
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
    pub(crate) others: Others<'e>,
}

impl<'e> CellTag<'e> {
    pub(crate) fn read(start: &'e BytesStart<'_>) -> Read<Self> {
        let mut tag = Self { repeated: 1, columns_spanned: 1, rows_spanned: 1, ..Self::default() };
        let others = attributes::each(start, |name, value, is_calcext| {
            match name {
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
                _ => return Some(value),
            }
            None
        })?;
        tag.others = others;
        Ok(tag)
    }
}

/// A count as the file claims it: at least one.
pub(crate) fn count(value: &str) -> u32 {
    value.trim().parse::<u64>().map_or(1, |count| u32::try_from(count).unwrap_or(u32::MAX)).max(1)
}
