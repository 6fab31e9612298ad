//! How many people the rows of one view of a table are about, and of several views and tables together.
//!
//! A row is keyed by the strongest thing it holds (design note, 6.4). Distinct keys are the least number of people; the
//! most is the number of keys where a key is one person, and the number of rows where several can share it. The same
//! people in two tables are joined by a second, coarser key, not added up.

use super::distinct::DistinctKeys;
use crate::roster::{RosterFound, RosterTally, RosterUnion};
use std::collections::{HashMap, HashSet};

/// Share of the rows, in parts of ten, from which on two names in a row are one person: victims and suspects of one
/// surname and initial are families, and fewer.
const ECHO_PARTS: (u64, u64) = (9, 10);

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

    /// Stable identifier.
    pub fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::NameAndBirth => "name-and-birth",
            Self::Name => "name",
            Self::Event => "event",
            Self::Traits => "traits",
            Self::Narrative => "narrative",
            Self::Row => "row",
        }
    }

    /// That of an identifier.
    pub fn of_id(id: &str) -> Option<Self> {
        use Basis::{Event, Name, NameAndBirth, Narrative, Number, Row, Traits};
        [Number, NameAndBirth, Name, Event, Traits, Narrative, Row].into_iter().find(|basis| basis.id() == id)
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
    /// Rows in which this person's name is that of another person of the row.
    echoes: u64,
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
        if (key.basis, key.kind) == main {
            self.keys.insert(key.fine);
            // For names the two keys say nearly the same: the coarser one is enough to join.
            if let Some(join) = key.join {
                self.joins.insert(join);
            }
        } else {
            self.weak_rows += 1;
            // What has no name can be anybody who has one.
            if let Some(join) = key.join {
                self.weak.insert(join);
            }
        }
    }

    /// The row gave the name of another of its people once more.
    pub(crate) fn echo(&mut self) {
        self.echoes += 1;
    }

    /// Whether this is nobody but a second spelling of another person of the row: name and display name.
    fn is_echo(&self) -> bool {
        self.echoes > 0 && self.echoes * ECHO_PARTS.1 >= self.rows * ECHO_PARTS.0
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
        self.roster.set_distinct(certain);
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

/// Everybody who was met in the tables so far. Gathered, because a file can have tables by the hundred thousand.
#[derive(Default)]
struct Known {
    /// How many tables there were of each kind of key.
    tables: HashMap<Option<(Basis, u8)>, usize>,
    /// Sums of keys and numbers of rows.
    signatures: HashSet<(u128, u64)>,
    keys: HashMap<Option<(Basis, u8)>, DistinctKeys>,
    none: DistinctKeys,
    joins: DistinctKeys,
}

impl Known {
    /// Counts a table of this kind; returns how many there were before.
    fn meet(&mut self, main: Option<(Basis, u8)>) -> usize {
        let tables = self.tables.entry(main).or_default();
        *tables += 1;
        *tables - 1
    }

    /// Whether a table like this was there: the same people.
    fn is_twin(&mut self, tally: &PeopleTally) -> bool {
        tally.digest != 0 && !self.signatures.insert((tally.digest, tally.rows))
    }

    fn keys(&self, main: Option<(Basis, u8)>) -> &DistinctKeys {
        self.keys.get(&main).unwrap_or(&self.none)
    }

    fn add(&mut self, tally: &mut PeopleTally) {
        let keys = self.keys.entry(tally.main).or_default();
        tally.keys.iter().for_each(|key| keys.insert(key));
        tally.joins.iter().for_each(|key| self.joins.insert(key));
    }
}

/// The people of one view of a table: one tally for each of the people of its rows.
pub(crate) fn of_view(view: &mut [PeopleTally], roster_size: Option<u32>) -> People {
    match view {
        [only] => only.people(roster_size),
        several => join(&mut [several], roster_size),
    }
}

/// Joins the views of a whole file: people who stand in several are counted once.
pub(crate) fn join(tables: &mut [&mut [PeopleTally]], roster_size: Option<u32>) -> People {
    let mut roster = RosterUnion::default();
    if let Some(size) = roster_size {
        for table in tables.iter_mut() {
            for tally in table.iter_mut() {
                let keys = tally.keys.len() + tally.weak.len();
                tally.roster.set_distinct(keys as u64);
            }
            let told = table.iter().filter(|tally| !tally.is_empty() && !tally.is_echo());
            roster.add(told.map(|tally| &tally.roster), size);
        }
    }
    let mut tallies: Vec<&mut PeopleTally> = tables.iter_mut().flat_map(|table| table.iter_mut()).collect();
    tallies.retain(|tally| !tally.is_empty() && !tally.is_echo());
    // The strongest keys first, the larger table first: it explains the others.
    tallies.sort_by_key(|tally| (tally.main, std::cmp::Reverse(tally.rows)));
    let mut people = People {
        basis: tallies.first().and_then(|tally| tally.main.map(|main| main.0)),
        ..People::default()
    };
    let mut most = 0;
    let mut known = Known::default();
    let count = tallies.len();
    for (step, tally) in tallies.into_iter().enumerate() {
        people.rows = people.rows.max(tally.rows);
        let main = tally.main;
        let is_alone = known.meet(main) == step;
        if known.is_twin(tally) {
            continue;
        }
        let new_by_key = count_new(&mut tally.keys, &[known.keys(main)]);
        let new_certain = if is_alone {
            new_by_key
        } else if !tally.joins.is_empty() {
            // Keys of another kind: only people who cannot be met elsewhere are surely others.
            new_by_key.min(count_new(&mut tally.joins, &[&known.joins]))
        } else {
            0
        };
        let weak = count_new(&mut tally.weak, &[&known.joins, &tally.joins]);
        let is_exact = main.is_some_and(|(basis, _)| basis.is_exact());
        let new_most = if is_exact && is_alone { new_by_key + tally.weak_rows } else { tally.most() };
        people.certain += new_certain + weak;
        most += new_most.max(new_certain + weak);
        if step + 1 < count {
            known.add(tally);
        }
    }
    people.possible = most - people.certain.min(most);
    people.roster = roster_size.and_then(|size| roster.found(size));
    people.told_by_roster()
}

/// The keys of everybody in these tables, by which somebody in a text can be met.
pub(crate) fn keys_of(tables: &mut [&mut [PeopleTally]]) -> DistinctKeys {
    let mut keys = DistinctKeys::default();
    for tally in tables.iter_mut().flat_map(|table| table.iter_mut()) {
        for own in [&mut tally.keys, &mut tally.joins, &mut tally.weak] {
            own.iter().for_each(|key| keys.insert(key));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::slice::from_mut;

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
        let people = join(&mut [from_mut(&mut numbers), from_mut(&mut names)], None);
        assert_eq!((people.certain, people.possible), (3, 0));
        let mut again = table(Basis::Number, &[(1, 10), (4, 40)]);
        let people = join(&mut [from_mut(&mut numbers), from_mut(&mut again)], None);
        assert_eq!((people.certain, people.possible), (4, 0));
        let mut others = table(Basis::Name, &[(10, 10), (50, 50)]);
        let people = join(&mut [from_mut(&mut numbers), from_mut(&mut others)], None);
        assert_eq!((people.certain, people.possible), (4, 1));
    }
}
