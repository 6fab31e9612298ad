//! Values of many people, for who may see them.

use super::Aliases;
use super::chunk::Chunk;
use super::import::opened;
use super::read::value_of;
use crate::actor::narrow;
use crate::field::{Field, FieldSet};
use crate::known::KnownAt;
use crate::{Record, RecordError};
use jiff::Timestamp;
use roaring::RoaringBitmap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use store::Row;
use zeroize::Zeroizing;

/// People whose values are read at once.
const AT_ONCE: usize = 1_000;

/// Which of several values of a field is the one to show: one that was true at the time before one that came later, one
/// under the person's own number before one under a merged number, an earlier one before a later one.
type Rank = (bool, bool, Reverse<i64>);

/// The best value so far, and the row that holds it.
struct Best<'r> {
    rank: Rank,
    number: u32,
    row: &'r Row,
}

impl Record {
    /// Hands over the values of people, in the order of their numbers: of each, those of `fields` that were true at `valid`,
    /// as it was known. Of a field of which nothing was known at that time yet, the earliest value that is. People who were
    /// merged are read as one, and erased people have no values. Whoever shows them writes that first: see
    /// [`Record::write_names_shown`].
    pub async fn names(
        &self,
        people: &RoaringBitmap,
        fields: FieldSet,
        valid: Timestamp,
        known: KnownAt,
        mut each: impl FnMut(u32, &[(Field, Zeroizing<String>)]) -> Result<(), RecordError>,
    ) -> Result<(), RecordError> {
        let aliases = self.aliases(known).await?;
        let people: Vec<u32> = aliases.resolved(people).iter().collect();
        for people in people.chunks(AT_ONCE) {
            let numbers = numbers(people, &aliases);
            let chunk = Chunk::of(numbers.keys().copied());
            let (condition, values) = chunk.condition("person");
            let statement = format!(
                "SELECT field, valid_from, valid_until, act, number, value, person FROM person_value \
                 WHERE {condition} AND {}",
                KnownAt::condition(values.len() + 1)
            );
            let values: Vec<_> = values.into_iter().chain([known.bound().into()]).collect();
            let (keys, of_keys) = chunk.keys();
            let mut snapshot = self.store().snapshot().await?;
            let keys = snapshot.read(&keys, &of_keys).await?;
            let rows = snapshot.read(&statement, &values).await?;
            snapshot.end().await?;
            let sealers = chunk.opened(self, &keys)?;
            let best = best(&rows, &numbers, fields, valid)?;
            for person in people {
                let own = best.range((*person, Field::FIRST)..).take_while(|((other, _), _)| other == person);
                let own = own.map(|((_, field), best)| {
                    let sealer = sealers
                        .get(&best.number)
                        .ok_or_else(|| RecordError::damaged(format!("person {} has no key", best.number)))?;
                    Ok((*field, opened(sealer, best.row.integer(4)?, best.row.bytes(5)?)?))
                });
                each(*person, &own.collect::<Result<Vec<_>, RecordError>>()?)?;
            }
        }
        Ok(())
    }
}

/// All numbers of some people, each with the one that stands for it.
fn numbers(people: &[u32], aliases: &Aliases) -> BTreeMap<u32, u32> {
    let mut numbers: BTreeMap<u32, u32> = people.iter().map(|person| (*person, *person)).collect();
    for (person, _) in aliases.iter() {
        let root = aliases.root(person);
        if people.binary_search(&root).is_ok() {
            numbers.insert(person, root);
        }
    }
    numbers
}

fn best<'r>(
    rows: &'r [Row],
    numbers: &BTreeMap<u32, u32>,
    fields: FieldSet,
    valid: Timestamp,
) -> Result<BTreeMap<(u32, Field), Best<'r>>, RecordError> {
    let mut best: BTreeMap<(u32, Field), Best<'r>> = BTreeMap::new();
    for row in rows {
        let number = narrow(row.integer(6)?, "a person's number")?;
        // The database gives a whole range of numbers where most of it is asked for.
        let Some(root) = numbers.get(&number) else { continue };
        let value = value_of(number, row)?;
        let is_true = value.is_true_at(valid);
        let is_later = value.valid_from.is_some_and(|from| from > valid);
        if !fields.contains(value.field) || !is_true && !is_later {
            continue;
        }
        let from = value.valid_from.map_or(i64::MIN, Timestamp::as_microsecond);
        let rank = (is_true, number == *root, Reverse(from));
        let key = (*root, value.field);
        if best.get(&key).is_none_or(|other| rank > other.rank) {
            best.insert(key, Best { rank, number, row });
        }
    }
    Ok(best)
}
