//! The force, made ready for questions: values by spelling, people by name, versions by person.

use super::dictionary::Dictionary;
use super::known::{Kind, Known};
use super::spell::{self, Forenames};
use hashbrown::HashMap;
use std::ops::Range;

/// What a cell is compared with: a field of other text or numbers, or one of the two parts of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// Surnames of all fields.
    Surname,
    /// Forenames of all fields.
    Forenames,
    /// A number that belongs to one person; the field's bit.
    Number(u8),
    /// Another field; its bit.
    Other(u8),
}

/// One value of one person, from when to when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Version {
    /// The person's place in the index.
    pub(crate) person: u32,
    /// What it is compared with.
    pub(crate) slot: Slot,
    /// The field it came from.
    pub(crate) field: u8,
    /// Number of the value in its dictionary.
    pub(crate) value: u32,
    /// First instant.
    pub(crate) from: i64,
    /// First instant after it.
    pub(crate) until: i64,
}

/// Everything the force knew about its people, over all its time. Made once; many files are traced with it.
pub struct Force {
    /// Numbers of people, ascending.
    numbers: Vec<u32>,
    versions: Vec<Version>,
    /// Where each person's versions begin; one more than there are people.
    starts: Vec<usize>,
    dictionaries: HashMap<Slot, Dictionary>,
    /// By number of the value.
    forenames: Vec<Forenames>,
    /// By surname and first letter.
    blocks: HashMap<(u32, char), Vec<u32>>,
    /// How many people have forenames with this first letter.
    initials: HashMap<char, usize>,
    /// How many people have this first forename.
    firsts: HashMap<String, usize>,
    /// Fields that tell surnames, and fields that tell forenames, as bits.
    surname_fields: u64,
    forename_fields: u64,
    /// Fields that are photos, as bits.
    photo_fields: u64,
    /// The first moment at which anything was known.
    begin: i64,
}

impl std::fmt::Debug for Force {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Force").field("people", &self.numbers.len()).finish_non_exhaustive()
    }
}

impl Force {
    /// Reads all values once.
    pub fn new(values: impl IntoIterator<Item = Known>) -> Self {
        let mut force = Self {
            numbers: Vec::new(),
            versions: Vec::new(),
            starts: Vec::new(),
            dictionaries: HashMap::new(),
            forenames: Vec::new(),
            blocks: HashMap::new(),
            initials: HashMap::new(),
            firsts: HashMap::new(),
            surname_fields: 0,
            forename_fields: 0,
            photo_fields: 0,
            begin: i64::MAX,
        };
        for known in values {
            force.numbers.push(known.person);
            force.take(&known);
        }
        force.number_people();
        force.find_blocks();
        force
    }

    /// Notes one value. People are still named by their numbers.
    fn take(&mut self, known: &Known) {
        let bit = 1_u64.checked_shl(u32::from(known.field)).unwrap_or_default();
        if matches!(known.kind, Kind::Surname | Kind::FullName) {
            self.surname_fields |= bit;
        }
        if matches!(known.kind, Kind::Forenames | Kind::FullName) {
            self.forename_fields |= bit;
        }
        match known.kind {
            Kind::Surname => self.add(known, Slot::Surname, spell::surname(&known.text)),
            Kind::Forenames => self.add_forenames(known, &known.text),
            Kind::FullName => {
                let (surname, forenames) = parts_of(&known.text);
                self.add(known, Slot::Surname, spell::surname(surname));
                self.add_forenames(known, forenames);
            }
            Kind::Number => self.add(known, Slot::Number(known.field), spell::number(&known.text)),
            Kind::Other => self.add(known, Slot::Other(known.field), spell::other(&known.text)),
            // Pictures are compared by who reads them; no cell can show one.
            Kind::Photo => self.photo_fields |= bit,
        }
    }

    fn add_forenames(&mut self, known: &Known, text: &str) {
        let read = Forenames::of(text);
        if read.letters.is_empty() {
            return;
        }
        let dictionary = self.dictionaries.entry(Slot::Forenames).or_default();
        let mut spelling = read.words.clone();
        // "ja" the letters and "ja" the name are not one.
        if read.only_letters {
            spelling.push('.');
        }
        let value = dictionary.add(spelling);
        if value as usize == self.forenames.len() {
            self.forenames.push(read);
        }
        self.push(known, Slot::Forenames, value);
    }

    fn add(&mut self, known: &Known, slot: Slot, spelling: String) {
        if spelling.is_empty() {
            return;
        }
        let value = self.dictionaries.entry(slot).or_default().add(spelling);
        self.push(known, slot, value);
    }

    fn push(&mut self, known: &Known, slot: Slot, value: u32) {
        let until = known.until.unwrap_or(i64::MAX);
        self.begin = self.begin.min(known.from);
        if known.from < until {
            let (person, field, from) = (known.person, known.field, known.from);
            self.versions.push(Version { person, slot, field, value, from, until });
        }
    }

    /// Gives people their places and sorts versions by them.
    fn number_people(&mut self) {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        self.numbers.shrink_to_fit();
        for version in &mut self.versions {
            version.person = self.numbers.binary_search(&version.person).unwrap_or_default() as u32;
        }
        self.versions.sort_unstable_by_key(|version| (version.person, version.slot, version.from));
        self.versions.shrink_to_fit();
        self.starts = (0..=self.numbers.len() as u32)
            .map(|person| self.versions.partition_point(|version| version.person < person))
            .collect();
        for version in &self.versions {
            if let Some(dictionary) = self.dictionaries.get_mut(&version.slot) {
                dictionary.held(version.value, version.person);
            }
        }
        self.dictionaries.values_mut().for_each(Dictionary::finish);
    }

    fn find_blocks(&mut self) {
        for person in 0..self.numbers.len() as u32 {
            let mut letters: Vec<char> =
                self.forenames_of(person).filter_map(|(_, forenames)| forenames.initial()).collect();
            letters.sort_unstable();
            letters.dedup();
            let mut surnames: Vec<u32> =
                self.versions_in(person, Slot::Surname).map(|version| version.value).collect();
            surnames.sort_unstable();
            surnames.dedup();
            let mut firsts: Vec<String> = self
                .forenames_of(person)
                .filter(|(_, forenames)| !forenames.only_letters)
                .map(|(_, forenames)| forenames.first().to_owned())
                .collect();
            firsts.sort_unstable();
            firsts.dedup();
            for first in firsts {
                *self.firsts.entry(first).or_default() += 1;
            }
            for letter in letters {
                *self.initials.entry(letter).or_default() += 1;
                for surname in &surnames {
                    self.blocks.entry((*surname, letter)).or_default().push(person);
                }
            }
        }
    }

    /// How many people the force ever had.
    pub fn people(&self) -> usize {
        self.numbers.len()
    }

    /// How many values of all people are compared.
    pub fn values(&self) -> usize {
        self.versions.len()
    }

    /// Fields of which one must have been delivered for this slot to be told, as bits.
    pub(crate) fn fields_of(&self, slot: Slot) -> u64 {
        match slot {
            Slot::Surname => self.surname_fields,
            Slot::Forenames => self.forename_fields,
            Slot::Number(field) | Slot::Other(field) => {
                1_u64.checked_shl(u32::from(field)).unwrap_or_default()
            }
        }
    }

    /// Fields that are photos, as bits.
    pub(crate) fn photo_fields(&self) -> u64 {
        self.photo_fields
    }

    /// The first moment at which anything was known.
    pub(crate) fn begin(&self) -> i64 {
        self.begin
    }

    /// A person's number.
    pub(crate) fn number(&self, person: u32) -> u32 {
        self.numbers.get(person as usize).copied().unwrap_or(u32::MAX)
    }

    /// The place of the person with this number.
    pub(crate) fn place(&self, number: u32) -> Option<u32> {
        self.numbers.binary_search(&number).ok().map(|place| place as u32)
    }

    /// What cells are compared with.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (Slot, &Dictionary)> {
        self.dictionaries.iter().map(|(slot, dictionary)| (*slot, dictionary))
    }

    /// The values of a slot.
    pub(crate) fn dictionary(&self, slot: Slot) -> Option<&Dictionary> {
        self.dictionaries.get(&slot)
    }

    fn range(&self, person: u32) -> Range<usize> {
        let start = self.starts.get(person as usize).copied().unwrap_or_default();
        start..self.starts.get(person as usize + 1).copied().unwrap_or(start)
    }

    /// All versions of a person.
    pub(crate) fn versions_of(&self, person: u32) -> &[Version] {
        self.versions.get(self.range(person)).unwrap_or_default()
    }

    /// From when to when the record held anything of a person.
    pub(crate) fn span(&self, person: u32) -> (i64, i64) {
        let versions = self.versions_of(person);
        let from = versions.iter().map(|version| version.from).min().unwrap_or(i64::MIN);
        (from, versions.iter().map(|version| version.until).max().unwrap_or(i64::MAX))
    }

    /// A person's versions of one slot.
    pub(crate) fn versions_in(&self, person: u32, slot: Slot) -> impl Iterator<Item = &Version> {
        self.versions_of(person).iter().filter(move |version| version.slot == slot)
    }

    /// A person's forenames over time.
    pub(crate) fn forenames_of(&self, person: u32) -> impl Iterator<Item = (&Version, &Forenames)> {
        self.versions_in(person, Slot::Forenames)
            .filter_map(|version| Some((version, self.forenames.get(version.value as usize)?)))
    }

    /// Who ever had this surname, and forenames with this first letter.
    pub(crate) fn block(&self, surname: u32, letter: char) -> &[u32] {
        self.blocks.get(&(surname, letter)).map_or(&[], Vec::as_slice)
    }

    /// Share of people whose forenames begin with this letter.
    pub(crate) fn share_of_initial(&self, letter: char) -> f64 {
        share(self.initials.get(&letter).copied().unwrap_or_default(), self.people())
    }

    /// Share of people with this first forename.
    pub(crate) fn share_of_first(&self, first: &str) -> f64 {
        share(self.firsts.get(first).copied().unwrap_or_default(), self.people())
    }

    /// Whether anybody has this first forename.
    pub(crate) fn is_first(&self, first: &str) -> bool {
        self.firsts.contains_key(first)
    }

    /// Share of people who ever had this value. What nobody had counts as half a person.
    pub(crate) fn share_of(&self, slot: Slot, value: u32) -> f64 {
        let holders = self.dictionary(slot).map_or(0, |dictionary| dictionary.holders(value).len());
        share(holders, self.people())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn share(count: usize, all: usize) -> f64 {
    ((count as f64).max(0.5) / (all as f64).max(1.0)).min(1.0)
}

/// Surname and forenames of a full name as the record keeps it: "Smith, John" or "John Smith".
fn parts_of(name: &str) -> (&str, &str) {
    if let Some((surname, forenames)) = name.split_once(',') {
        return (surname.trim(), forenames.trim());
    }
    let name = name.trim();
    name.rsplit_once(' ').map_or((name, ""), |(forenames, surname)| (surname, forenames.trim()))
}
