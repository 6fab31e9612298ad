//! The keys of a row: which columns say who it is about, and what they say.

use super::column::Column;
use super::field::Field;
use super::person::Person;
use super::persons::persons;
use super::typing::Typed;
use crate::people::hash::KeyedHash;
use crate::people::tally::{Basis, RowKey};

/// Which columns of a table make the keys of its rows. Places in the list of columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct KeyPlan {
    /// The people of a row; the first is the one that the row is about.
    pub(crate) people: Vec<Person>,
    pub(crate) event: Option<usize>,
    pub(crate) place: Option<usize>,
    pub(crate) narrative: Option<usize>,
    /// What rows are keyed by as a rule, for each of their people, and which number it is.
    pub(crate) main: Vec<(Basis, u8)>,
    /// Columns that are part of the picture of a person.
    pub(crate) personal: Vec<bool>,
    /// Numbers of the columns, in the order in which their places count.
    pub(crate) columns: Vec<u32>,
}

impl KeyPlan {
    /// The plan for typed columns.
    pub(crate) fn of(columns: &mut [Column], typed: &[Typed]) -> Self {
        let found = persons(columns, typed);
        let mut plan = Self {
            people: found.people,
            event: found.event,
            place: found.place,
            narrative: typed.iter().position(|typed| typed.field == Field::Narrative),
            main: Vec::new(),
            personal: typed.iter().map(|typed| typed.field.is_personal()).collect(),
            columns: Vec::new(),
        };
        // A number that its heading alone made one of a person.
        for person in &plan.people {
            for (place, _) in &person.numbers {
                plan.personal[*place] = true;
            }
        }
        plan.main = plan.mains(columns);
        plan
    }

    /// The plan for columns whose values do not belong together row by row: of the lists that a pivot table's fields keep,
    /// each says how many people there are for itself, and the strongest says it best.
    pub(crate) fn of_lists(mut self, columns: &[Column]) -> Self {
        let best = self.people.iter().find_map(|person| Some((person.numbers.first()?, person)));
        let kept = if let Some((number, person)) = best {
            let is_first = |place: &usize| *place == number.0;
            Person {
                numbers: vec![*number],
                staff_number: person.staff_number.filter(is_first),
                email: person.email.filter(is_first),
                ..Person::default()
            }
        } else {
            let surname = self.people.iter().find_map(|person| person.surname);
            let whole = self.people.iter().find(|person| person.full_name.is_some());
            let whole = whole.filter(|_| surname.is_none());
            Person {
                surname,
                full_name: whole.and_then(|person| person.full_name),
                has_forenames: whole.is_some_and(|person| person.has_forenames),
                ..Person::default()
            }
        };
        let kept = Person { main: kept.basis(columns), ..kept };
        self.main = vec![kept.main.unwrap_or((Basis::Row, 0))];
        Self { people: vec![kept], event: None, place: None, narrative: None, ..self }
    }

    /// Whether another plan would have keyed the same rows by the same cells.
    pub(crate) fn is_same_key(&self, other: &Self) -> bool {
        let of = |plan: &Self| {
            let at = |place: &usize| plan.columns.get(*place).copied();
            let one = |place: Option<usize>| place.as_ref().and_then(at);
            let people: Vec<_> = plan
                .people
                .iter()
                .map(|person| {
                    let numbers: Vec<_> =
                        person.numbers.iter().map(|(place, kind)| (at(place), *kind)).collect();
                    let forenames: Vec<_> = person.forenames.iter().map(at).collect();
                    let single = [person.surname, person.full_name, person.birth, person.involvement];
                    let has_strong = !numbers.is_empty() || person.has_names() || plan.event.is_some();
                    let weak = [person.sex, person.age].map(|place| one(place).filter(|_| !has_strong));
                    (numbers, forenames, single.map(one), weak, person.main, person.has_forenames)
                })
                .collect();
            // Weaker keys matter only where nothing stronger is there.
            let has_strong = plan.has_strong();
            let weak = [plan.place, plan.narrative].map(|place| one(place).filter(|_| !has_strong));
            let mut personal: Vec<_> = plan
                .personal
                .iter()
                .enumerate()
                .filter(|(_, personal)| **personal)
                .filter_map(|(place, _)| at(&place))
                .collect();
            personal.sort_unstable();
            (people, one(plan.event), weak, personal)
        };
        of(self) == of(other)
    }

    fn has_strong(&self) -> bool {
        self.event.is_some()
            || self.people.first().is_some_and(|person| !person.numbers.is_empty() || person.has_names())
    }

    fn mains(&self, columns: &[Column]) -> Vec<(Basis, u8)> {
        let rows = columns.iter().map(|column| column.filled).max().unwrap_or(0);
        let is_filled = |place: usize| columns[place].filled * 2 > rows;
        let people = self.people.iter().enumerate();
        people
            .map(|(which, person)| {
                if let Some(main) = person.main {
                    return main;
                }
                if which > 0 {
                    return (Basis::Row, 0);
                }
                if self.event.is_some_and(is_filled) {
                    return (Basis::Event, 0);
                }
                let has_birth = person.birth.is_some_and(is_filled);
                if has_birth && (person.sex.is_some() || self.place.is_some()) {
                    return (Basis::Traits, 0);
                }
                (if self.narrative.is_some() { Basis::Narrative } else { Basis::Row }, 0)
            })
            .collect()
    }

    /// The key of one of a row's people, by the strongest that the row holds. `None` when it holds nothing about them.
    pub(crate) fn key(
        &self,
        which: usize,
        row: &Values<'_>,
        spelling: &mut Spelling,
        hash: &KeyedHash,
    ) -> Option<RowKey> {
        let person = self.people.get(which)?;
        let at = |place: Option<usize>| place.map_or("", |place| row.get(place)).trim();
        let involvement = at(person.involvement);
        let (sex, age, birth) = (at(person.sex), at(person.age), at(person.birth));
        let event = at(self.event);
        let by_event = || hash.of(&[b"event", event.as_bytes(), involvement.as_bytes()]);
        if let Some(mut key) = person.key(row, spelling, hash) {
            if which == 0 && key.join.is_none() && !event.is_empty() {
                key.join = Some(by_event());
            }
            return Some(key);
        }
        let make = |basis, fine| Some(RowKey { basis, kind: 0, fine, join: None });
        // Nothing but a row says that there is somebody: one is certain, and no two rows are sure to be two people.
        let somebody = || hash.of(&[b"somebody"]);
        if which > 0 {
            let is_told = [sex, age, birth].iter().any(|text| !text.is_empty());
            return if is_told { make(Basis::Row, somebody()) } else { None };
        }
        if !event.is_empty() {
            let fine = by_event();
            return Some(RowKey { basis: Basis::Event, kind: 0, fine, join: Some(fine) });
        }
        let place = at(self.place);
        if !birth.is_empty() && (!sex.is_empty() || !place.is_empty()) {
            // People move: only another day of birth makes another person for certain.
            return make(Basis::Traits, hash.of(&[b"traits", birth.as_bytes(), sex.as_bytes()]));
        }
        if !at(self.narrative).is_empty() {
            return make(Basis::Narrative, somebody());
        }
        let traits = [age, sex, involvement, place];
        if traits.iter().any(|text| !text.is_empty()) { make(Basis::Row, somebody()) } else { None }
    }
}

/// Buffers for spelling names.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    pub(super) surname: String,
    pub(super) forenames: String,
    pub(super) initials: String,
    pub(super) number: String,
}

/// The values of one row by place in the list of columns.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    pub(crate) texts: Vec<&'a str>,
}

impl<'a> Values<'a> {
    pub(crate) fn get(&self, place: usize) -> &'a str {
        self.texts.get(place).copied().unwrap_or_default()
    }
}
