//! What an extract says about people who are known is compared with what is known of them at its time.

use super::extract::{Tag, tag_of};
use super::order::{Completeness, Sound};
use super::sealing::{NewValue, opened, write_tags, write_values};
use super::{Rows, is_same, value};
use crate::actor::narrow;
use crate::field::Field;
use crate::ledger::Writing;
use crate::person::chunk::Chunk;
use crate::person::timeline::{self, Span};
use crate::{RecordError, table};
use keyring::Sealer;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use zeroize::Zeroizing;

/// People at once.
const AT_ONCE: usize = 1_000;

/// A stored value.
struct Stored {
    row: i64,
    span: Span,
    sealed: Vec<u8>,
}

/// Of how many people something changed, in all and by field.
#[derive(Default)]
pub(super) struct Changed {
    pub(super) people: u64,
    pub(super) fields: BTreeMap<Field, u64>,
}

/// Compares, and writes unless it is only asked what would change.
pub(super) async fn write(
    sound: &Sound<'_>,
    rows: Rows<'_>,
    known: &[(u32, usize)],
    writing: &mut Writing<'_>,
    step: &mut (dyn FnMut(usize) + Send),
) -> Result<Changed, RecordError> {
    let mut changed = Changed::default();
    for known in known.chunks(AT_ONCE) {
        let chunk = Chunk::of(known.iter().map(|(person, _)| *person));
        let sealers = chunk.sealers(writing).await?;
        let mut stored = stored(sound, &chunk, writing).await?;
        let mut work = Work::default();
        for (person, place) in known {
            let Some((_, row)) = rows.get(*place) else { continue };
            let sealer = sealers
                .get(person)
                .ok_or_else(|| RecordError::damaged(format!("person {person} has no key")))?;
            let before = work.size();
            for (column, field) in &sound.columns {
                let text = row.get(*column).map(|text| value(text)).unwrap_or_default();
                let values = stored.remove(&(*person, field.bit())).unwrap_or_default();
                let before = work.size();
                work.compare(sound, sealer, *person, *field, text, &values)?;
                if before != work.size() {
                    *changed.fields.entry(*field).or_default() += 1;
                }
            }
            changed.people += u64::from(before != work.size());
        }
        if !sound.is_trial {
            work.write(&chunk, &sealers, writing).await?;
        }
        step(known.len());
    }
    Ok(changed)
}

/// What is known of some people.
async fn stored(
    sound: &Sound<'_>,
    chunk: &Chunk,
    writing: &mut Writing<'_>,
) -> Result<HashMap<(u32, u8), Vec<Stored>>, RecordError> {
    let (condition, values) = chunk.condition("person");
    let fields = sound.fields();
    let mut found: HashMap<(u32, u8), Vec<Stored>> = HashMap::new();
    let mut strange = None;
    writing
        .transaction()
        .for_each(
            &format!(
                "SELECT person, field, number, valid_from, valid_until, value FROM person_value \
                 WHERE ended IS NULL AND {condition}"
            ),
            &values,
            |row| {
                let (person, field) = (row.integer(0)?, row.integer(1)?);
                let span = Span { from: row.optional_integer(3)?, until: row.optional_integer(4)? };
                let number = row.integer(2)?;
                let (Ok(person), Ok(bit)) = (u32::try_from(person), u8::try_from(field)) else {
                    strange = Some(number);
                    return Ok(());
                };
                if chunk.contains(person) && Field::of_bit(bit).is_some_and(|field| fields.contains(field)) {
                    let stored = Stored { row: number, span, sealed: row.into_bytes(5)? };
                    found.entry((person, bit)).or_default().push(stored);
                }
                Ok(())
            },
        )
        .await?;
    match strange {
        Some(row) => Err(RecordError::damaged(format!("row {row} of person_value is about nobody"))),
        None => Ok(found),
    }
}

/// What is to be written.
#[derive(Default)]
struct Work<'v> {
    ended: Vec<i64>,
    fresh: Vec<NewValue<'v>>,
    /// Old values that go on for a shorter time, and have to be sealed again.
    kept: Vec<(u32, Field, Span, Zeroizing<String>)>,
}

impl<'v> Work<'v> {
    /// It grows with every change.
    fn size(&self) -> (usize, usize) {
        (self.ended.len(), self.fresh.len())
    }

    fn compare(
        &mut self,
        sound: &Sound<'_>,
        sealer: &Sealer,
        person: u32,
        field: Field,
        text: &'v str,
        stored: &[Stored],
    ) -> Result<(), RecordError> {
        let says_nothing = text.is_empty() && sound.order.completeness == Completeness::Partial;
        if says_nothing {
            return Ok(());
        }
        let spans: Vec<Span> = stored.iter().map(|stored| stored.span).collect();
        let covering = timeline::covering(spans.iter().copied(), sound.as_of).and_then(|at| stored.get(at));
        let old = covering.map(|stored| opened(sealer, stored.row, &stored.sealed)).transpose()?;
        if old.as_ref().is_some_and(|old| is_same(old, text)) {
            return Ok(());
        }
        let Some(change) = timeline::change(&spans, sound.as_of, !text.is_empty()) else { return Ok(()) };
        self.ended.extend(covering.map(|stored| stored.row));
        self.kept.extend(change.keep.zip(old).map(|(span, old)| (person, field, span, old)));
        let fresh = |span| NewValue { person, field, span, text: Cow::Borrowed(text) };
        self.fresh.extend(change.fresh.map(fresh));
        Ok(())
    }

    async fn write(
        &self,
        chunk: &Chunk,
        sealers: &HashMap<u32, Sealer>,
        writing: &mut Writing<'_>,
    ) -> Result<(), RecordError> {
        if self.ended.is_empty() && self.fresh.is_empty() {
            return Ok(());
        }
        writing.end(&table::PERSON_VALUE, &self.ended).await?;
        let kept: Vec<NewValue<'_>> = self
            .kept
            .iter()
            .map(|(person, field, span, text)| NewValue {
                person: *person,
                field: *field,
                span: *span,
                text: Cow::Borrowed(text.as_str()),
            })
            .collect();
        write_values(writing, sealers, &kept).await?;
        write_values(writing, sealers, &self.fresh).await?;
        let known = tags(chunk, writing).await?;
        let mut tags = Vec::new();
        for value in &self.fresh {
            let tag = tag_of(writing.record().keys(), value.field, &value.text);
            let tag = tag.map(|tag| (value.person, (value.field.bit(), tag)));
            tags.extend(tag.filter(|tag| !known.contains(tag)));
        }
        write_tags(writing, &tags).await
    }
}

/// Keyed hashes by which some people are found already: who takes an old name again is found by it still.
async fn tags(chunk: &Chunk, writing: &mut Writing<'_>) -> Result<HashSet<(u32, Tag)>, RecordError> {
    let (condition, values) = chunk.condition("person");
    let rows = writing
        .transaction()
        .read(&format!("SELECT person, field, tag FROM person_tag WHERE {condition}"), &values)
        .await?;
    rows.iter()
        .map(|row| {
            let tag: [u8; 16] =
                row.bytes(2)?.try_into().map_err(|_| RecordError::damaged("a keyed hash is not 16 bytes"))?;
            let bit =
                u8::try_from(row.integer(1)?).map_err(|_| RecordError::damaged("a field is not known"))?;
            Ok((narrow(row.integer(0)?, "a person's number")?, (bit, tag)))
        })
        .collect()
}
