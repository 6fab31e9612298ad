//! People who were not known get a number and a key of their own.

use super::extract::tag_of;
use super::order::Sound;
use super::sealing::{NewValue, write_tags, write_values};
use super::{Rows, value};
use crate::actor::narrow;
use crate::keys::person_key_cell;
use crate::ledger::Writing;
use crate::person::timeline::Span;
use crate::{RecordError, table};
use keyring::{Sealer, SecretKey};
use std::borrow::Cow;
use std::collections::HashMap;
use store::Value;

/// People at once.
const AT_ONCE: usize = 2_000;

/// Writes them, and gives their numbers.
pub(super) async fn write(
    sound: &Sound<'_>,
    rows: Rows<'_>,
    places: &[usize],
    writing: &mut Writing<'_>,
    step: &mut (dyn FnMut(usize) + Send),
) -> Result<Vec<u32>, RecordError> {
    let mut people = Vec::with_capacity(places.len());
    for places in places.chunks(AT_ONCE) {
        let first = writing.reserve(&table::PERSON, places.len()).await?;
        narrow(first.saturating_add_unsigned(places.len() as u64), "a person's number")?;
        writing.insert(&table::PERSON, first, vec![Vec::new(); places.len()]).await?;
        let mut sealers = HashMap::with_capacity(places.len());
        let mut wrapped: Vec<[Value; 2]> = Vec::with_capacity(places.len());
        for (number, key) in (first..).zip(SecretKey::many(places.len())?) {
            let person = narrow(number, "a person's number")?;
            let sealed = writing.record().keys().force().wrap(person_key_cell(person), &key)?;
            wrapped.push([number.into(), sealed.into()]);
            sealers.insert(person, Sealer::new(&key));
            people.push(person);
        }
        writing.transaction().insert_many("INSERT INTO person_key (person, wrapped)", 2, wrapped).await?;
        let span = Span { from: Some(sound.as_of), until: None };
        let (mut values, mut tags) = (Vec::new(), Vec::new());
        for (number, place) in (first..).zip(places) {
            let person = narrow(number, "a person's number")?;
            let Some((_, row)) = rows.get(*place) else { continue };
            for (column, field) in &sound.columns {
                let text = row.get(*column).map(|text| value(text)).unwrap_or_default();
                if text.is_empty() {
                    continue;
                }
                values.push(NewValue { person, field: *field, span, text: Cow::Borrowed(text) });
                let tag = tag_of(writing.record().keys(), *field, text);
                tags.extend(tag.map(|tag| (person, (field.bit(), tag))));
            }
        }
        write_values(writing, &sealers, &values).await?;
        write_tags(writing, &tags).await?;
        step(places.len());
    }
    Ok(people)
}
