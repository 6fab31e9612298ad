//! Who joined, who left and what changed between two instants, as it is known now.

use super::Aliases;
use super::chunk::Chunk;
use super::import::{is_same, opened};
use super::timeline::Span;
use crate::actor::narrow;
use crate::field::Field;
use crate::known::KnownAt;
use crate::{Record, RecordError};
use jiff::Timestamp;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};
use store::{Row, Snapshot};
use zeroize::Zeroizing;

/// People whose values are compared at once.
const AT_ONCE: usize = 1_000;

/// The people of an extract, or of all extracts, at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleAt {
    /// Name of the extract; none: whoever stands in any.
    pub source: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What is different between two of those.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PeopleChanges {
    /// People at first.
    pub before: u64,
    /// People in the end.
    pub after: u64,
    /// Who is there in the end only.
    pub joined: RoaringBitmap,
    /// Who was there at first only.
    pub left: RoaringBitmap,
    /// Of whom, of those who are there both times, a field is another one, by field.
    pub changed: BTreeMap<Field, RoaringBitmap>,
}

impl PeopleChanges {
    /// Of whom anything is another one.
    pub fn changed_people(&self) -> RoaringBitmap {
        self.changed.values().fold(RoaringBitmap::new(), |all, people| all | people)
    }
}

/// Rows that were true at one of the two instants and not at the other, by person and field.
type Candidates = BTreeMap<(u32, Field), Vec<Candidate>>;

struct Candidate {
    /// The number under which the value is kept.
    number: u32,
    row: i64,
    sealed: Vec<u8>,
    is_first: bool,
}

impl Record {
    /// What is different between two instants, or two extracts. People who were merged count as one; erased people are in
    /// neither. Values are compared, and none is given.
    pub async fn people_changes(
        &self,
        first: &PeopleAt,
        second: &PeopleAt,
    ) -> Result<PeopleChanges, RecordError> {
        let aliases = self.aliases(KnownAt::NOW).await?;
        let mut snapshot = self.store().snapshot().await?;
        let (before, after) = members(&mut snapshot, &aliases, (first, second)).await?;
        let stayed = &before & &after;
        let candidates = candidates(&mut snapshot, &aliases, &stayed, (first.at, second.at)).await?;
        let mut changes = PeopleChanges {
            before: before.len(),
            after: after.len(),
            joined: &after - &before,
            left: &before - &after,
            changed: BTreeMap::new(),
        };
        let numbers: BTreeSet<u32> =
            candidates.values().flatten().map(|candidate| candidate.number).collect();
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let mut texts: BTreeMap<i64, Zeroizing<String>> = BTreeMap::new();
        for numbers in numbers.chunks(AT_ONCE) {
            let chunk = Chunk::of(numbers.iter().copied());
            let (keys, values) = chunk.keys();
            let sealers = chunk.opened(self, &snapshot.read(&keys, &values).await?)?;
            let own = candidates.values().flatten().filter(|candidate| chunk.contains(candidate.number));
            for candidate in own {
                let sealer = sealers
                    .get(&candidate.number)
                    .ok_or_else(|| RecordError::damaged(format!("person {} has no key", candidate.number)))?;
                texts.insert(candidate.row, opened(sealer, candidate.row, &candidate.sealed)?);
            }
        }
        snapshot.end().await?;
        for ((person, field), rows) in &candidates {
            let of = |is_first: bool| {
                rows.iter()
                    .filter(move |row| row.is_first == is_first)
                    .filter_map(|row| texts.get(&row.row))
                    .map(|text| text.as_str())
            };
            let has = |is_first: bool, text: &str| of(is_first).any(|other| is_same(other, text));
            if of(true).any(|text| !has(false, text)) || of(false).any(|text| !has(true, text)) {
                changes.changed.entry(*field).or_default().insert(*person);
            }
        }
        Ok(changes)
    }
}

/// Who stood in the extracts at either instant.
async fn members(
    snapshot: &mut Snapshot,
    aliases: &Aliases,
    (first, second): (&PeopleAt, &PeopleAt),
) -> Result<(RoaringBitmap, RoaringBitmap), RecordError> {
    let (mut before, mut after) = (RoaringBitmap::new(), RoaringBitmap::new());
    let mut strange = None;
    let sql = "SELECT number, person, source, valid_from, valid_until FROM person_source WHERE ended IS NULL";
    snapshot
        .for_each(sql, &[], |row| {
            let Ok(person) = u32::try_from(row.integer(1)?) else {
                strange = Some(row.integer(0)?);
                return Ok(());
            };
            let span = Span { from: row.optional_integer(3)?, until: row.optional_integer(4)? };
            let source = row.text(2)?;
            for (asked, people) in [(first, &mut before), (second, &mut after)] {
                if asked.source.as_deref().is_none_or(|asked| asked == source)
                    && span.covers(asked.at.as_microsecond())
                {
                    people.insert(aliases.root(person));
                }
            }
            Ok(())
        })
        .await?;
    match strange {
        Some(row) => Err(RecordError::damaged(format!("row {row} of person_source is about nobody"))),
        None => Ok((before, after)),
    }
}

async fn candidates(
    snapshot: &mut Snapshot,
    aliases: &Aliases,
    stayed: &RoaringBitmap,
    (first, second): (Timestamp, Timestamp),
) -> Result<Candidates, RecordError> {
    let covers = |place: &str| {
        format!(
            "((valid_from IS NULL OR valid_from <= {place}) AND (valid_until IS NULL OR valid_until > {place}))"
        )
    };
    let sql = format!(
        "SELECT number, person, field, valid_from, valid_until, value FROM person_value \
         WHERE ended IS NULL AND {} <> {}",
        covers("$1"),
        covers("$2")
    );
    let values = [first.as_microsecond().into(), second.as_microsecond().into()];
    let rows = snapshot.read(&sql, &values).await?;
    let mut candidates = Candidates::new();
    for row in &rows {
        let (number, field, candidate) = candidate(row, first)?;
        let person = aliases.root(number);
        if stayed.contains(person) {
            candidates.entry((person, field)).or_default().push(candidate);
        }
    }
    Ok(candidates)
}

fn candidate(row: &Row, first: Timestamp) -> Result<(u32, Field, Candidate), RecordError> {
    let number = narrow(row.integer(1)?, "a person's number")?;
    let field = u8::try_from(row.integer(2)?).ok().and_then(Field::of_bit);
    let field = field.ok_or_else(|| RecordError::damaged("a field is not known"))?;
    let span = Span { from: row.optional_integer(3)?, until: row.optional_integer(4)? };
    let is_first = span.covers(first.as_microsecond());
    let candidate = Candidate { number, row: row.integer(0)?, sealed: row.bytes(5)?.to_vec(), is_first };
    Ok((number, field, candidate))
}
