//! The index of a roster: from tags to numbers of people.

use super::form::{Form, RowName, Spelt};
use hashbrown::HashMap;
use hmac::{Hmac, KeyInit, Mac};
use roaring::RoaringBitmap;
use sha2::Sha256;
use std::cell::RefCell;
use zeroize::Zeroizing;

/// Bytes of the key under which tags are made.
pub(crate) const KEY_BYTES: usize = 32;

/// Answers that are remembered: people's names repeat, and a tag costs two hashes.
const REMEMBERED: usize = 1 << 16;

/// People that can be told in a file. Made by [`super::RosterBuilder`] or opened from a sealed file.
pub struct Roster {
    pub(crate) key: Zeroizing<[u8; KEY_BYTES]>,
    pub(crate) people: u32,
    pub(crate) tags: HashMap<(Form, u64), Vec<u32>>,
}

impl std::fmt::Debug for Roster {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // No key, no tag.
        write!(formatter, "Roster of {} people", self.people)
    }
}

impl Roster {
    pub(crate) fn new(
        key: Zeroizing<[u8; KEY_BYTES]>,
        people: u32,
        tags: HashMap<(Form, u64), Vec<u32>>,
    ) -> Self {
        Self { key, people, tags }
    }

    /// Number of people on it.
    pub fn people(&self) -> u32 {
        self.people
    }

    /// The tag of a form's pieces: HMAC-SHA-256 under the roster's key, cut to 64 bits.
    pub(crate) fn tag(key: &[u8; KEY_BYTES], form: Form, pieces: [&str; 3]) -> u64 {
        // A key of 32 bytes is always accepted.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return 0 };
        mac.update(&[form as u8]);
        for piece in pieces {
            mac.update(&(piece.len() as u32).to_le_bytes());
            mac.update(piece.as_bytes());
        }
        let bytes = mac.finalize().into_bytes();
        u64::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]])
    }

    fn find(&self, form: Form, spelt: &Spelt) -> &[u32] {
        let Some(pieces) = spelt.pieces(form) else { return &[] };
        let tag = Self::tag(&self.key, form, pieces);
        self.tags.get(&(form, tag)).map_or(&[], Vec::as_slice)
    }

    /// Whether anybody on the roster has this surname.
    pub(crate) fn has_surname(&self, surname: &str) -> bool {
        let spelt = Spelt::of(&RowName { surname, ..RowName::default() });
        !self.find(Form::Surname, &spelt).is_empty()
    }

    /// Everybody whom a row can be about, and how much the row says.
    pub(crate) fn candidates(&self, row: &RowName<'_>) -> Candidates {
        let spelt = Spelt::of(row);
        let by_number = self.find(Form::NumberSurname, &spelt);
        if !by_number.is_empty() {
            return Candidates::new(by_number, Evidence::Number);
        }
        let by_email = self.find(Form::Email, &spelt);
        if !by_email.is_empty() {
            return Candidates::new(by_email, Evidence::Number);
        }
        if row.surname.is_empty() {
            let by_number = self.find(Form::Number, &spelt);
            return Candidates::new(by_number, Evidence::BareNumber);
        }
        for (form, evidence) in [
            (Form::SurnameForename, Evidence::Forename),
            (Form::SurnameInitials, Evidence::Initials),
            (Form::SurnameInitial, Evidence::Initial),
        ] {
            let found = self.find(form, &spelt);
            if !found.is_empty() {
                return self.narrowed(found, evidence, &spelt);
            }
        }
        if spelt.initials.is_empty() {
            return Candidates::new(self.find(Form::Surname, &spelt), Evidence::Surname);
        }
        Candidates::new(&[], Evidence::Surname)
    }

    /// Of people of one name, those whose rank, unit, place or role agrees. What agrees with nobody says nothing: the
    /// file may be older than the roster.
    fn narrowed(&self, found: &[u32], evidence: Evidence, spelt: &Spelt) -> Candidates {
        let mut left: Vec<u32> = found.to_vec();
        let mut agreed = 0;
        for form in [Form::WithRank, Form::WithLocation, Form::WithUnit, Form::WithRole] {
            let with = self.find(form, spelt);
            let both: Vec<u32> = left.iter().copied().filter(|person| with.contains(person)).collect();
            if !both.is_empty() {
                left = both;
                agreed += 1;
            }
        }
        Candidates { people: left, evidence, agreed }
    }
}

/// How much a row says about who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Evidence {
    Surname,
    BareNumber,
    Initial,
    Initials,
    Forename,
    /// Number and surname, or an e-mail address.
    Number,
}

/// People whom a row can be about.
#[derive(Debug, Clone)]
pub(crate) struct Candidates {
    pub(crate) people: Vec<u32>,
    pub(crate) evidence: Evidence,
    /// Further columns that agree.
    pub(crate) agreed: u8,
}

impl Candidates {
    fn new(people: &[u32], evidence: Evidence) -> Self {
        Self { people: people.to_vec(), evidence, agreed: 0 }
    }

    /// Adds them to a set.
    pub(crate) fn add_to(&self, set: &mut RoaringBitmap) {
        set.extend(self.people.iter().copied());
    }
}

/// A roster as one file asks it, with the answers that it gave before.
#[derive(Debug)]
pub(crate) struct Asked<'r> {
    roster: &'r Roster,
    surnames: RefCell<HashMap<String, bool>>,
}

impl<'r> Asked<'r> {
    pub(crate) fn new(roster: &'r Roster) -> Self {
        Self { roster, surnames: RefCell::default() }
    }

    /// See [`Roster::has_surname`].
    pub(crate) fn has_surname(&self, surname: &str) -> bool {
        if let Some(known) = self.surnames.borrow().get(surname) {
            return *known;
        }
        let known = self.roster.has_surname(surname);
        let mut surnames = self.surnames.borrow_mut();
        if surnames.len() < REMEMBERED {
            surnames.insert(surname.to_owned(), known);
        }
        known
    }

    /// See [`Roster::candidates`].
    pub(crate) fn candidates(&self, row: &RowName<'_>) -> Candidates {
        self.roster.candidates(row)
    }

    /// Number of people on the roster.
    pub(crate) fn people(&self) -> u32 {
        self.roster.people
    }
}
