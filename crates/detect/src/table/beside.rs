//! The second look at a column, with what stands beside it (design note, 6.2).

use super::cell::Marks;
use super::column::Column;
use super::contrary;
use super::field::{self, Field, Weight};
use super::typing::{GENERIC_NAME, Typed, is_name, other_words};
use crate::score::{Score, Term};
use crate::thresholds::{
    BIRTH_SERIALS, KNOWN_BESIDE, LETTERS_VARY, NAMES_BESIDE, ONE_A_ROW, OTHER_WORDS, PERIODS_BESIDE,
    SHORT_TABLE, SURNAMES_VARY, SURNAMES_VARY_SHORT,
};
use crate::{IdentifierIndex, Strength};
use std::collections::HashMap;

/// Second look. Twice over the columns: what the last one turns out to be can tell about the first.
pub(super) fn beside(columns: &mut [Column], typed: &mut [Typed]) {
    let counts_periods = counts_by_period(columns, typed);
    let mut typed = Together::new(typed);
    let letters = columns
        .iter_mut()
        .enumerate()
        .any(|(place, column)| typed.of(place).field == Field::Initials && are_letters_of_people(column));
    let own_number = (0..typed.len()).any(|place| is_own_number(typed.of(place).field, &mut columns[place]));
    for place in (0..typed.len()).chain(0..typed.len()) {
        let column = &mut columns[place];
        if counts_periods && typed.of(place).field == Field::Surname && !is_headed_as_name(column) {
            typed.set(place, settled(Field::Words, "counts by year beside it"));
            continue;
        }
        initials(place, column, &mut typed);
        surnames(place, column, &mut typed, letters, own_number);
        own_numbers(place, column, &mut typed);
        births(place, column, &mut typed);
        full_names(place, column, &mut typed);
    }
}

/// Letters beside surnames are initials, whatever they are called.
fn initials(place: usize, column: &mut Column, typed: &mut Together<'_>) {
    let is_untyped =
        matches!(typed.of(place).field, Field::Words | Field::Category | Field::Title | Field::Reference);
    let is_near_name = typed.has(&[Field::Surname, Field::Forename]);
    if is_untyped && is_near_name && column.share(Marks::INITIALS) > 0.9 && column.distinct() >= 4 {
        typed.set(place, settled(Field::Initials, "letters beside surnames"));
    }
}

/// Words written like names, hardly ever the same, beside what people have: surnames. That no list knows them says nothing
/// there, or the founding incident would pass with names that are rare in England.
fn surnames(place: usize, column: &mut Column, typed: &mut Together<'_>, letters: bool, own_number: bool) {
    // A heading can stand over the wrong column: listed surnames beside initials are no stations.
    let is_misheaded = matches!(typed.of(place).field, Field::Location | Field::Town | Field::Unit)
        && letters
        && column.share(Marks::SURNAME) > KNOWN_BESIDE * 2.0
        && !typed.has(&[Field::Surname, Field::FullName]);
    if typed.of(place).field != Field::Words && !is_misheaded || !could_be_names(column) {
        return;
    }
    let beside = [Field::Initials, Field::Forename, Field::Rank, Field::ServiceNumber];
    if column.share(Marks::SURNAME) > KNOWN_BESIDE && typed.has(&beside) {
        typed.set(place, settled(Field::Surname, "words beside initials"));
        return;
    }
    // Stations stand beside ranks and numbers as well; beside initials only people do.
    let is_thing = contrary::is_thing(&column.spelt);
    let is_person = letters
        || !is_thing
            && (typed.has(&[Field::Forename, Field::PayNumber, Field::WarrantNumber, Field::ServiceNumber])
                || typed.has(&[Field::Rank]) && own_number
                || typed.has_own_identifier());
    let heading = field::named(&column.spelt);
    if is_person && are_varied(column) {
        typed.set(place, settled(Field::Surname, "words that hardly repeat, beside what people have"));
    } else if heading.first().is_some_and(|name| name.words == GENERIC_NAME)
        && !is_thing
        && typed.has_person()
    {
        typed.set(place, settled(Field::FullName, "under a heading for names, beside what people have"));
    }
}

/// A number that is different in every row, beside names: a number of the person, unless its heading says whose it is.
fn own_numbers(place: usize, column: &mut Column, typed: &mut Together<'_>) {
    if typed.has(&[Field::Surname, Field::FullName]) && is_own_number(typed.of(place).field, column) {
        typed.set(place, settled(Field::ServiceNumber, "different in every row, beside names"));
    }
}

/// Days counted from 1900, spread over decades, beside names: dates of birth without their format.
fn births(place: usize, column: &mut Column, typed: &mut Together<'_>) {
    let is_serial = column.share(Marks::INTEGER) > 0.98
        && column.integers.is_some_and(|(least, most)| {
            least >= BIRTH_SERIALS.0 && most <= BIRTH_SERIALS.1 && most - least >= BIRTH_SERIALS.2
        });
    if typed.of(place).field == Field::Numbers
        && is_serial
        && column.spelt.is_empty()
        && column.distinct_ratio() > 0.5
        && typed.has(&[Field::Surname, Field::FullName])
        && let Some(birth) = IdentifierIndex::of("date-of-birth")
    {
        typed.set(
            place,
            settled(Field::Identifier(birth), "days since 1900, spread over decades, beside names"),
        );
    }
}

/// "Officer" and "Name" head columns of numbers and of words that are no names.
fn full_names(place: usize, column: &mut Column, typed: &mut Together<'_>) {
    if typed.of(place).field != Field::FullName {
        return;
    }
    let are_unknown = column.share(Marks::NAME_SHAPE).max(column.share(Marks::SMALL)) > 0.8
        && other_words(column) < 0.2
        && (column.on_roster > 0 || are_varied(column));
    if column.share(Marks::WHOLE_NAME) <= 0.3 && column.share(Marks::SURNAME) <= 0.2 && !are_unknown {
        let field = if column.share(Marks::INTEGER) > 0.8 { collar() } else { Field::Category };
        typed.set(place, settled(field, "no names"));
    } else if column.share(Marks::WORD) > 0.9 && !typed.has(&[Field::Surname]) {
        typed.set(place, Typed { field: Field::Surname, ..typed.of(place) });
    }
}

fn could_be_names(column: &Column) -> bool {
    column.share(Marks::NAME_SHAPE) > NAMES_BESIDE
        && column.share(Marks::INITIALS) < 0.5
        && other_words(column) < OTHER_WORDS
}

/// Whether values vary as surnames do.
fn are_varied(column: &mut Column) -> bool {
    let least = if column.filled < SHORT_TABLE { SURNAMES_VARY_SHORT } else { SURNAMES_VARY };
    column.distinct() > 2 && column.distinct_ratio() >= least
}

/// Single letters from all over the alphabet, or headed as initials: not grades, not codes.
fn are_letters_of_people(column: &mut Column) -> bool {
    let is_headed = field::named(&column.spelt).first().is_some_and(|name| name.field == Field::Initials);
    let least = LETTERS_VARY.min(column.filled.saturating_sub(1)).max(2);
    is_headed || column.share(Marks::LETTER) > 0.5 && column.distinct() >= least
}

/// Whether a column holds a number of each row's own that its heading gives to nothing else.
fn is_own_number(field: Field, column: &mut Column) -> bool {
    let is_even = column.share(Marks::INTEGER) > 0.98
        && column.integers.is_some_and(|(least, most)| least >= 100 && digits(least) + 1 >= digits(most));
    matches!(field, Field::Numbers | Field::Words | Field::Reference)
        && !contrary::is_numbered_thing(&column.spelt)
        && column.filled >= 5
        && (is_even || column.share(Marks::CODE) > 0.98)
        && column.distinct_ratio() >= ONE_A_ROW
}

fn is_headed_as_name(column: &Column) -> bool {
    field::named(&column.spelt).first().is_some_and(|name| is_name(name.field))
}

/// Whether every column but those of words counts something, by year or month: "Ward, 2021, 2022, 2023".
fn counts_by_period(columns: &[Column], typed: &[Typed]) -> bool {
    let mut periods = 0;
    for (column, typed) in columns.iter().zip(typed) {
        if column.filled == 0 || column.share(Marks::TEXT) > 0.5 {
            if matches!(typed.field.weight(), Weight::Post | Weight::Trait | Weight::Key) {
                return false;
            }
            continue;
        }
        let is_number = column.share(Marks::INTEGER) + column.share(Marks::DECIMAL) > 0.8;
        if !is_number {
            return false;
        }
        periods += usize::from(is_period(&column.spelt));
    }
    periods >= PERIODS_BESIDE
}

/// Whether a heading is a period itself: "2021", "2021 22", "jan", "q 1".
pub(super) fn is_period(spelt: &str) -> bool {
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "q"];
    spelt.split(' ').next().is_some_and(|word| {
        is_year(word) && word.bytes().all(|byte| byte.is_ascii_digit())
            || months.iter().any(|month| word.starts_with(month))
    })
}

/// The columns of a table, with how many there are of each field: a sheet can have sixteen thousand.
struct Together<'a> {
    typed: &'a mut [Typed],
    counts: HashMap<Field, usize>,
}

impl<'a> Together<'a> {
    fn new(typed: &'a mut [Typed]) -> Self {
        let mut counts = HashMap::new();
        for typed in typed.iter() {
            *counts.entry(typed.field).or_default() += 1;
        }
        Self { typed, counts }
    }

    fn len(&self) -> usize {
        self.typed.len()
    }

    fn of(&self, place: usize) -> Typed {
        self.typed[place]
    }

    fn has(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.counts.get(field).is_some_and(|count| *count > 0))
    }

    fn has_any(&self, is: impl Fn(Field) -> bool) -> bool {
        self.counts.iter().any(|(field, count)| *count > 0 && is(*field))
    }

    /// Whether a column holds numbers of single people, or their dates of birth.
    fn has_own_identifier(&self) -> bool {
        self.has_any(|field| match field {
            Field::Identifier(index) => {
                let identifier = index.identifier();
                identifier.strength == Strength::Person
                    || matches!(identifier.id, "date-of-birth" | "uk-collar-number")
            }
            _ => false,
        })
    }

    /// Whether a column holds what people have and wards have not.
    fn has_person(&self) -> bool {
        let fields =
            [Field::Rank, Field::Initials, Field::Sex, Field::Age, Field::Ethnicity, Field::ServiceNumber];
        self.has(&fields)
            || self.has(&[Field::PayNumber, Field::WarrantNumber, Field::JobRole, Field::Forename])
            || self.has_own_identifier()
    }

    fn set(&mut self, place: usize, typed: Typed) {
        let before = std::mem::replace(&mut self.typed[place], typed);
        if let Some(count) = self.counts.get_mut(&before.field) {
            *count -= 1;
        }
        *self.counts.entry(typed.field).or_default() += 1;
    }
}

fn digits(number: u64) -> u32 {
    number.checked_ilog10().map_or(1, |log| log + 1)
}

fn collar() -> Field {
    IdentifierIndex::of("uk-collar-number").map_or(Field::Numbers, Field::Identifier)
}

fn settled(field: Field, sign: &'static str) -> Typed {
    let mut score = Score::prior(0.0);
    score.add(8.0, Term::Sign(sign));
    Typed { field, score }
}
