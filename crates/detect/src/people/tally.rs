//! How many people the rows of one view of a table are about, and of several views and tables together.
//!
//! A row is keyed by the strongest thing it holds (design note, 6.4). Distinct keys are the least number of people; the
//! most is the number of keys where a key is one person, and the number of rows where several can share it. The same
//! people in two tables are joined by a second, coarser key, not added up.

use super::distinct::DistinctKeys;
use crate::roster::{RosterFound, RosterTally, RosterUnion};

/// What a row was keyed by, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// A number or address of one person.
    Number,
    /// Name and date of birth.
    NameAndBirth,
    /// Surname with initials or forenames; several people can share it.
    Name,
    /// The number of an event, with the role in it: one person for each, as crimes are counted.
    Event,
    /// Date of birth, sex, place: what singles most people out.
    Traits,
    /// A text that speaks of somebody.
    Narrative,
    /// Nothing but the row itself.
    Row,
}

impl Basis {
    /// Whether a key of this kind is one person.
    fn is_exact(self) -> bool {
        matches!(self, Self::Number | Self::NameAndBirth | Self::Event)
    }

    /// In words: "counted by …".
    pub fn words(self) -> &'static str {
        match self {
            Self::Number => "a number of their own",
            Self::NameAndBirth => "name and date of birth",
            Self::Name => "surname and initials",
            Self::Event => "the number of the event and their role in it",
            Self::Traits => "date of birth, sex and place",
            Self::Narrative => "texts that speak of somebody",
            Self::Row => "rows",
        }
    }
}

/// The key of one row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowKey {
    pub(crate) basis: Basis,
    /// Which kind of number, where there are several; keys of two kinds are never compared.
    pub(crate) kind: u8,
    pub(crate) fine: u64,
    /// Key under which the row's person can be met in another table.
    pub(crate) join: Option<u64>,
}

/// How many people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct People {
    /// At least so many different people.
    pub certain: u64,
    /// Up to so many more.
    pub possible: u64,
    /// Rows that are about a person.
    pub rows: u64,
    /// What they were counted by.
    pub basis: Option<Basis>,
    /// Those who are on the roster.
    pub roster: Option<RosterFound>,
}

impl People {
    /// At most so many.
    pub fn most(&self) -> u64 {
        self.certain + self.possible
    }

    /// The best single figure: what is certain, or the rows where nothing says that two of them are one person.
    pub fn best(&self) -> u64 {
        if self.possible == 0 { self.certain } else { self.most() }
    }

    /// Two rows of one name can be one person; where the roster knows them for two, they are two.
    fn told_by_roster(mut self) -> Self {
        let most = self.most();
        if let Some(roster) = &self.roster {
            self.certain = self.certain.max(roster.certain).min(most);
            self.possible = most - self.certain;
        }
        self
    }

    /// Whether anybody was counted.
    pub fn is_empty(&self) -> bool {
        self.most() == 0
    }
}

/// The rows of one view of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct PeopleTally {
    main: Option<(Basis, u8)>,
    keys: DistinctKeys,
    joins: DistinctKeys,
    /// Sum of the join keys of all rows: two tables with the same sum and number of rows hold the same people.
    digest: u128,
    rows: u64,
    /// Rows whose key is weaker than the table's: a missing number.
    weak: DistinctKeys,
    weak_rows: u64,
    pub(crate) roster: RosterTally,
}

impl PeopleTally {
    /// Sets what the table's rows are keyed by as a rule.
    pub(crate) fn set_main(&mut self, basis: Basis, kind: u8) {
        self.main.get_or_insert((basis, kind));
    }

    /// A row about a person.
    pub(crate) fn row(&mut self, key: RowKey) {
        let main = *self.main.get_or_insert((key.basis, key.kind));
        self.rows += 1;
        if let Some(join) = key.join {
            self.digest = self
                .digest
                .wrapping_add(u128::from(join).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        }
        if (key.basis, key.kind) == main || key.basis < main.0 {
            self.keys.insert(key.fine);
            // For names the two keys say nearly the same: the coarser one is enough to join.
            if let Some(join) = key.join {
                self.joins.insert(join);
            }
        } else {
            self.weak_rows += 1;
            self.weak.insert(key.join.unwrap_or(key.fine));
        }
    }

    /// Whether no row was about a person.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The count of this view alone.
    pub(crate) fn people(&mut self, roster_size: Option<u32>) -> People {
        let Some((basis, _)) = self.main else { return People::default() };
        let keys = self.keys.len() as u64;
        let new_weak = count_new(&mut self.weak, &[&self.joins]);
        let strong_rows = self.rows - self.weak_rows;
        let most = if basis.is_exact() { keys } else { strong_rows } + self.weak_rows;
        let certain = keys + new_weak;
        let roster = roster_size.filter(|_| !self.roster.is_empty()).map(|size| self.roster.found(size));
        let people = People {
            certain,
            possible: most - certain.min(most),
            rows: self.rows,
            basis: Some(basis),
            roster,
        };
        people.told_by_roster()
    }

    fn most(&mut self) -> u64 {
        let people = self.people(None);
        people.most()
    }
}

fn count_new(keys: &mut DistinctKeys, known: &[&DistinctKeys]) -> u64 {
    keys.iter().filter(|key| !known.iter().any(|known| known.contains(*key))).count() as u64
}

/// Joins the views of a whole file: people who stand in several are counted once.
pub(crate) fn join(tallies: &mut [&mut PeopleTally], roster_size: Option<u32>) -> People {
    let mut order: Vec<usize> = (0..tallies.len()).filter(|place| !tallies[*place].is_empty()).collect();
    // The strongest keys first, the larger table first: it explains the others.
    order.sort_by_key(|place| (tallies[*place].main, std::cmp::Reverse(tallies[*place].rows)));
    let mut people = People {
        basis: order.first().and_then(|place| tallies[*place].main.map(|main| main.0)),
        ..People::default()
    };
    let mut roster = RosterUnion::default();
    let mut most = 0;
    for (step, place) in order.iter().copied().enumerate() {
        let (before, after) = order.split_at(step);
        let _ = after;
        people.rows = people.rows.max(tallies[place].rows);
        if let Some(size) = roster_size {
            roster.add(&tallies[place].roster, size);
        }
        let signature = (tallies[place].digest, tallies[place].rows);
        let is_twin = before
            .iter()
            .any(|other| (tallies[*other].digest, tallies[*other].rows) == signature && signature.0 != 0);
        if is_twin {
            continue;
        }
        let main = tallies[place].main;
        // Taken out, so that the others can be looked into.
        let mut tally = std::mem::take(tallies[place]);
        let has_joins = !tally.joins.is_empty();
        let same_kind: Vec<&DistinctKeys> = before
            .iter()
            .filter(|other| tallies[**other].main == main)
            .map(|other| &tallies[*other].keys)
            .collect();
        let joins: Vec<&DistinctKeys> = before.iter().map(|other| &tallies[*other].joins).collect();
        let new_by_key = count_new(&mut tally.keys, &same_kind);
        let new_certain = if before.is_empty() || same_kind.len() == before.len() {
            new_by_key
        } else if has_joins {
            // Keys of another kind: only people who cannot be met elsewhere are surely others.
            new_by_key.min(count_new(&mut tally.joins, &joins))
        } else {
            0
        };
        let weak_known: Vec<&DistinctKeys> = joins.iter().copied().chain([&tally.joins]).collect();
        let weak = count_new(&mut tally.weak.clone(), &weak_known);
        let is_exact = main.is_some_and(|(basis, _)| basis.is_exact());
        let new_most = if is_exact && same_kind.len() == before.len() {
            new_by_key + tally.weak_rows
        } else {
            tally.most()
        };
        people.certain += new_certain + weak;
        most += new_most.max(new_certain + weak);
        *tallies[place] = tally;
    }
    people.possible = most - people.certain.min(most);
    people.roster = roster_size.and_then(|size| roster.found(size));
    people.told_by_roster()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(basis: Basis, rows: &[(u64, u64)]) -> PeopleTally {
        let mut tally = PeopleTally::default();
        for (fine, join) in rows {
            tally.row(RowKey { basis, kind: 0, fine: *fine << 40, join: Some(*join << 40) });
        }
        tally
    }

    #[test]
    fn numbers_are_counted_exactly_and_shared_names_between_bounds() {
        let people = table(Basis::Number, &[(1, 10), (2, 10), (3, 30), (3, 30)]).people(None);
        assert_eq!((people.certain, people.possible), (3, 0));
        let people = table(Basis::Name, &[(10, 10), (10, 10), (30, 30)]).people(None);
        assert_eq!((people.certain, people.possible), (2, 1));
    }

    #[test]
    fn the_same_people_in_two_tables_are_joined() {
        let mut numbers = table(Basis::Number, &[(1, 10), (2, 10), (3, 30)]);
        let mut names = table(Basis::Name, &[(10, 10), (10, 10), (30, 30)]);
        let people = join(&mut [&mut numbers, &mut names], None);
        assert_eq!((people.certain, people.possible), (3, 0));
        let mut again = table(Basis::Number, &[(1, 10), (4, 40)]);
        let people = join(&mut [&mut numbers, &mut again], None);
        assert_eq!((people.certain, people.possible), (4, 0));
        let mut others = table(Basis::Name, &[(10, 10), (50, 50)]);
        let people = join(&mut [&mut numbers, &mut others], None);
        assert_eq!((people.certain, people.possible), (4, 1));
    }
}
