//! Who is told of in texts: people of the roster by number, everybody else by keys that are counted.

use super::distinct::DistinctKeys;
use super::hash::KeyedHash;
use crate::roster::{Asked, NameParts, normalise};
use crate::scan::Scanner;
use crate::{IdentifierIndex, Kind, Strength};
use hashbrown::HashMap;
use roaring::RoaringBitmap;

/// Numbers that a person has one of for life: so many different ones are so many people. Passports and payment cards are
/// renewed.
const ONE_FOR_LIFE: [&str; 4] =
    ["uk-nhs-number", "uk-chi-number", "uk-health-and-care-number", "uk-national-insurance"];

/// The people of all texts of a file so far.
#[derive(Debug, Default)]
pub(crate) struct ToldPeople {
    /// People of the roster who bear a name that stands in a text. A text is not judged as a table is, so that none of
    /// them is certain.
    pub(crate) on_roster: RoaringBitmap,
    /// Names that nobody on the roster bears, each with the coarser key under which it can be met in a table.
    names: HashMap<u64, u64>,
    /// Numbers and addresses of single people.
    numbers: DistinctKeys,
    /// Those of them that are certain and for life, by kind.
    for_life: HashMap<IdentifierIndex, DistinctKeys>,
}

impl ToldPeople {
    /// A text in a cell that was just scanned.
    pub(crate) fn cell(
        &mut self,
        text: &str,
        scanner: &Scanner<'_>,
        roster: Option<&Asked<'_>>,
        hash: &KeyedHash,
    ) {
        for (kind, is_certain, piece) in scanner.found(text) {
            match kind {
                Kind::Identifier(kind) => self.number(kind, piece, is_certain, hash),
                Kind::Person => {
                    let bearers = roster.map(|roster| roster.bearers(piece)).unwrap_or_default();
                    if bearers.is_empty() {
                        self.name(piece, hash);
                    }
                    self.on_roster.extend(bearers);
                }
                _ => {}
            }
        }
        if let Some(roster) = roster {
            self.on_roster |= roster.pairs(text);
        }
    }

    /// A name that nobody on the roster bears. A surname alone tells nobody, and letters alone tell nothing.
    pub(crate) fn name(&mut self, name: &str, hash: &KeyedHash) {
        let parts = NameParts::of(name);
        let [mut surname, mut initials, mut whole] = [String::new(), String::new(), String::new()];
        normalise::surname(parts.surname, &mut surname);
        normalise::initials(parts.forenames, &mut initials);
        normalise::fold(name, &mut whole);
        if initials.is_empty() || surname.chars().count() < 2 {
            return;
        }
        let initial: String = initials.chars().take(1).collect();
        // The key that rows of tables have for their names.
        let join = hash.of(&[b"name", surname.as_bytes(), initial.as_bytes()]);
        self.names.insert(hash.of(&[b"text", whole.as_bytes()]), join);
    }

    /// A number or address that belongs to one person.
    pub(crate) fn number(&mut self, kind: IdentifierIndex, text: &str, is_certain: bool, hash: &KeyedHash) {
        if kind.identifier().strength != Strength::Person {
            return;
        }
        let signs =
            text.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '@' | '.' | '_' | '-'));
        let spelt: String = signs.flat_map(char::to_lowercase).collect();
        // The key that rows of tables have for their numbers.
        let key = hash.of(&[b"number", &[kind.place() as u8], spelt.trim_start_matches('0').as_bytes()]);
        self.numbers.insert(key);
        if is_certain && ONE_FOR_LIFE.contains(&kind.identifier().id) {
            self.for_life.entry(kind).or_default().insert(key);
        }
    }

    /// Whether no text tells of anybody who is not on the roster.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.numbers.is_empty()
    }

    /// At least so many different people.
    pub(crate) fn least(&mut self) -> u64 {
        self.for_life.values_mut().map(|numbers| numbers.len() as u64).max().unwrap_or(0)
    }

    /// Names and numbers that stand in no table, whose keys are `known`: each can be another person.
    pub(crate) fn beyond(&mut self, known: &DistinctKeys) -> u64 {
        let names = self.names.values().filter(|join| !known.contains(**join)).count();
        let numbers = self.numbers.iter().filter(|key| !known.contains(*key)).count();
        (names + numbers) as u64
    }
}
