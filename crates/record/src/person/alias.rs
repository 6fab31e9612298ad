//! Two numbers that are one person. Nothing is moved when people are merged: the number that is left behind keeps its
//! values and its bits in holdings, and is read as the other one.

use crate::act::PeopleMerged;
use crate::actor::{Actor, narrow};
use crate::known::KnownAt;
use crate::ledger::{Recorded, Writing};
use crate::{Record, RecordError, table};
use jiff::Timestamp;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// Which numbers stand for which, at some time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<u32, u32>);

impl Aliases {
    /// The number that stands for a person.
    pub fn root(&self, person: u32) -> u32 {
        let mut root = person;
        // Merging refuses circles; a damaged record could hold one, and must not hang whoever reads it.
        for _ in 0..=self.0.len() {
            match self.0.get(&root) {
                Some(next) => root = *next,
                None => break,
            }
        }
        root
    }

    /// The numbers that a person has besides, without the root itself.
    pub fn others(&self, root: u32) -> Vec<u32> {
        self.0.keys().copied().filter(|person| self.root(*person) == root).collect()
    }

    /// The same people, each by the one number that stands for them.
    #[must_use]
    pub fn resolved(&self, people: &RoaringBitmap) -> RoaringBitmap {
        let mut resolved = people.clone();
        for person in self.0.keys() {
            if resolved.remove(*person) {
                resolved.insert(self.root(*person));
            }
        }
        resolved
    }

    /// Whether nobody was merged.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Numbers and what they were merged into, directly.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().map(|(person, same_as)| (*person, *same_as))
    }
}

impl FromIterator<(u32, u32)> for Aliases {
    fn from_iter<T: IntoIterator<Item = (u32, u32)>>(pairs: T) -> Self {
        Self(pairs.into_iter().collect())
    }
}

const READ: &str = "SELECT person, same_as FROM person_alias WHERE ";

impl Record {
    /// Who was known to be who.
    pub async fn aliases(&self, known: KnownAt) -> Result<Aliases, RecordError> {
        let rows =
            self.store().read(&format!("{READ}{}", KnownAt::condition(1)), &[known.bound().into()]).await?;
        rows.iter().map(|row| Ok((number(row.integer(0)?)?, number(row.integer(1)?)?))).collect()
    }

    /// Says that a number is the same person as another one. Undone with [`Record::unmerge_people`].
    pub async fn merge_people(
        &self,
        by: &Actor,
        person: u32,
        same_as: u32,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("merge people", now).await?;
        for one in [person, same_as] {
            super::is_there(writing.transaction(), one).await?;
        }
        let aliases = aliases_within(&mut writing).await?;
        if aliases.0.contains_key(&person) {
            return Err(RecordError::Refused {
                what: format!("person {person} is merged into another person already"),
                fix: format!(
                    "Undo that first: tipstaff people merge {person} {} --undo",
                    aliases.0.get(&person).copied().unwrap_or(same_as)
                ),
            });
        }
        if aliases.root(same_as) == person {
            return Err(RecordError::Refused {
                what: format!(
                    "person {same_as} is the same as person {person} already, or they are one number"
                ),
                fix: "Check the two numbers".into(),
            });
        }
        writing
            .insert_one(&table::PERSON_ALIAS, vec![i64::from(person).into(), i64::from(same_as).into()])
            .await?;
        writing.commit(&PeopleMerged { person, same_as, undone: false }, by, &[]).await
    }

    /// Says that two numbers are two people after all.
    pub async fn unmerge_people(
        &self,
        by: &Actor,
        person: u32,
        same_as: u32,
        now: Timestamp,
    ) -> Result<Recorded, RecordError> {
        let mut writing = self.begin("undo a merging of people", now).await?;
        let rows = writing
            .transaction()
            .read(
                "SELECT number FROM person_alias WHERE person = $1 AND same_as = $2 AND ended IS NULL",
                &[i64::from(person).into(), i64::from(same_as).into()],
            )
            .await?;
        let row = rows.first().ok_or_else(|| RecordError::Unknown {
            what: format!("that person {person} is the same as person {same_as}"),
            fix: "tipstaff people show NUMBER tells which numbers are one person".into(),
        })?;
        let row = row.integer(0)?;
        writing.end(&table::PERSON_ALIAS, &[row]).await?;
        writing.commit(&PeopleMerged { person, same_as, undone: true }, by, &[]).await
    }
}

/// Who is who, as the transaction sees it.
pub(super) async fn aliases_within(writing: &mut Writing<'_>) -> Result<Aliases, RecordError> {
    let rows = writing.transaction().read(&format!("{READ}ended IS NULL"), &[]).await?;
    rows.iter().map(|row| Ok((number(row.integer(0)?)?, number(row.integer(1)?)?))).collect()
}

fn number(stored: i64) -> Result<u32, RecordError> {
    narrow(stored, "a person's number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_mergings_ends_at_one_number_and_a_circle_ends_too() {
        let aliases: Aliases = [(5, 3), (3, 1), (9, 8)].into_iter().collect();
        assert_eq!((aliases.root(5), aliases.root(3), aliases.root(1), aliases.root(7)), (1, 1, 1, 7));
        assert_eq!(aliases.others(1), [3, 5]);
        let people: RoaringBitmap = [1, 5, 7, 9].into_iter().collect();
        assert_eq!(aliases.resolved(&people).iter().collect::<Vec<_>>(), [1, 7, 8]);
        let circle: Aliases = [(1, 2), (2, 1)].into_iter().collect();
        assert!([1, 2].contains(&circle.root(1)));
    }
}
