//! Counting one's own people in a table: at least, at most.

use super::Decision;
use super::chance::{chance, decide};
use super::index::{Candidates, Evidence};
use hashbrown::HashMap;
use roaring::RoaringBitmap;

/// People of the roster who stand in a table or file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RosterFound {
    /// At least so many.
    pub certain: u64,
    /// Up to so many more.
    pub possible: u64,
    /// Size of the roster.
    pub of: u64,
    /// Numbers of everybody whom the rows can be about.
    pub people: RoaringBitmap,
}

/// Rows that can be about the same people.
#[derive(Debug, Clone)]
struct Group {
    rows: u64,
    candidates: Vec<u32>,
    evidence: Evidence,
    agreed: u8,
}

/// The rows of one table so far, by whom they can be about. Bounded by the roster, not by the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct RosterTally {
    groups: HashMap<Vec<u32>, Group>,
    /// Rows with a name or number to look up.
    pub(crate) rows: u64,
    /// The strongest form that any row had; rows of a table are alike.
    evidence: Option<Evidence>,
}

impl RosterTally {
    /// A row with a name or number.
    pub(crate) fn row(&mut self, candidates: Candidates) {
        self.rows += 1;
        self.evidence = self.evidence.max(Some(candidates.evidence));
        if candidates.people.is_empty() {
            return;
        }
        let Candidates { people, evidence, agreed } = candidates;
        let group = self.groups.entry(people.clone()).or_insert(Group {
            rows: 0,
            candidates: people,
            evidence,
            agreed,
        });
        group.rows += 1;
    }

    /// Takes over another table about the same people: somebody who stands in both is one.
    pub(crate) fn join(&mut self, other: &Self) {
        for (people, theirs) in &other.groups {
            let ours =
                self.groups.entry(people.clone()).or_insert_with(|| Group { rows: 0, ..theirs.clone() });
            ours.rows = ours.rows.max(theirs.rows);
        }
        self.rows = self.rows.max(other.rows);
        self.evidence = self.evidence.max(other.evidence);
    }

    /// Whether there was anything to look up.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The count.
    pub(crate) fn found(&self, roster_size: u32) -> RosterFound {
        let of = u64::from(roster_size);
        let hits: u64 = self.groups.values().map(|group| group.rows).sum();
        let evidence = self.evidence.unwrap_or(Evidence::Surname);
        // Each row is at most one person, each person at most one row's: rows of a group are people of the group.
        let most: u64 = self.groups.values().map(|group| group.rows.min(group.candidates.len() as u64)).sum();
        let over: u64 =
            self.groups.values().map(|group| group.rows.saturating_sub(group.candidates.len() as u64)).sum();
        // More rows than people of the name, again and again: events, in which people come up more than once.
        let is_one_a_row = over * 100 <= hits;
        let least = if is_one_a_row { most } else { self.groups.len() as u64 };
        let mut people = RoaringBitmap::new();
        let sure: u64 = self
            .groups
            .values()
            .filter(|group| group.evidence == Evidence::Number || group.agreed >= 2)
            .count() as u64;
        let (certain, possible) = match decide(self.rows, hits, chance(evidence, roster_size)) {
            Decision::Ours => (least, most - least),
            Decision::Some(some) => (some.max(sure).min(least), most - some.max(sure).min(least)),
            Decision::Chance if sure > 0 => (sure.min(least), 0),
            Decision::Chance => return RosterFound { of, ..RosterFound::default() },
        };
        self.groups.values().for_each(|group| people.extend(group.candidates.iter().copied()));
        RosterFound { certain, possible, of, people }
    }
}
