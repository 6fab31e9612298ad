//! Channel H: fictitious people whose names stand in the file.

use crate::delivery::Delivery;
use crate::force::Slot;
use crate::force::spell::{self, Forenames};
use crate::leak::Leak;
use crate::rows::TableRead;
use crate::table::{Content, columns};
use hashbrown::{HashMap, HashSet};
use marks::NameShown;
use marks::evidence::{EValue, HoneyFound, honey};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How much of a name may be shown, and the weight bet on each. Fixed beforehand: a file may show whole forenames of some
/// people and letters of others, and the average of valid e-values is one.
pub(crate) const SHOWN: [(NameShown, f64); 4] = [
    (NameShown::Full, 0.4),
    (NameShown::ForenameAndSurname, 0.3),
    (NameShown::InitialsAndSurname, 0.2),
    (NameShown::InitialAndSurname, 0.1),
];

/// Names of a file, for each of [`SHOWN`]: hashes of their spelling.
#[derive(Default)]
pub(crate) struct NamesShown {
    names: [HashSet<u64>; SHOWN.len()],
}

/// What was found of one delivery's fictitious people.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HoneyWeighed {
    /// For each of [`SHOWN`].
    pub(crate) found: Vec<HoneyFound>,
    /// Fictitious people, by their place, whose names stand in the file as far as it shows names.
    pub(crate) people: Vec<u32>,
    /// What it says.
    pub(crate) value: EValue,
}

impl NamesShown {
    /// All names that columns of names hold, in every way they can be read: every reading is one that could match, so
    /// every one counts against a match.
    pub(crate) fn of(leak: &Leak, tables: &[TableRead<'_>]) -> Self {
        let mut shown = Self::default();
        for (table, read) in leak.tables.iter().zip(tables) {
            let contents: Vec<Option<Content>> =
                read.contents().map(|content| content.map(|(held, _)| held)).collect();
            let columns = columns(table);
            for (column, content) in columns.iter().zip(&contents) {
                if *content == Some(Content::FullName) {
                    for (_, text) in column.filled() {
                        shown.add_full(text);
                    }
                }
            }
            let of = |slot| {
                columns
                    .iter()
                    .zip(&contents)
                    .filter(move |(_, content)| **content == Some(Content::Of(slot)))
                    .map(|(column, _)| column)
            };
            let forenames: Vec<(_, Vec<Forenames>)> = of(Slot::Forenames)
                .map(|column| (column, column.texts.iter().map(|text| Forenames::of(text)).collect()))
                .collect();
            for column in of(Slot::Surname) {
                let surnames: Vec<String> = column.texts.iter().map(|text| spell::surname(text)).collect();
                for row in 0..read.rows() {
                    let Some(surname) = surnames.get(column.at(row)).filter(|surname| !surname.is_empty())
                    else {
                        continue;
                    };
                    for (column, forenames) in &forenames {
                        if let Some(forenames) = forenames.get(column.at(row)) {
                            shown.add(surname, forenames);
                        }
                    }
                }
            }
        }
        shown
    }

    fn add_full(&mut self, text: &str) {
        if let Some((surname, forenames)) = text.split_once(',') {
            self.add(&spell::surname(surname), &Forenames::of(forenames));
            return;
        }
        let words: Vec<&str> = text.split_whitespace().take(6).collect();
        for cut in 1..words.len() {
            if let (Some(front), Some(back)) = (words.get(..cut), words.get(cut..)) {
                let (front, back) = (front.join(" "), back.join(" "));
                self.add(&spell::surname(&back), &Forenames::of(&front));
                self.add(&spell::surname(&front), &Forenames::of(&back));
            }
        }
    }

    fn add(&mut self, surname: &str, forenames: &Forenames) {
        for (names, (shown, _)) in self.names.iter_mut().zip(SHOWN) {
            if let Some(hash) = hashed(surname, forenames, shown) {
                names.insert(hash);
            }
        }
    }

    /// How many different names the file has, by how much of them is shown and the weight that is bet on it.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (NameShown, f64, u64)> + '_ {
        SHOWN.iter().zip(&self.names).map(|((shown, weight), names)| (*shown, *weight, names.len() as u64))
    }

    /// Whether the file shows no name.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.iter().all(HashSet::is_empty)
    }

    /// Weighs one delivery.
    pub(crate) fn weigh(&self, delivery: &Delivery) -> HoneyWeighed {
        let read: Vec<(String, Forenames)> = delivery
            .honey
            .iter()
            .map(|honey| (spell::surname(&honey.surname), Forenames::of(&honey.forenames)))
            .collect();
        let mut people = HashMap::new();
        let found: Vec<HoneyFound> = self
            .names
            .iter()
            .zip(SHOWN)
            .map(|(names, (shown, _))| {
                let mut projected: Vec<u64> = Vec::new();
                for (number, (surname, forenames)) in (0_u32..).zip(&read) {
                    if let Some(hash) = hashed(surname, forenames, shown).filter(|hash| names.contains(hash))
                    {
                        projected.push(hash);
                        people.entry(number).or_insert(shown);
                    }
                }
                // Two fictitious people whom so little of their names does not tell apart are one.
                projected.sort_unstable();
                projected.dedup();
                HoneyFound {
                    found: projected.len() as u32,
                    delivered: read.len() as u32,
                    names: names.len() as u64,
                    shown,
                    refused: delivery.honey_refused,
                }
            })
            .collect();
        let value = EValue::mix(found.iter().zip(SHOWN).map(|(found, (_, weight))| (weight, honey(*found))));
        let mut people: Vec<u32> = people.into_keys().collect();
        people.sort_unstable();
        HoneyWeighed { found, people, value }
    }
}

/// The part of a name that a file shows, hashed; none where it shows less.
fn hashed(surname: &str, forenames: &Forenames, shown: NameShown) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    if surname.is_empty() {
        return None;
    }
    surname.hash(&mut hasher);
    let mut letters = forenames.letters.chars();
    let (first, second) = (letters.next()?, letters.next());
    match shown {
        NameShown::Full if !forenames.only_letters => (forenames.first(), second?).hash(&mut hasher),
        NameShown::ForenameAndSurname if !forenames.only_letters => forenames.first().hash(&mut hasher),
        NameShown::InitialsAndSurname => (first, second?).hash(&mut hasher),
        NameShown::InitialAndSurname => first.hash(&mut hasher),
        _ => return None,
    }
    Some(hasher.finish())
}
