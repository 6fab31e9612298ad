//! The names that fictitious people can have.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const FORENAMES: &str = include_str!("words/forenames.txt");
const SURNAMES: &str = include_str!("words/surnames.txt");
const BEGINNINGS: &str = include_str!("words/beginnings.txt");
const ENDINGS: &str = include_str!("words/endings.txt");
/// Letters that second forenames begin with often enough not to be looked at twice.
const INITIALS: [char; 20] =
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'R', 'S', 'T', 'V', 'W'];

/// All names: a combination is drawn evenly, and each has one number.
pub(super) struct Names {
    forenames: Vec<&'static str>,
    surnames: Vec<String>,
}

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

fn words(list: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_ascii_whitespace)
}

impl Names {
    fn new() -> Self {
        // A third of the surnames are met every day. The rest are such as villages gave, some borne by many and most by
        // few: there are enough of them that no list can try them all, and they fall on few real people.
        let mut surnames: Vec<String> = words(SURNAMES).map(str::to_owned).collect();
        for beginning in words(BEGINNINGS) {
            for ending in words(ENDINGS) {
                // "Hartton" is no name, nor is "Denden".
                let doubled = beginning.chars().last() == ending.chars().next();
                if !doubled && !beginning.eq_ignore_ascii_case(ending) {
                    surnames.push(format!("{beginning}{ending}"));
                }
            }
        }
        Self { forenames: words(FORENAMES).collect(), surnames }
    }

    /// How many combinations of forename, initial and surname there are.
    pub(super) fn combinations(&self) -> u64 {
        (self.forenames.len() * INITIALS.len() * self.surnames.len()) as u64
    }

    pub(super) fn surnames(&self) -> u64 {
        self.surnames.len() as u64
    }

    pub(super) fn forenames(&self) -> u64 {
        self.forenames.len() as u64
    }

    pub(super) const fn initials() -> u64 {
        INITIALS.len() as u64
    }

    /// Forenames that begin with the letter with which most do.
    pub(super) fn forenames_of_one_letter(&self) -> u64 {
        let mut letters = BTreeMap::new();
        for letter in self.forenames.iter().filter_map(|name| name.chars().next()) {
            *letters.entry(letter).or_insert(0) += 1;
        }
        letters.into_values().max().unwrap_or(1)
    }

    /// The combination of this number, below [`Names::combinations`].
    pub(super) fn combination(&'static self, number: u64) -> Option<(&'static str, char, &'static str)> {
        let (rest, surname) = (number / self.surnames(), number % self.surnames());
        let (forename, initial) = (rest / Self::initials(), rest % Self::initials());
        Some((
            self.forenames.get(usize::try_from(forename).ok()?)?,
            *INITIALS.get(usize::try_from(initial).ok()?)?,
            self.surnames.get(usize::try_from(surname).ok()?)?,
        ))
    }
}
