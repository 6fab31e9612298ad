//! One's own people over several tables: somebody who stands in two of them is one.

use super::found::{RosterFound, RosterTally, apart};
use super::matching;
use hashbrown::HashMap;
use roaring::RoaringBitmap;

/// Tables that are about one's own people, joined.
#[derive(Debug, Default)]
pub(crate) struct RosterUnion {
    /// By the people that the rows can be about: rows of one table at most, and people whom these rows are surely about.
    groups: HashMap<Vec<u32>, (u64, u64)>,
    /// The most that one table alone is surely about.
    least: u64,
    people: RoaringBitmap,
    /// Whom one table or another is surely about.
    definite: RoaringBitmap,
    is_asked: bool,
}

impl RosterUnion {
    /// Adds a table: a tally for each of the people of its rows. What only shares names with the roster adds nobody.
    pub(crate) fn add<'t>(&mut self, table: impl Iterator<Item = &'t RosterTally>, roster_size: u32) {
        // In one row two people of a name are two; in two tables a row can be the same.
        let mut own: HashMap<Vec<u32>, (u64, u64)> = HashMap::new();
        for tally in table {
            self.is_asked |= !tally.is_empty();
            let decided = tally.decided(roster_size);
            if decided.found.certain + decided.found.possible == 0 {
                continue;
            }
            self.least = self.least.max(decided.found.certain);
            self.people |= &decided.found.people;
            self.definite |= &decided.found.definite;
            for group in tally.groups().filter(|group| decided.counts(group)) {
                let people = group.candidates.len() as u64;
                let surely = if decided.is_one_a_row { group.rows.min(people) } else { 0 };
                let (rows, sure) = own.entry(group.candidates.clone()).or_default();
                *rows += group.rows;
                *sure = (*sure).max(surely);
            }
        }
        for (candidates, (own_rows, own_sure)) in own {
            let (rows, sure) = self.groups.entry(candidates).or_default();
            *rows = (*rows).max(own_rows);
            *sure = (*sure).max(own_sure);
        }
    }

    /// The count; nothing when no table had anything to look up.
    pub(crate) fn found(self, roster_size: u32) -> Option<RosterFound> {
        if !self.is_asked {
            return None;
        }
        let most =
            matching::largest(self.groups.iter().map(|(people, (rows, _))| (*rows, people.as_slice())));
        let apart = apart(self.groups.iter().map(|(people, (_, sure))| (*sure, people.as_slice())));
        // Each table shows its own people, also where none of them shows so many.
        let certain = self.least.max(apart).min(most).max(self.definite.len());
        Some(RosterFound {
            certain,
            possible: most.saturating_sub(certain),
            of: u64::from(roster_size),
            people: self.people,
            definite: self.definite,
        })
    }
}
