//! Values of people become rows: sealed under the key of the person, bound to the row.

use super::extract::Tag;
use crate::field::Field;
use crate::ledger::Writing;
use crate::person::timeline::Span;
use crate::{RecordError, table};
use keyring::{Cell, Sealer};
use std::collections::HashMap;
use store::Value;
use zeroize::Zeroizing;

/// Rows that go into the database together; memory holds no more of them.
const AT_ONCE: usize = 5_000;

/// A value to be written.
pub(super) struct NewValue<'v> {
    pub(super) person: u32,
    pub(super) field: Field,
    pub(super) span: Span,
    pub(super) text: std::borrow::Cow<'v, str>,
}

/// Opens a value that stands in that row.
pub(in crate::person) fn opened(
    key: &Sealer,
    row: i64,
    sealed: &[u8],
) -> Result<Zeroizing<String>, RecordError> {
    let bytes = key.open(cell(row), sealed)?;
    std::str::from_utf8(&bytes)
        .map(|text| Zeroizing::new(text.to_owned()))
        .map_err(|_| RecordError::damaged(format!("row {row} of person_value holds no text")))
}

/// The place that a value is sealed to.
fn cell(row: i64) -> Cell<'static> {
    Cell { table: table::PERSON_VALUE.name, row, column: "value" }
}

/// Writes values.
pub(super) async fn write_values(
    writing: &mut Writing<'_>,
    sealers: &HashMap<u32, Sealer>,
    values: &[NewValue<'_>],
) -> Result<(), RecordError> {
    for values in values.chunks(AT_ONCE) {
        let first = writing.reserve(&table::PERSON_VALUE, values.len()).await?;
        let rows = (first..)
            .zip(values)
            .map(|(row, value)| {
                let sealer = sealers
                    .get(&value.person)
                    .ok_or_else(|| RecordError::damaged(format!("person {} has no key", value.person)))?;
                Ok(vec![
                    i64::from(value.person).into(),
                    i64::from(value.field.bit()).into(),
                    value.span.from.into(),
                    value.span.until.into(),
                    sealer.seal(cell(row), value.text.as_bytes())?.into(),
                ])
            })
            .collect::<Result<Vec<Vec<Value>>, RecordError>>()?;
        writing.insert(&table::PERSON_VALUE, first, rows).await?;
    }
    Ok(())
}

/// Writes keyed hashes by which people are found.
pub(super) async fn write_tags(writing: &mut Writing<'_>, tags: &[(u32, Tag)]) -> Result<(), RecordError> {
    for tags in tags.chunks(AT_ONCE) {
        let first = writing.reserve(&table::PERSON_TAG, tags.len()).await?;
        let rows = tags
            .iter()
            .map(|(person, (bit, tag))| {
                vec![i64::from(*person).into(), i64::from(*bit).into(), (*tag).into()]
            })
            .collect();
        writing.insert(&table::PERSON_TAG, first, rows).await?;
    }
    Ok(())
}
