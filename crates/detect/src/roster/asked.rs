//! A roster as one file asks it, with the answers that it gave before.

use super::form::{Form, RowName, number};
use super::index::{Candidates, Evidence, Roster};
use super::name::{NameParts, split_name};
use super::normalise;
use crate::people::hash::KeyedHash;
use crate::thresholds::LEAST_DIGITS;
use hashbrown::HashMap;
use roaring::RoaringBitmap;
use std::cell::RefCell;

/// Answers that are remembered: people's names repeat, and a tag costs two hashes.
const REMEMBERED: usize = 1 << 16;

/// Different surnames of a file whose misspellings are looked for: each costs some forty look-ups.
const MISSPELT: usize = 1 << 16;

/// Longest cell that can be a name, a number or a login.
const LONGEST: usize = 60;
/// Most words of a name with rank and number.
const MOST_WORDS: usize = 6;

/// A roster as one file asks it.
#[derive(Debug)]
pub(crate) struct Asked<'r> {
    roster: &'r Roster,
    /// Answers are kept by keyed hashes: no text of the file stays in memory.
    hash: KeyedHash,
    surnames: RefCell<HashMap<u64, bool>>,
    cells: RefCell<HashMap<u64, [Option<CellAnswer>; 2]>>,
    misspelt: RefCell<HashMap<u64, Vec<u32>>>,
}

/// What a cell by itself can be, of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// A number alone.
    Number,
    /// A login or mailbox.
    Login,
    /// A surname alone.
    Surname,
    /// A surname with something of the same person beside it: forename, initials, number.
    Name,
}

impl CellKind {
    pub(crate) const ALL: [Self; 4] = [Self::Number, Self::Login, Self::Surname, Self::Name];
}

/// What the roster says of a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellAnswer {
    pub(crate) kind: CellKind,
    /// How it meets somebody, if it does.
    pub(crate) met: Option<Evidence>,
    /// For a number, the share of all such numbers that somebody on the roster has.
    pub(crate) chance: f32,
}

impl<'r> Asked<'r> {
    pub(crate) fn new(roster: &'r Roster) -> Self {
        Self {
            roster,
            hash: KeyedHash::fresh(),
            surnames: RefCell::default(),
            cells: RefCell::default(),
            misspelt: RefCell::default(),
        }
    }

    /// See [`Roster::has_surname`].
    pub(crate) fn has_surname(&self, surname: &str) -> bool {
        let key = self.hash.of(&[surname.as_bytes()]);
        if let Some(known) = self.surnames.borrow().get(&key) {
            return *known;
        }
        let known = self.roster.has_surname(surname);
        let mut surnames = self.surnames.borrow_mut();
        if surnames.len() < REMEMBERED {
            surnames.insert(key, known);
        }
        known
    }

    /// See [`Roster::candidates`].
    pub(crate) fn candidates(&self, row: &RowName<'_>) -> Candidates {
        self.roster.candidates(row, &mut |surname| self.misspelt(surname))
    }

    fn misspelt(&self, surname: &str) -> Vec<u32> {
        let key = self.hash.of(&[surname.as_bytes()]);
        if let Some(known) = self.misspelt.borrow().get(&key) {
            return known.clone();
        }
        let mut misspelt = self.misspelt.borrow_mut();
        if misspelt.len() >= MISSPELT {
            return Vec::new();
        }
        let people = self.roster.misspelt(surname);
        misspelt.insert(key, people.clone());
        people
    }

    /// What a cell can be of a person, whatever its column is called: up to two readings.
    pub(crate) fn cell(&self, text: &str) -> [Option<CellAnswer>; 2] {
        let text = text.trim();
        let Some(kinds) = kinds(text) else { return [None; 2] };
        let key = self.hash.of(&[text.as_bytes()]);
        if let Some(known) = self.cells.borrow().get(&key) {
            return *known;
        }
        let answers = kinds.map(|kind| kind.and_then(|kind| self.answer(text, kind)));
        let mut cells = self.cells.borrow_mut();
        if cells.len() < REMEMBERED {
            cells.insert(key, answers);
        }
        answers
    }

    fn answer(&self, text: &str, kind: CellKind) -> Option<CellAnswer> {
        let met = |found: Candidates| (!found.people.is_empty()).then_some(found.evidence);
        let answer = |met: Option<Evidence>, chance: f32| Some(CellAnswer { kind, met, chance });
        match kind {
            CellKind::Number => {
                let number = number(text);
                if number.len() < LEAST_DIGITS {
                    return None;
                }
                let is_held = !self.roster.with(Form::Number, [&number, "-", "-"]).is_empty();
                answer(is_held.then_some(Evidence::BareNumber), self.roster.in_use(&number))
            }
            CellKind::Login => answer(met(self.roster.by_login(text)), 0.0),
            CellKind::Surname => answer(self.has_surname(text).then_some(Evidence::Surname), 0.0),
            CellKind::Name => {
                let parts = NameParts::of(text);
                if parts.forenames.is_empty() && parts.number.is_empty() {
                    return None;
                }
                let NameParts { surname, forenames, number } = parts;
                let row = RowName { surname, forenames, number, ..RowName::default() };
                answer(met(self.candidates(&row)), 0.0)
            }
        }
    }

    /// People of the roster who bear a name that stands in a text. A surname alone, or with one letter, meets somebody in
    /// every town.
    pub(crate) fn bearers(&self, name: &str) -> Vec<u32> {
        let (surname, forenames) = split_name(name);
        let found = self.candidates(&RowName { surname, forenames, ..RowName::default() });
        if found.evidence >= Evidence::Initials { found.people } else { Vec::new() }
    }

    /// The same for all pairs of capitalised words, whether or not a list knows them for names.
    pub(crate) fn pairs(&self, text: &str) -> RoaringBitmap {
        let mut people = RoaringBitmap::new();
        let mut before: Option<&str> = None;
        for word in text.split_whitespace() {
            let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
            let is_capital = word.chars().next().is_some_and(char::is_uppercase);
            if let Some(first) = before.filter(|_| is_capital)
                && (self.has_surname(word) || self.has_surname(first))
            {
                people.extend(self.bearers(&format!("{first} {word}")));
            }
            before = is_capital.then_some(word);
        }
        people
    }

    /// Whether a surname is one letter from one of the roster.
    pub(crate) fn is_nearly_surname(&self, text: &str) -> bool {
        let mut surname = String::new();
        normalise::surname(text, &mut surname);
        !self.misspelt(&surname).is_empty()
    }

    /// Number of people on the roster.
    pub(crate) fn people(&self) -> u32 {
        self.roster.people
    }
}

/// What a cell can be by its signs, without looking anything up.
fn kinds(text: &str) -> Option<[Option<CellKind>; 2]> {
    if !(3..=LONGEST).contains(&text.len()) {
        return None;
    }
    let (mut digits, mut letters, mut spaces, mut others) = (0_usize, 0_usize, 0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => letters += 1,
            b' ' => spaces += 1,
            b'.' | b'-' | b'\'' | b',' | b'_' | b'/' | b'(' | b')' => others += 1,
            _ => return None,
        }
    }
    if spaces == 0 {
        if digits >= LEAST_DIGITS && others == 0 && letters <= 3 && text.len() <= 12 {
            return Some([Some(CellKind::Number), None]);
        }
        if letters >= 3 && digits <= 4 && !text.contains([',', '/', '(']) {
            let surname = (digits == 0).then_some(CellKind::Surname);
            return Some([Some(CellKind::Login), surname]);
        }
        // "SMITH,J"
        return (letters > 3 && digits == 0).then_some([Some(CellKind::Name), None]);
    }
    (letters > 3 && spaces < MOST_WORDS && digits <= 8).then_some([Some(CellKind::Name), None])
}
