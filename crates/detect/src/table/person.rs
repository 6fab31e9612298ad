//! One of the people of a row: which columns say who it is, and what they say.

use super::column::Column;
use super::key::{Spelling, Values};
use super::role::Role;
use crate::people::hash::KeyedHash;
use crate::people::tally::{Basis, RowKey};
use crate::roster::normalise;
use crate::roster::{NameParts, RowName};

/// The columns about one of the people of a row. Places in the list of columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Person {
    pub(crate) role: Option<Role>,
    /// Numbers and addresses of one person, best first: place, and which kind of number it is.
    pub(crate) numbers: Vec<(usize, u8)>,
    pub(crate) surname: Option<usize>,
    pub(crate) forenames: Vec<usize>,
    pub(crate) full_name: Option<usize>,
    pub(crate) birth: Option<usize>,
    pub(crate) involvement: Option<usize>,
    pub(crate) sex: Option<usize>,
    pub(crate) age: Option<usize>,
    pub(crate) rank: Option<usize>,
    pub(crate) unit: Option<usize>,
    pub(crate) location: Option<usize>,
    pub(crate) post: Option<usize>,
    /// Any number that a roster can hold, however short.
    pub(crate) staff_number: Option<usize>,
    pub(crate) email: Option<usize>,
    /// Whether the names have forenames, not letters only. A letter and a forename can be one person.
    pub(crate) has_forenames: bool,
    /// What rows are keyed by as a rule, and which number it is; nothing when only traits are told.
    pub(crate) main: Option<(Basis, u8)>,
}

/// Kinds of keys made of names: whole forenames, and letters. They are never compared.
const BY_FORENAME: u8 = 0;
const BY_INITIALS: u8 = 1;

impl Person {
    /// Whether rows name this person.
    pub(crate) fn has_names(&self) -> bool {
        self.surname.is_some() || self.full_name.is_some()
    }

    /// See [`Person::main`].
    pub(super) fn basis(&self, columns: &[Column]) -> Option<(Basis, u8)> {
        let filled = |place: usize| columns.get(place).map_or(0, |column| column.filled);
        let named = [self.surname, self.full_name].into_iter().flatten();
        let most = named.chain(self.numbers.iter().map(|(place, _)| *place)).map(filled).max().unwrap_or(0);
        let is_filled = |place: usize| filled(place) * 2 > most;
        if let Some((_, kind)) = self.numbers.first().filter(|(place, _)| is_filled(*place)) {
            return Some((Basis::Number, *kind));
        }
        if !self.has_names() {
            return None;
        }
        if self.birth.is_some_and(is_filled) {
            return Some((Basis::NameAndBirth, 0));
        }
        Some((Basis::Name, if self.has_forenames { BY_FORENAME } else { BY_INITIALS }))
    }

    /// What the row says of this person.
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
            role: at(self.post),
            number: at(self.staff_number),
            email: at(self.email),
        };
        let whole = if name.surname.is_empty() { at(self.full_name) } else { name.surname };
        if name.surname.is_empty() || has_company(whole) {
            let parts = NameParts::of(whole);
            name.surname = parts.surname;
            if name.forenames.is_empty() {
                name.forenames = parts.forenames;
            }
            if name.number.is_empty() {
                name.number = parts.number;
            }
        }
        name
    }

    /// The key by number or name, whichever the row holds first. `None` when it holds neither.
    pub(crate) fn key(&self, row: &Values<'_>, spelling: &mut Spelling, hash: &KeyedHash) -> Option<RowKey> {
        let at = |place: Option<usize>| place.map_or("", |place| row.get(place));
        let name = self.name(row);
        normalise::surname(name.surname, &mut spelling.surname);
        normalise::initials(name.forenames, &mut spelling.initials);
        // A cell with a figure in it is a number or code that stands among names.
        let has_name = spelling.surname.bytes().any(|byte| byte.is_ascii_alphabetic())
            && !spelling.surname.bytes().any(|byte| byte.is_ascii_digit());
        let first_initial = spelling
            .initials
            .char_indices()
            .nth(1)
            .map_or(spelling.initials.as_str(), |(end, _)| &spelling.initials[..end]);
        let join =
            has_name.then(|| hash.of(&[b"name", spelling.surname.as_bytes(), first_initial.as_bytes()]));
        // Numbers in few rows are left aside where the others have names only: somebody can be in both.
        let is_by_name = has_name && self.main.is_some_and(|(basis, _)| basis != Basis::Number);
        if !is_by_name && let Some((kind, fine)) = self.number_key(row, &mut spelling.number, hash) {
            return Some(RowKey { basis: Basis::Number, kind, fine, join });
        }
        if !has_name {
            return None;
        }
        normalise::fold(name.forenames, &mut spelling.forenames);
        let surname = spelling.surname.as_bytes();
        let birth = at(self.birth).trim();
        if !birth.is_empty() && self.main.is_none_or(|(basis, _)| basis != Basis::Name) {
            let fine = hash.of(&[b"birth", surname, spelling.initials.as_bytes(), birth.as_bytes()]);
            return Some(RowKey { basis: Basis::NameAndBirth, kind: 0, fine, join });
        }
        // A rank would tell two people of one name apart, and a promotion would make one person two: it is left out of the
        // least number. A number beside the name, in the same cell, is the person's own.
        let number = if self.staff_number.is_some() { "" } else { name.number };
        let is_whole = !number.is_empty() || name.forenames.split([' ', '.', ',']).any(is_forename);
        let (kind, given) = if self.has_forenames && is_whole {
            (BY_FORENAME, spelling.forenames.as_bytes())
        } else {
            // Among letters a forename counts as its letter: "Jane Smith" can be "J Smith".
            (BY_INITIALS, spelling.initials.as_bytes())
        };
        let fine = hash.of(&[b"whole", surname, given, number.as_bytes()]);
        Some(RowKey { basis: Basis::Name, kind, fine, join })
    }

    /// The first number that the row has, and its kind.
    fn number_key(&self, row: &Values<'_>, spelt: &mut String, hash: &KeyedHash) -> Option<(u8, u64)> {
        let (kind, value) = self
            .numbers
            .iter()
            .map(|(place, kind)| (*kind, row.get(*place).trim()))
            .find(|(_, value)| !value.is_empty())?;
        spelt.clear();
        let signs =
            value.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '@' | '.' | '_' | '-'));
        spelt.extend(signs.flat_map(char::to_lowercase));
        // "00123" stored as text is 123 stored as a number.
        let number = spelt.trim_start_matches('0');
        Some((kind, hash.of(&[b"number", &[kind], number.as_bytes()])))
    }
}

/// Whether a word is a forename and not a run of initials: "Jo" and "JANE" are, "JA" is not.
fn is_forename(word: &str) -> bool {
    let letters = word.chars().count();
    letters > 3 || letters > 1 && word.chars().any(char::is_lowercase)
}

/// Whether more than a surname stands in the cell: a number, or several words of which one may be a title.
fn has_company(surname: &str) -> bool {
    surname.contains(' ')
}
