//! Which numbers are one person, and which name nobody any more.

use super::accumulator::Accumulator;
use crate::RecordError;
use crate::actor::narrow;
use crate::holding::{Known, stream};
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, HashMap};
use store::Snapshot;

/// A row that says that two numbers are one person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alias {
    pub(crate) act: i64,
    pub(crate) ended: Option<i64>,
    pub(crate) person: u32,
    pub(crate) same_as: u32,
}

/// Every row about aliases, also those that ended.
pub(crate) async fn aliases(snapshot: &mut Snapshot) -> Result<Vec<Alias>, RecordError> {
    let mut rows = Vec::new();
    let sql = "SELECT act, ended, person, same_as FROM person_alias ORDER BY number";
    stream(snapshot, sql, &[], |row| {
        rows.push(Alias {
            act: row.integer(0)?,
            ended: row.optional_integer(1)?,
            person: narrow(row.integer(2)?, "a person's number")?,
            same_as: narrow(row.integer(3)?, "a person's number")?,
        });
        Ok(())
    })
    .await?;
    Ok(rows)
}

/// People who were erased. Their bits stay in holdings and name nobody, whatever was known at another time.
pub(crate) async fn erased(snapshot: &mut Snapshot) -> Result<RoaringBitmap, RecordError> {
    let mut people = RoaringBitmap::new();
    stream(snapshot, "SELECT number FROM person WHERE ended IS NOT NULL", &[], |row| {
        people.insert(narrow(row.integer(0)?, "a person's number")?);
        Ok(())
    })
    .await?;
    Ok(people)
}

/// Aliases as they were known, and who is erased.
pub(crate) struct Identities {
    /// Each number that counts as another one, with that one.
    counts_as: Vec<(u32, u32)>,
    pub(crate) erased: Accumulator,
}

impl Identities {
    pub(crate) fn new(aliases: &[Alias], erased: &RoaringBitmap, known: Known) -> Self {
        let counts =
            |alias: &&Alias| alias.act < known.acts && alias.ended.is_none_or(|ended| ended >= known.acts);
        let same: HashMap<u32, u32> =
            aliases.iter().filter(counts).map(|alias| (alias.person, alias.same_as)).collect();
        let mut classes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for person in same.keys() {
            classes.entry(root(&same, *person)).or_default().push(*person);
        }
        let mut counts_as = Vec::with_capacity(same.len());
        for (root, mut members) in classes {
            members.push(root);
            members.sort_unstable();
            members.dedup();
            // Somebody who is not erased must not be counted as somebody who is.
            let live = || members.iter().copied().find(|member| !erased.contains(*member));
            let stands = if erased.contains(root) { live().unwrap_or(root) } else { root };
            counts_as.extend(
                members.into_iter().filter(|member| *member != stands).map(|member| (member, stands)),
            );
        }
        Self { counts_as, erased: Accumulator::of(erased) }
    }

    /// Replaces each number by the one that stands for the person.
    pub(crate) fn unify(&self, people: &mut Accumulator) {
        for (number, stands) in &self.counts_as {
            if people.remove(*number) {
                people.insert(*stands);
            }
        }
    }

    /// All numbers of a person.
    pub(crate) fn numbers_of(&self, person: u32) -> Vec<u32> {
        let stands =
            self.counts_as.iter().find(|(number, _)| *number == person).map_or(person, |(_, stands)| *stands);
        let others = self.counts_as.iter().filter(|(_, of)| *of == stands).map(|(number, _)| *number);
        std::iter::once(stands).chain(others).collect()
    }
}

/// Where a chain of aliases ends. A circle, which nobody can enter, ends at its smallest number.
fn root(same: &HashMap<u32, u32>, person: u32) -> u32 {
    let mut at = person;
    let mut seen = vec![at];
    while let Some(next) = same.get(&at) {
        if let Some(start) = seen.iter().position(|number| number == next) {
            return seen.iter().skip(start).copied().min().unwrap_or(at);
        }
        at = *next;
        seen.push(at);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identities(pairs: &[(u32, u32)], erased: &[u32]) -> Identities {
        let alias = |&(person, same_as): &(u32, u32)| Alias { act: 0, ended: None, person, same_as };
        let aliases: Vec<Alias> = pairs.iter().map(alias).collect();
        Identities::new(&aliases, &erased.iter().copied().collect(), Known { acts: 1, at: None })
    }

    fn counted(identities: &Identities, people: &[u32]) -> Vec<u32> {
        let mut set = Accumulator::of(&people.iter().copied().collect());
        identities.unify(&mut set);
        set.to_bitmap().iter().collect()
    }

    #[test]
    fn a_chain_of_merged_numbers_is_one_person_and_a_circle_does_no_harm() {
        let chain = identities(&[(3, 2), (2, 1), (5, 1)], &[]);
        assert_eq!(counted(&chain, &[2, 3, 4, 5]), [1, 4]);
        assert_eq!(chain.numbers_of(3), [1, 2, 3, 5]);
        assert_eq!(chain.numbers_of(4), [4]);
        assert_eq!(counted(&identities(&[(1, 2), (2, 1), (3, 2)], &[]), &[2, 3]), [1]);
    }

    #[test]
    fn somebody_who_is_there_is_not_counted_as_somebody_who_was_erased() {
        assert_eq!(counted(&identities(&[(2, 1), (3, 1)], &[1]), &[3]), [2]);
        assert_eq!(counted(&identities(&[(2, 1)], &[1, 2]), &[2]), [1]);
    }
}
