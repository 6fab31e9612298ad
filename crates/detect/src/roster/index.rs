//! The index of a roster: from tags to numbers of people.

use super::form::{self, Form, RowName, Spelt};
use super::keyed::Keyed;
use super::near;
use super::nicknames::families;
use hashbrown::HashMap;
use zeroize::Zeroizing;

/// Bytes of the key under which tags are made.
pub(crate) const KEY_BYTES: usize = 32;

/// People that can be told in a file. Made by [`super::RosterBuilder`] or opened from a sealed file.
pub struct Roster {
    pub(crate) key: Zeroizing<[u8; KEY_BYTES]>,
    keyed: Keyed,
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
        Self { keyed: Keyed::new(&key), key, people, tags }
    }

    /// Number of people on it.
    pub fn people(&self) -> u32 {
        self.people
    }

    /// The people with a form of these pieces.
    pub(super) fn with(&self, form: Form, pieces: [&str; 3]) -> &[u32] {
        self.tags.get(&(form, self.keyed.tag(form, pieces))).map_or(&[], Vec::as_slice)
    }

    fn find(&self, form: Form, spelt: &Spelt) -> &[u32] {
        spelt.pieces(form).map_or(&[], |pieces| self.with(form, pieces))
    }

    /// Whether anybody on the roster has this surname.
    pub(crate) fn has_surname(&self, surname: &str) -> bool {
        let spelt = Spelt::of(&RowName { surname, ..RowName::default() });
        !self.find(Form::Surname, &spelt).is_empty()
    }

    /// Everybody whom a row can be about, and how much the row says. `misspelt` finds the people whose surname is one
    /// letter from this one: that takes many look-ups, and whoever asks can remember them.
    pub(crate) fn candidates(
        &self,
        row: &RowName<'_>,
        misspelt: &mut dyn FnMut(&str) -> Vec<u32>,
    ) -> Candidates {
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
            let found = if by_number.is_empty() {
                self.by_login(if row.number.is_empty() { row.email } else { row.number })
            } else {
                Candidates::new(by_number, Evidence::BareNumber)
            };
            let chance = (!spelt.number.is_empty()).then(|| self.in_use(&spelt.number));
            return Candidates { chance, ..found };
        }
        for (form, evidence) in
            [(Form::SurnameForename, Evidence::Forename), (Form::SurnameInitials, Evidence::Initials)]
        {
            let found = self.find(form, &spelt);
            if !found.is_empty() {
                return self.narrowed(found, evidence, &spelt);
            }
        }
        let short = self.by_families(&spelt);
        if !short.is_empty() {
            return self.narrowed(&short, Evidence::NearForename, &spelt);
        }
        let found = self.find(Form::SurnameInitial, &spelt);
        if !found.is_empty() {
            return self.narrowed(found, Evidence::Initial, &spelt);
        }
        if spelt.initials.is_empty() {
            let found = self.find(Form::Surname, &spelt);
            if !found.is_empty() {
                return Candidates::new(found, Evidence::Surname);
            }
        }
        self.near(&spelt, misspelt)
    }

    /// People whose forename is short for this one, or the other way round.
    fn by_families(&self, spelt: &Spelt) -> Vec<u32> {
        let of = families(&spelt.forename).iter();
        let mut people: Vec<u32> =
            of.flat_map(|family| self.with(Form::Nickname, [&spelt.surname, family, "-"])).copied().collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// People of nearly this name: half of a double-barrelled one, one letter wrong. The forename, its letter or the number
    /// must agree.
    fn near(&self, spelt: &Spelt, misspelt: &mut dyn FnMut(&str) -> Vec<u32>) -> Candidates {
        let none = Candidates::new(&[], Evidence::Surname);
        if spelt.initials.is_empty() && spelt.number.is_empty() {
            return none;
        }
        let mut initial: Vec<u32> = Vec::new();
        let mut forename: Vec<u32> = Vec::new();
        // Half of a roster's name, or a roster's name as half of this one.
        for surname in std::iter::once(&spelt.surname).chain(&spelt.parts) {
            let given = [spelt.initial(), &spelt.forename];
            let forms =
                [(Form::PartInitial, Form::SurnameInitial), (Form::PartForename, Form::SurnameForename)];
            for ((given, (part, whole)), people) in given.iter().zip(forms).zip([&mut initial, &mut forename])
            {
                if !given.is_empty() {
                    people.extend(self.with(part, [surname, given, "-"]));
                    people.extend(self.with(whole, [surname, given, "-"]));
                }
            }
        }
        let mut family: Vec<u32> = misspelt(&spelt.surname);
        let by_number = self.find(Form::Number, spelt);
        let both: Vec<u32> = family.iter().copied().filter(|person| by_number.contains(person)).collect();
        if !both.is_empty() {
            return Candidates::new(&both, Evidence::Number);
        }
        for (form, people) in [(Form::GivenInitial, &mut initial), (Form::Given, &mut forename)] {
            let given = self.find(form, spelt);
            people.extend(family.iter().copied().filter(|person| given.binary_search(person).is_ok()));
        }
        family.clear();
        for (mut people, evidence) in [(forename, Evidence::NearForename), (initial, Evidence::Near)] {
            people.sort_unstable();
            people.dedup();
            if !people.is_empty() {
                return self.narrowed(&people, evidence, spelt);
            }
        }
        none
    }

    /// The share of the numbers of this shape that somebody has: of four digits nearly all, on a large roster.
    pub(super) fn in_use(&self, number: &str) -> f32 {
        let holders = self.with(Form::NumberShape, [&form::shape(number), "-", "-"]).len();
        let signs = number.bytes().enumerate();
        let all: f32 = signs
            .map(|(place, sign)| {
                if !sign.is_ascii_digit() {
                    26.0
                } else if place == 0 {
                    9.0
                } else {
                    10.0
                }
            })
            .product();
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
        (holders as f32 / all).min(1.0)
    }

    /// People whose surname is this one with one letter wrong, missing, too many, or two the wrong way round.
    pub(super) fn misspelt(&self, surname: &str) -> Vec<u32> {
        let mut people = Vec::new();
        near::patterns(surname, true, &mut |pattern| {
            people.extend(self.with(Form::Misspelt, [pattern, "-", "-"]));
        });
        near::corrections(surname, &mut |other| people.extend(self.with(Form::Surname, [other, "-", "-"])));
        people.sort_unstable();
        people.dedup();
        people
    }

    /// People with a login or mailbox of these letters.
    pub(super) fn by_login(&self, text: &str) -> Candidates {
        let mut name = String::new();
        form::login(text, &mut name);
        if name.len() >= near::SHORTEST {
            for (form, evidence) in
                [(Form::LoginForename, Evidence::Forename), (Form::Login, Evidence::Initial)]
            {
                let found = self.with(form, [&name, "-", "-"]);
                if !found.is_empty() {
                    return Candidates::new(found, evidence);
                }
            }
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
        Candidates { people: left, evidence, agreed, chance: None }
    }
}

/// How much a row says about who it is, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Evidence {
    Surname,
    BareNumber,
    /// Nearly this surname, with the initial.
    Near,
    Initial,
    /// Nearly this surname or forename, and the other of the two.
    NearForename,
    Initials,
    Forename,
    /// Number and surname, or an e-mail address.
    Number,
}

impl Evidence {
    /// Every level.
    pub(crate) const ALL: [Self; 8] = [
        Self::Surname,
        Self::BareNumber,
        Self::Near,
        Self::Initial,
        Self::NearForename,
        Self::Initials,
        Self::Forename,
        Self::Number,
    ];
}

/// People whom a row can be about.
#[derive(Debug, Clone)]
pub(crate) struct Candidates {
    pub(crate) people: Vec<u32>,
    pub(crate) evidence: Evidence,
    /// Further columns that agree.
    pub(crate) agreed: u8,
    /// For a number without a name, the share of all such numbers that somebody on the roster has.
    pub(crate) chance: Option<f32>,
}

impl Candidates {
    pub(super) fn new(people: &[u32], evidence: Evidence) -> Self {
        Self { people: people.to_vec(), evidence, agreed: 0, chance: None }
    }
}
