//! The key of a row: which columns say who it is about, and what they say.

use super::column::Column;
use super::field::{Field, Weight};
use super::typing::Typed;
use crate::people::hash::KeyedHash;
use crate::people::tally::{Basis, RowKey};
use crate::roster::normalise;
use crate::roster::{RowName, split_name};

/// Which columns of a table make the key of its rows. Places in the list of columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct KeyPlan {
    /// Numbers and addresses of one person, best first: place, and which kind of number it is.
    pub(crate) numbers: Vec<(usize, u8)>,
    pub(crate) surname: Option<usize>,
    pub(crate) forenames: Vec<usize>,
    pub(crate) full_name: Option<usize>,
    pub(crate) birth: Option<usize>,
    pub(crate) event: Option<usize>,
    pub(crate) involvement: Option<usize>,
    pub(crate) sex: Option<usize>,
    pub(crate) age: Option<usize>,
    pub(crate) place: Option<usize>,
    pub(crate) narrative: Option<usize>,
    pub(crate) rank: Option<usize>,
    pub(crate) unit: Option<usize>,
    pub(crate) location: Option<usize>,
    pub(crate) role: Option<usize>,
    /// Any number that a roster can hold, however short.
    pub(crate) staff_number: Option<usize>,
    pub(crate) email: Option<usize>,
    /// Columns that are part of the picture of a person.
    pub(crate) personal: Vec<bool>,
    /// Numbers of the columns, in the order in which their places count.
    pub(crate) columns: Vec<u32>,
}

impl KeyPlan {
    /// The plan for typed columns.
    pub(crate) fn of(columns: &mut [Column], typed: &[Typed]) -> Self {
        let mut plan = Self {
            personal: typed.iter().map(|typed| typed.field.is_personal()).collect(),
            ..Self::default()
        };
        let first = |field: Field| typed.iter().position(|typed| typed.field == field);
        plan.surname = first(Field::Surname);
        plan.forenames = (0..typed.len())
            .filter(|place| matches!(typed[*place].field, Field::Forename | Field::Initials))
            .collect();
        // Full forenames before initials: they say more.
        plan.forenames.sort_by_key(|place| typed[*place].field != Field::Forename);
        plan.full_name = first(Field::FullName);
        plan.involvement = first(Field::Involvement);
        plan.sex = first(Field::Sex);
        plan.age = first(Field::Age);
        plan.narrative = first(Field::Narrative);
        plan.rank = first(Field::Rank);
        plan.unit = first(Field::Unit);
        plan.location = first(Field::Location);
        plan.role = first(Field::JobRole);
        let mut numbers: Vec<(u8, std::cmp::Reverse<u64>, usize)> = Vec::new();
        for (place, typed) in typed.iter().enumerate() {
            let column = &mut columns[place];
            let strength = match typed.field {
                Field::Identifier(index) => match index.identifier().id {
                    "date-of-birth" => {
                        plan.birth.get_or_insert(place);
                        continue;
                    }
                    "email" => {
                        plan.email.get_or_insert(place);
                        3
                    }
                    "uk-collar-number" => {
                        plan.staff_number.get_or_insert(place);
                        continue;
                    }
                    _ if typed.field.weight() == Weight::Place => {
                        plan.place.get_or_insert(place);
                        continue;
                    }
                    _ if typed.field.weight() == Weight::Event => {
                        plan.event.get_or_insert(place);
                        continue;
                    }
                    _ if index.identifier().strength == crate::Strength::Person => 1,
                    _ => continue,
                },
                Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => {
                    plan.staff_number.get_or_insert(place);
                    2
                }
                Field::EventNumber => {
                    plan.event.get_or_insert(place);
                    continue;
                }
                Field::Address => {
                    plan.place.get_or_insert(place);
                    continue;
                }
                _ => continue,
            };
            // A number that repeats from row to row names no person of the row: an e-mail address of the office.
            if column.distinct_ratio() > 0.2 {
                numbers.push((strength, std::cmp::Reverse(column.filled), place));
            }
        }
        numbers.sort();
        plan.numbers =
            numbers.into_iter().map(|(_, _, place)| (place, kind_of(typed[place].field))).collect();
        plan
    }

    /// The plan for columns whose values do not belong together row by row: of the lists that a pivot table's fields keep,
    /// each says how many people there are for itself, and the strongest says it best.
    pub(crate) fn of_lists(mut self) -> Self {
        let kept = if self.numbers.is_empty() {
            Self {
                surname: self.surname,
                full_name: if self.surname.is_none() { self.full_name } else { None },
                ..Self::default()
            }
        } else {
            self.numbers.truncate(1);
            let (staff_number, email) = (self.staff_number, self.email);
            let is_first = |place: &usize| self.numbers.first().is_some_and(|(first, _)| first == place);
            Self {
                staff_number: staff_number.filter(is_first),
                email: email.filter(is_first),
                numbers: self.numbers,
                ..Self::default()
            }
        };
        Self { personal: self.personal, columns: self.columns, ..kept }
    }

    /// Whether another plan would have keyed the same rows by the same cells.
    pub(crate) fn is_same_key(&self, other: &Self) -> bool {
        let of = |plan: &Self| {
            let at = |place: &usize| plan.columns.get(*place).copied();
            let numbers: Vec<_> = plan.numbers.iter().map(|(place, kind)| (at(place), *kind)).collect();
            let forenames: Vec<_> = plan.forenames.iter().map(at).collect();
            let single = [plan.surname, plan.full_name, plan.birth, plan.event, plan.involvement];
            let single = single.map(|place| place.as_ref().and_then(at));
            // Weaker keys matter only where nothing stronger is there.
            let has_strong = !numbers.is_empty() || plan.has_names() || plan.event.is_some();
            let weak = [plan.sex, plan.age, plan.place, plan.narrative]
                .map(|place| place.as_ref().and_then(at).filter(|_| !has_strong));
            let mut personal: Vec<_> = plan
                .personal
                .iter()
                .enumerate()
                .filter(|(_, personal)| **personal)
                .filter_map(|(place, _)| at(&place))
                .collect();
            personal.sort_unstable();
            (numbers, forenames, single, weak, personal)
        };
        of(self) == of(other)
    }

    /// Whether rows name people.
    pub(crate) fn has_names(&self) -> bool {
        self.surname.is_some() || self.full_name.is_some()
    }

    /// What rows are keyed by as a rule, and which number it is.
    pub(crate) fn basis(&self, columns: &[Column]) -> (Basis, u8) {
        let rows = columns.iter().map(|column| column.filled).max().unwrap_or(0);
        let is_filled = |place: usize| columns[place].filled * 2 > rows;
        if let Some((_, kind)) = self.numbers.first().filter(|(place, _)| is_filled(*place)) {
            return (Basis::Number, *kind);
        }
        let has_birth = self.birth.is_some_and(is_filled);
        if self.has_names() {
            return (if has_birth { Basis::NameAndBirth } else { Basis::Name }, 0);
        }
        if self.event.is_some_and(is_filled) {
            return (Basis::Event, 0);
        }
        if has_birth && (self.sex.is_some() || self.place.is_some()) {
            return (Basis::Traits, 0);
        }
        if self.narrative.is_some() { (Basis::Narrative, 0) } else { (Basis::Row, 0) }
    }

    /// The name that a row gives.
    pub(crate) fn name<'a>(&self, row: &Values<'a>) -> RowName<'a> {
        let at = |place: Option<usize>| place.map_or("", |place| row.get(place));
        let mut name = RowName {
            surname: at(self.surname),
            forenames: self
                .forenames
                .iter()
                .map(|place| row.get(*place))
                .find(|text| !text.is_empty())
                .unwrap_or(""),
            rank: at(self.rank),
            unit: at(self.unit),
            location: at(self.location),
            role: at(self.role),
            number: at(self.staff_number),
            email: at(self.email),
        };
        if name.surname.is_empty() {
            (name.surname, name.forenames) = split_name(at(self.full_name));
        }
        name
    }

    /// The key of a row, by the strongest that it holds. `None` when it holds nothing about anybody.
    pub(crate) fn key(&self, row: &Values<'_>, spelling: &mut Spelling, hash: &KeyedHash) -> Option<RowKey> {
        let name = self.name(row);
        let at = |place: Option<usize>| place.map_or("", |place| row.get(place));
        normalise::surname(name.surname, &mut spelling.surname);
        normalise::initials(name.forenames, &mut spelling.initials);
        let has_name =
            !spelling.surname.is_empty() && spelling.surname.bytes().any(|byte| byte.is_ascii_alphabetic());
        let event = at(self.event).trim();
        let involvement = at(self.involvement).trim();
        let by_event = |tag: &[u8]| hash.of(&[tag, event.as_bytes(), involvement.as_bytes()]);
        let first_initial = spelling
            .initials
            .char_indices()
            .nth(1)
            .map_or(spelling.initials.as_str(), |(end, _)| &spelling.initials[..end]);
        let join = if has_name {
            Some(hash.of(&[b"name", spelling.surname.as_bytes(), first_initial.as_bytes()]))
        } else if !event.is_empty() {
            Some(by_event(b"event"))
        } else {
            None
        };
        let make = |basis, kind, fine| Some(RowKey { basis, kind, fine, join });

        for (place, kind) in &self.numbers {
            let value = row.get(*place).trim();
            if !value.is_empty() {
                spelling.number.clear();
                let signs = value
                    .chars()
                    .filter(|sign| sign.is_alphanumeric() || matches!(sign, '@' | '.' | '_' | '-'));
                spelling.number.extend(signs.flat_map(char::to_lowercase));
                // "00123" stored as text is 123 stored as a number.
                let number = spelling.number.trim_start_matches('0');
                return make(Basis::Number, *kind, hash.of(&[b"number", &[*kind], number.as_bytes()]));
            }
        }
        let birth = at(self.birth).trim();
        if has_name {
            normalise::fold(name.forenames, &mut spelling.forenames);
            let whole = [spelling.surname.as_bytes(), spelling.forenames.as_bytes()];
            // A rank would tell two people of one name apart, and a promotion would make one person two: it is left out
            // of the least number.
            return if birth.is_empty() {
                make(Basis::Name, 0, hash.of(&[b"whole", whole[0], whole[1]]))
            } else {
                make(
                    Basis::NameAndBirth,
                    0,
                    hash.of(&[b"birth", whole[0], spelling.initials.as_bytes(), birth.as_bytes()]),
                )
            };
        }
        if !event.is_empty() {
            return make(Basis::Event, 0, by_event(b"event"));
        }
        let (sex, place) = (at(self.sex).trim(), at(self.place).trim());
        if !birth.is_empty() && (!sex.is_empty() || !place.is_empty()) {
            return make(
                Basis::Traits,
                0,
                hash.of(&[b"traits", birth.as_bytes(), sex.as_bytes(), place.as_bytes()]),
            );
        }
        let narrative = at(self.narrative).trim();
        if !narrative.is_empty() {
            return make(Basis::Narrative, 0, hash.of(&[b"narrative", narrative.as_bytes()]));
        }
        let traits = [at(self.age), sex, involvement, place];
        if traits.iter().any(|text| !text.trim().is_empty()) {
            make(Basis::Row, 0, hash.of(&[b"row", &row.number.to_le_bytes()]))
        } else {
            None
        }
    }
}

/// A number for the kind of number that a field holds: keys of different kinds are never compared.
fn kind_of(field: Field) -> u8 {
    match field {
        Field::ServiceNumber => 100,
        Field::PayNumber => 101,
        Field::WarrantNumber => 102,
        Field::Identifier(index) => index.place() as u8,
        _ => 0,
    }
}

/// Buffers for spelling names.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    surname: String,
    forenames: String,
    initials: String,
    number: String,
}

/// The values of one row by place in the list of columns.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    pub(crate) number: u32,
    pub(crate) texts: Vec<&'a str>,
}

impl<'a> Values<'a> {
    pub(crate) fn get(&self, place: usize) -> &'a str {
        self.texts.get(place).copied().unwrap_or_default()
    }
}
