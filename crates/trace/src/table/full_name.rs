//! Names in one cell: "SMITH, J", "PC Jane Smith", "van der Berg A B".

use crate::force::spell::{self, Forenames};
use crate::force::{Force, NONE, Slot};

/// Words of a cell that are tried; longer cells are texts.
const MOST_WORDS: usize = 8;

/// One way to read a name: the number of the surname, and the forenames.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) surname: u32,
    pub(crate) forenames: Forenames,
}

/// Every way to read a cell as a name under which the force has somebody. The force's own names decide where the surname
/// ends: no guess from capitals or commas is needed, and what more than one way can be read is kept both ways.
pub(crate) fn readings(force: &Force, text: &str) -> Vec<Reading> {
    let mut readings = Vec::new();
    if text.len() > 120 {
        return readings;
    }
    if let Some((surname, forenames)) = text.split_once(',') {
        add(force, &bare(surname).join(" "), &bare(forenames).join(" "), &mut readings);
        return readings;
    }
    let words = bare(text);
    if words.len() > MOST_WORDS {
        return readings;
    }
    for cut in 1..words.len() {
        if let (Some(front), Some(back)) = (words.get(..cut), words.get(cut..)) {
            add(force, &back.join(" "), &front.join(" "), &mut readings);
            add(force, &front.join(" "), &back.join(" "), &mut readings);
        }
    }
    readings
}

fn add(force: &Force, surname: &str, forenames: &str, readings: &mut Vec<Reading>) {
    let Some(dictionary) = force.dictionary(Slot::Surname) else { return };
    let surname = dictionary.find(&spell::surname(surname));
    if surname == NONE {
        return;
    }
    let forenames = Forenames::of(forenames);
    let reading = Reading { surname, forenames };
    let has_somebody =
        reading.forenames.initial().is_some_and(|letter| !force.block(surname, letter).is_empty());
    if has_somebody && !readings.contains(&reading) {
        readings.push(reading);
    }
}

/// The words without ranks, titles and numbers. Single letters are initials.
fn bare(text: &str) -> Vec<&str> {
    let mut folded = String::new();
    text.split([' ', '\t', '\u{a0}'])
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '.'))
        .filter(|word| {
            detect::normalise::fold(word, &mut folded);
            let is_rank = folded.chars().count() >= 2 && detect::normalise::is_around(&folded);
            !folded.is_empty() && !is_rank && !folded.bytes().all(|letter| letter.is_ascii_digit())
        })
        .collect()
}
