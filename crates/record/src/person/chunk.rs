//! Some people at once: a condition for the database, and their keys.

use crate::actor::narrow;
use crate::keys::person_key_cell;
use crate::ledger::Writing;
use crate::{Record, RecordError};
use keyring::Sealer;
use std::collections::{HashMap, HashSet};
use store::{Row, Value};

/// A range of numbers is asked for where it holds at most so many times the people that are wanted.
const SPARSE: i64 = 4;

/// Some people.
pub(super) struct Chunk {
    people: HashSet<u32>,
    list: Vec<i64>,
}

impl Chunk {
    /// These people, in the order of their numbers.
    pub(super) fn of(people: impl IntoIterator<Item = u32>) -> Self {
        let list: Vec<i64> = people.into_iter().map(i64::from).collect();
        let people = list.iter().filter_map(|person| u32::try_from(*person).ok()).collect();
        Self { people, list }
    }

    /// Whether somebody is one of them.
    pub(super) fn contains(&self, person: u32) -> bool {
        self.people.contains(&person)
    }

    /// A condition that they meet, and perhaps others, from the first placeholder on.
    pub(super) fn condition(&self, column: &str) -> (String, Vec<Value>) {
        let (first, last) = (self.list.first().copied().unwrap_or(0), self.list.last().copied().unwrap_or(0));
        if last - first < i64::try_from(self.list.len()).unwrap_or(i64::MAX).saturating_mul(SPARSE) {
            return (format!("{column} >= $1 AND {column} <= $2"), vec![first.into(), last.into()]);
        }
        let places: Vec<String> = (1..=self.list.len()).map(|index| format!("${index}")).collect();
        (format!("{column} IN ({})", places.join(", ")), self.list.iter().copied().map(Value::from).collect())
    }

    /// What opens and seals their values. Who was erased has none.
    pub(super) async fn sealers(
        &self,
        writing: &mut Writing<'_>,
    ) -> Result<HashMap<u32, Sealer>, RecordError> {
        let (statement, values) = self.keys();
        let rows = writing.transaction().read(&statement, &values).await?;
        self.opened(writing.record(), &rows)
    }

    pub(super) fn keys(&self) -> (String, Vec<Value>) {
        let (condition, values) = self.condition("person");
        (format!("SELECT person, wrapped FROM person_key WHERE {condition}"), values)
    }

    pub(super) fn opened(&self, record: &Record, rows: &[Row]) -> Result<HashMap<u32, Sealer>, RecordError> {
        let mut sealers = HashMap::with_capacity(rows.len());
        for row in rows {
            let person = narrow(row.integer(0)?, "a person's number")?;
            if self.contains(person) {
                let key = record.keys().force().unwrap(person_key_cell(person), row.bytes(1)?)?;
                sealers.insert(person, Sealer::new(&key));
            }
        }
        Ok(sealers)
    }
}
