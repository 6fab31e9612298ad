//! People in texts that stand in no table. A text has no columns that support each other, so whoever is found is possible
//! and never definite.

use crate::force::{Force, Slot, spell};
use crate::table::readings;

/// Fewest characters of a number in a text: shorter ones are house numbers and counts.
const SHORTEST_NUMBER: usize = 5;
/// Words of one text that are looked at.
const MOST_WORDS: usize = 2_000_000;

/// Whom texts name.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextFound {
    /// Places of people, sorted, each once.
    pub(crate) people: Vec<u32>,
}

/// Looks for names of two or three words and for numbers of people.
pub(crate) fn in_text(force: &Force, texts: &[String]) -> TextFound {
    let mut people = Vec::new();
    for text in texts {
        let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
        for (at, word) in words.iter().enumerate() {
            numbers(force, word, &mut people);
            for length in 2..=3 {
                if let Some(window) = words.get(at..at + length) {
                    names(force, window, &mut people);
                }
            }
        }
    }
    people.sort_unstable();
    people.dedup();
    TextFound { people }
}

fn numbers(force: &Force, word: &str, people: &mut Vec<u32>) {
    let letters = word.chars().filter(|letter| letter.is_alphanumeric()).count();
    if letters < SHORTEST_NUMBER || !word.bytes().any(|letter| letter.is_ascii_digit()) {
        return;
    }
    let spelt = spell::number(word);
    for (slot, dictionary) in force.slots() {
        if matches!(slot, Slot::Number(_)) {
            people.extend_from_slice(dictionary.holders(dictionary.find(&spelt)));
        }
    }
}

/// A name in running text is two words or three that begin with capitals, with a whole forename: "A Long Day" is none.
fn names(force: &Force, window: &[&str], people: &mut Vec<u32>) {
    if !window.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase)) {
        return;
    }
    let name = window.join(" ");
    // "Jane Smith, who" and "(Smith, Jane)": signs behind a name are the sentence's, a comma inside it is the name's.
    let name = name.trim_matches(|sign: char| !sign.is_alphanumeric());
    for reading in readings(force, name) {
        let Some(letter) = reading.forenames.initial() else { continue };
        if reading.forenames.only_letters || !force.is_first(reading.forenames.first()) {
            continue;
        }
        let bearers = force.block(reading.surname, letter).iter().filter(|person| {
            force
                .forenames_of(**person)
                .any(|(_, theirs)| super::weight::is_consistent(&reading.forenames, theirs))
        });
        people.extend(bearers);
    }
}
