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
    is_asked: bool,
}

impl RosterUnion {
    /// Adds a table. One that only shares names with the roster adds nobody.
    pub(crate) fn add(&mut self, table: &RosterTally, roster_size: u32) {
        self.is_asked |= !table.is_empty();
        let decided = table.decided(roster_size);
        if decided.found.certain + decided.found.possible == 0 {
            return;
        }
        self.least = self.least.max(decided.found.certain);
        self.people |= decided.found.people;
        for group in table.groups() {
            let people = group.candidates.len() as u64;
            let surely = if decided.is_one_a_row { group.rows.min(people) } else { 0 };
            let (rows, sure) = self.groups.entry(group.candidates.clone()).or_default();
            *rows = (*rows).max(group.rows);
            *sure = (*sure).max(surely);
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
        let certain = self.least.max(apart).min(most);
        Some(RosterFound {
            certain,
            possible: most - certain,
            of: u64::from(roster_size),
            people: self.people,
        })
    }
}
