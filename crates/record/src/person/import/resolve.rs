//! Whom the rows are about: people of the record by their numbers, or people it does not know.

use super::extract::{Extract, Tag};
use super::order::Sound;
use super::refusal::{Refusal, RefusedRow};
use crate::RecordError;
use crate::actor::narrow;
use crate::field::Field;
use crate::ledger::Writing;
use crate::person::Aliases;
use std::collections::HashMap;
use store::StoreError;

/// Whom the rows are about.
pub(super) struct Resolved {
    /// Known people with the places of their rows, by number of the person.
    pub(super) known: Vec<(u32, usize)>,
    /// Places of rows of people who are not known, in the order of the file.
    pub(super) fresh: Vec<usize>,
    /// People who are in the extract, but whose rows are refused.
    pub(super) refused: Vec<u32>,
    /// Whether a refused row could be about anybody.
    pub(super) has_unknown_refused: bool,
}

/// Finds out. Rows whose numbers contradict each other become refused.
pub(super) async fn resolve(
    sound: &Sound<'_>,
    extract: &mut Extract,
    aliases: &Aliases,
    writing: &mut Writing<'_>,
) -> Result<Resolved, RecordError> {
    let hits = hits(sound, extract, writing).await?;
    let is_key = |hit: &&(Field, u32)| hit.0 == sound.key;
    let root = |hit: &(Field, u32)| aliases.root(hit.1);
    // Who stands in the file by the number that tells people apart: the file itself tells them from everybody else in it.
    let by_key: std::collections::HashSet<u32> = hits.values().flatten().filter(is_key).map(root).collect();
    // Two numbers that were merged here may still be two rows there: then each row is about its own number.
    let mut rows_by_key: HashMap<u32, std::collections::HashSet<u32>> = HashMap::new();
    for hit in hits.values().flatten().filter(is_key) {
        rows_by_key.entry(root(hit)).or_default().insert(hit.1);
    }
    let mut resolved =
        Resolved { known: Vec::new(), fresh: Vec::new(), refused: Vec::new(), has_unknown_refused: false };
    let mut rows_of: HashMap<u32, u64> = HashMap::new();
    for entry in &mut extract.entries {
        let own = hits.get(&(entry.place as u32)).map(Vec::as_slice).unwrap_or_default();
        let first_key = own.iter().find(is_key);
        if entry.is_refused {
            resolved.refused.extend(own.iter().map(root));
            resolved.has_unknown_refused |= own.is_empty();
            continue;
        }
        let others = own.iter().filter(|hit| {
            is_key(hit) || sound.is_for_good(hit.0) && (first_key.is_none() || !by_key.contains(&root(hit)))
        });
        let Some(hit) = first_key.or_else(|| others.clone().next()) else {
            resolved.fresh.push(entry.place);
            continue;
        };
        let same = root(hit);
        let is_row_of_its_own =
            is_key(&hit) && rows_by_key.get(&same).is_some_and(|numbers| numbers.len() > 1);
        let person = if is_row_of_its_own { hit.1 } else { same };
        let why = match others.map(root).find(|other| *other != same) {
            Some(other) => Some(Refusal::TwoPeople(same.min(other), same.max(other))),
            None => rows_of.get(&person).map(|row| Refusal::SamePerson { person, row: *row }),
        };
        if let Some(why) = why {
            entry.is_refused = true;
            extract.refused.push(RefusedRow { row: entry.row, why });
            resolved.refused.extend(own.iter().map(root));
        } else {
            rows_of.insert(person, entry.row);
            resolved.known.push((person, entry.place));
        }
    }
    resolved.known.sort_unstable();
    Ok(resolved)
}

/// For each row, by its place, the people of the record who have or had one of its numbers.
async fn hits(
    sound: &Sound<'_>,
    extract: &Extract,
    writing: &mut Writing<'_>,
) -> Result<HashMap<u32, Vec<(Field, u32)>>, RecordError> {
    let mut found: Vec<(u32, Field, i64)> = Vec::new();
    for (_, field) in sound.numbers() {
        let bit = field.bit();
        writing
            .transaction()
            .for_each(
                "SELECT tag, person FROM person_tag WHERE field = $1",
                &[i64::from(bit).into()],
                |row| {
                    let Ok(tag) = row.bytes(0)?.try_into() else { return Err(wrong_width()) };
                    let key: Tag = (bit, tag);
                    let person = row.integer(1)?;
                    let places = extract.by_number.get(&key).map(Vec::as_slice).unwrap_or_default();
                    found.extend(places.iter().map(|place| (*place, field, person)));
                    Ok(())
                },
            )
            .await?;
    }
    let mut hits: HashMap<u32, Vec<(Field, u32)>> = HashMap::with_capacity(extract.entries.len());
    for (place, field, person) in found {
        let hit = (field, narrow(person, "a person's number")?);
        let own = hits.entry(place).or_default();
        if !own.contains(&hit) {
            own.push(hit);
        }
    }
    Ok(hits)
}

/// A keyed hash is 16 bytes.
fn wrong_width() -> StoreError {
    StoreError::Damaged
}
