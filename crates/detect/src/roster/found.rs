//! Counting one's own people in a table: at least, at most.

use super::chance::{ByEvidence, by_evidence};
use super::index::{Candidates, Evidence};
use super::{Decision, matching};
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
    /// Those among them who are there whichever of its candidates each row is about: never more than `certain`.
    pub definite: RoaringBitmap,
}

/// Rows that can be about the same people.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) rows: u64,
    pub(super) candidates: Vec<u32>,
    evidence: Evidence,
    agreed: u8,
}

impl Group {
    /// The candidate, if there is but one.
    fn only(&self) -> Option<u32> {
        if let [only] = self.candidates.as_slice() { Some(*only) } else { None }
    }

    fn as_pair(&self) -> (u64, &[u32]) {
        (self.rows, &self.candidates)
    }
}

/// The rows of one table so far, by whom they can be about. Bounded by the roster, not by the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct RosterTally {
    groups: HashMap<Vec<u32>, Group>,
    /// Rows with a name or number to look up.
    pub(crate) rows: u64,
    /// Rows that meet somebody, by how they do.
    hits: [u64; Evidence::ALL.len()],
    /// Rows with a number and no name, and the sum of their chances.
    bare: u64,
    chances: f64,
    /// Different keys among the rows, where that is known: somebody who comes up ten times is one answer, not ten.
    distinct: Option<u64>,
}

impl RosterTally {
    /// A row with a name or number.
    pub(crate) fn row(&mut self, candidates: Candidates) {
        self.rows += 1;
        if let Some(chance) = candidates.chance {
            self.bare += 1;
            self.chances += f64::from(chance);
        }
        if candidates.people.is_empty() {
            return;
        }
        let Candidates { people, evidence, agreed, .. } = candidates;
        let group = self.groups.entry(people.clone()).or_insert(Group {
            rows: 0,
            candidates: people,
            evidence,
            agreed,
        });
        group.rows += 1;
        group.evidence = group.evidence.max(evidence);
        self.hits[evidence as usize] += 1;
    }

    /// Whether there was anything to look up.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The count.
    pub(crate) fn found(&self, roster_size: u32) -> RosterFound {
        self.decided(roster_size).found
    }

    /// The count, and what it rests on.
    pub(super) fn decided(&self, roster_size: u32) -> Decided {
        let of = u64::from(roster_size);
        let by = self.by_evidence(roster_size);
        let is_sure = |group: &&Group| group.evidence == Evidence::Number || group.agreed >= 2;
        let is_counted = |group: &&Group| group.evidence >= by.counts_from || is_sure(group);
        let is_certain = |group: &&Group| group.evidence != Evidence::Near || by.is_near_certain;
        let counted = || self.groups.values().filter(is_counted);
        let certain = || counted().filter(is_certain);
        let hits: u64 = certain().map(|group| group.rows).sum();
        // Each row is at most one person, each person at most one row's: the largest matching of the two.
        let most = matching::largest(counted().map(Group::as_pair));
        let of_certain = matching::largest(certain().map(Group::as_pair));
        // More rows than people of the name, again and again: events, in which people come up more than once.
        let is_one_a_row = (hits - of_certain) * 100 <= hits;
        let apart = apart(certain().map(|group| (1, group.candidates.as_slice())));
        let least = if is_one_a_row { of_certain } else { apart };
        let sure = self.groups.values().filter(is_sure).count() as u64;
        // Among whole names, one that shares only letters with the roster's can be a stranger's.
        let whole: u64 = self.hits.iter().skip(Evidence::Forename as usize).sum();
        let is_named = |group: &&Group| whole * 2 <= hits || group.evidence >= Evidence::NearForename;
        let named = || certain().filter(is_named);
        // Whom nobody else can be. Where some rows are about the same person again, a namesake need not be there.
        let alone = |groups: &mut dyn Iterator<Item = &Group>| -> RoaringBitmap {
            groups.filter_map(Group::only).collect()
        };
        let definite = match by.decision {
            Decision::Ours if hits == of_certain => {
                matching::largest_with_needed(named().map(Group::as_pair)).1
            }
            Decision::Ours => alone(&mut named()),
            Decision::Some(_) | Decision::Chance => alone(&mut named().filter(is_sure)),
        };
        let (certain, possible) = match by.decision {
            Decision::Ours => (least, most - least),
            Decision::Some(some) => (some.max(sure).min(least), most - some.max(sure).min(least)),
            Decision::Chance if sure > 0 => (sure.min(least), 0),
            Decision::Chance => {
                return Decided {
                    found: RosterFound { of, ..RosterFound::default() },
                    is_one_a_row: false,
                    counts_from: Evidence::Number,
                };
            }
        };
        let mut people = RoaringBitmap::new();
        counted().for_each(|group| people.extend(group.candidates.iter().copied()));
        let is_one_a_row = is_one_a_row && certain == most;
        let counts_from = by.counts_from;
        Decided { found: RosterFound { certain, possible, of, people, definite }, is_one_a_row, counts_from }
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a mean of chances")]
    fn by_evidence(&self, roster_size: u32) -> ByEvidence {
        let bare = (self.bare > 0).then(|| (self.chances / self.bare as f64) as f32);
        let distinct = self.distinct.unwrap_or(self.rows).clamp(1, self.rows.max(1));
        let scaled = |count: u64| {
            (u128::from(count) * u128::from(distinct)).div_ceil(u128::from(self.rows.max(1))) as u64
        };
        by_evidence(scaled(self.rows), &self.hits.map(scaled), roster_size, bare)
    }

    /// Says how many different keys the rows have.
    pub(crate) fn set_distinct(&mut self, keys: u64) {
        self.distinct = Some(keys);
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }
}

/// What was decided about a table.
pub(super) struct Decided {
    pub(super) found: RosterFound,
    /// Whether each row is surely a person of its own.
    pub(super) is_one_a_row: bool,
    counts_from: Evidence,
}

impl Decided {
    /// Whether the rows of a group say anything.
    pub(super) fn counts(&self, group: &Group) -> bool {
        group.evidence >= self.counts_from || group.agreed >= 2
    }
}

/// Groups that share nobody, the smallest first: so many people at least. Each comes with the number of people that it is
/// surely about.
pub(super) fn apart<'g>(groups: impl Iterator<Item = (u64, &'g [u32])>) -> u64 {
    let mut groups: Vec<(u64, &[u32])> = groups.collect();
    groups.sort_by_key(|(_, people)| (people.len(), people.first().copied()));
    let mut taken = RoaringBitmap::new();
    let mut apart = 0;
    for (people, group) in groups {
        if !group.iter().any(|person| taken.contains(*person)) {
            taken.extend(group.iter().copied());
            apart += people;
        }
    }
    apart
}
