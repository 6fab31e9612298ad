//! Making a roster from a table of people: a column for each thing, named or guessed.

use super::form::{Form, RowName, Spelt};
use super::index::{KEY_BYTES, Roster};
use super::keyed::Keyed;
use super::name::split_name;
use super::near;
use crate::table::Field;
use hashbrown::HashMap;
use roaring::RoaringBitmap;
use std::fmt;
use zeroize::Zeroizing;

/// What a column of the roster's table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RosterColumn {
    /// Surname.
    Surname,
    /// Another surname of the same person: maiden name, earlier name.
    OtherSurname,
    /// Forenames.
    Forenames,
    /// Initials of the forenames.
    Initials,
    /// The forename that people use.
    KnownAs,
    /// Whole name in one column.
    FullName,
    /// Rank or grade.
    Rank,
    /// Role.
    Role,
    /// Department or unit.
    Unit,
    /// Place of work.
    Location,
    /// A number: service, pay, warrant or collar number.
    Number,
    /// E-mail address.
    Email,
}

impl RosterColumn {
    /// Every column with the name by which it is given on the command line.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("surname", Self::Surname),
        ("other-surname", Self::OtherSurname),
        ("forenames", Self::Forenames),
        ("initials", Self::Initials),
        ("known-as", Self::KnownAs),
        ("name", Self::FullName),
        ("rank", Self::Rank),
        ("role", Self::Role),
        ("unit", Self::Unit),
        ("location", Self::Location),
        ("number", Self::Number),
        ("email", Self::Email),
    ];

    /// What a heading says a column holds.
    pub fn of_header(header: &str) -> Option<Self> {
        let mut spelt = String::new();
        crate::spell(header, &mut spelt);
        if ["known a", "known as", "preferred name"].contains(&spelt.as_str()) {
            return Some(Self::KnownAs);
        }
        if spelt.contains("maiden") || spelt.contains("previous surname") || spelt.contains("former") {
            return Some(Self::OtherSurname);
        }
        let named = crate::table::field::named(&spelt);
        named.iter().find_map(|name| {
            Some(match name.field {
                Field::Surname => Self::Surname,
                Field::Forename => Self::Forenames,
                Field::Initials => Self::Initials,
                Field::FullName => Self::FullName,
                Field::Rank => Self::Rank,
                Field::JobRole => Self::Role,
                Field::Unit => Self::Unit,
                Field::Location => Self::Location,
                Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => Self::Number,
                Field::Identifier(index) => match index.identifier().id {
                    "uk-collar-number" => Self::Number,
                    "email" => Self::Email,
                    _ => return None,
                },
                _ => return None,
            })
        })
    }
}

/// Why a table cannot be a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It has no column of names or numbers.
    NoNames,
    /// It has no rows.
    Empty,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoNames => {
                "no column of the roster is a surname, a name or a number: name its columns with --roster-columns, for \
                 example surname=LASTNAME,number=EMPNO"
            }
            Self::Empty => "the roster has no people in it: check that the file is the right one",
        })
    }
}

impl std::error::Error for Refused {}

/// Builds a roster row by row.
#[derive(Debug)]
pub struct RosterBuilder {
    key: Zeroizing<[u8; KEY_BYTES]>,
    keyed: Keyed,
    columns: Vec<Option<RosterColumn>>,
    tags: HashMap<(Form, u64), Vec<u32>>,
    /// Numbers of the people so far.
    numbers: RoaringBitmap,
    /// The number of whoever is added next without one.
    next: u32,
}

impl RosterBuilder {
    /// Begins with the headings of the table. `chosen` names columns by their heading; the others are guessed.
    pub fn new(
        key: Zeroizing<[u8; KEY_BYTES]>,
        headers: &[String],
        chosen: &[(RosterColumn, String)],
    ) -> Result<Self, Refused> {
        let columns: Vec<Option<RosterColumn>> = headers
            .iter()
            .map(|header| {
                let by_choice =
                    chosen.iter().find(|(_, name)| name.trim().eq_ignore_ascii_case(header.trim()));
                by_choice.map(|(column, _)| *column).or_else(|| RosterColumn::of_header(header))
            })
            .collect();
        let names =
            [RosterColumn::Surname, RosterColumn::FullName, RosterColumn::Number, RosterColumn::Email];
        if !columns.iter().flatten().any(|column| names.contains(column)) {
            return Err(Refused::NoNames);
        }
        Ok(Self {
            keyed: Keyed::new(&key),
            key,
            columns,
            tags: HashMap::new(),
            numbers: RoaringBitmap::new(),
            next: 0,
        })
    }

    /// What each column was taken for.
    pub fn columns(&self) -> &[Option<RosterColumn>] {
        &self.columns
    }

    /// Adds a person, who gets the next number that nobody has: from 0 on, or from the last one that was given.
    pub fn person(&mut self, values: &[&str]) {
        let mut number = self.next;
        while self.numbers.contains(number) {
            number = number.wrapping_add(1);
        }
        self.person_numbered(number, values);
    }

    /// Adds a person under a number of the caller's, in which everything that is found of them is given back. Several rows
    /// can have one number: former names, numbers of earlier posts. A row without a name, number or
    /// address adds nobody.
    pub fn person_numbered(&mut self, person: u32, values: &[&str]) {
        let of = |wanted: RosterColumn| {
            let pairs = self.columns.iter().zip(values).filter(move |(column, _)| **column == Some(wanted));
            pairs.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).collect::<Vec<_>>()
        };
        let first = |wanted: RosterColumn| of(wanted).first().copied().unwrap_or_default();
        let mut surnames = of(RosterColumn::Surname);
        let mut forenames = of(RosterColumn::Forenames);
        let whole = first(RosterColumn::FullName);
        let (whole_surname, whole_forenames) = split_name(whole);
        if surnames.is_empty() && !whole_surname.is_empty() {
            surnames.push(whole_surname);
            forenames.push(whole_forenames);
        }
        surnames.extend(of(RosterColumn::OtherSurname));
        // Forename and middle name may stand in columns of their own: together they give the initials.
        let forenames = forenames.join(" ");
        let initials = of(RosterColumn::Initials).join(" ");
        let mut ways: Vec<&str> = vec![&forenames];
        ways.extend([initials.as_str()].into_iter().filter(|initials| !initials.is_empty()));
        ways.extend(of(RosterColumn::KnownAs));
        let numbers = of(RosterColumn::Number);
        if surnames.is_empty() && numbers.is_empty() && first(RosterColumn::Email).is_empty() {
            return;
        }
        self.numbers.insert(person);
        self.next = person.wrapping_add(1);
        let base = RowName {
            rank: first(RosterColumn::Rank),
            unit: first(RosterColumn::Unit),
            location: first(RosterColumn::Location),
            role: first(RosterColumn::Role),
            email: first(RosterColumn::Email),
            ..RowName::default()
        };
        let mut rows = Vec::new();
        for surname in if surnames.is_empty() { vec![""] } else { surnames } {
            for forenames in &ways {
                for number in numbers.iter().copied().chain([""]) {
                    rows.push(Spelt::of(&RowName { surname, forenames, number, ..base }));
                }
            }
        }
        let (keyed, tags) = (&self.keyed, &mut self.tags);
        let mut add = |form: Form, pieces: [&str; 3]| {
            let people = tags.entry((form, keyed.tag(form, pieces))).or_default();
            if people.last() != Some(&person) {
                people.push(person);
            }
        };
        for spelt in rows {
            for form in Form::ALL {
                if let Some(pieces) = spelt.pieces(form) {
                    add(form, pieces);
                }
            }
            near::forms(&spelt, &mut add);
        }
    }

    /// Finishes.
    pub fn finish(self) -> Result<Roster, Refused> {
        let Self { key, mut tags, numbers, .. } = self;
        if numbers.is_empty() {
            return Err(Refused::Empty);
        }
        for people in tags.values_mut() {
            // Searching them takes for granted that they are in order.
            people.sort_unstable();
            people.dedup();
        }
        // More than four thousand million people there are not.
        let people = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        Ok(Roster::new(key, people, tags))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_in_many_spellings_and_told_apart_by_what_else_agrees() {
        let headers = ["Surname", "Forenames", "Rank", "Station", "Staff No", "Email"].map(ToOwned::to_owned);
        let mut builder = RosterBuilder::new(Zeroizing::new([7; 32]), &headers, &[]).unwrap();
        builder.person(&["O'Neill", "Sean Patrick", "Constable", "Derry", "00123", "s.oneill@force.example"]);
        builder.person(&["ONeill", "Sarah", "Sergeant", "Derry", "456", ""]);
        builder.person(&["Smith", "John", "Constable", "Belfast", "789", ""]);
        let roster = builder.finish().unwrap();
        let who = |surname, forenames, rank, number| {
            roster
                .candidates(&RowName { surname, forenames, rank, number, ..RowName::default() }, &mut |_| {
                    Vec::new()
                })
                .people
        };
        assert_eq!(who("ONEILL", "S", "", ""), [0, 1]);
        assert_eq!(who("O NEILL", "S.P.", "", ""), [0]);
        assert_eq!(who("oneill", "Sarah", "", ""), [1]);
        assert_eq!(who("ONEILL", "S", "SERGEANT", ""), [1]);
        assert_eq!(who("O'Neill", "", "", "123"), [0]);
        assert_eq!(who("Jones", "S", "", ""), [0; 0]);
        assert!(roster.has_surname("O’NEILL") && !roster.has_surname("Jones"));
    }
}
