//! What kind of table it is: about people by name, about people without name, or about something else (design note, 8.3).

use super::beside::is_period;
use super::cell::Marks;
use super::column::{Column, ratio};
use super::field::{Field, Weight};
use super::typing::Typed;
use crate::Strength;
use crate::score::Certainty;
use crate::thresholds::{TELLING_CELLS, TELLING_SHARE};

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Nothing in it.
    Empty,
    /// Counts, codes, prices, places of work: not about single people.
    Impersonal,
    /// A row for each person or event, without anything that says who.
    Individuals,
    /// People who can be told: by name, by a number of their own, by what singles them out, by a text about them.
    Identified,
}

/// Why a table is about people, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) nature: Nature,
    pub(crate) why: Vec<&'static str>,
}

/// Judges a table by those of its columns that are looked at. `telling` are, for each column, the cells whose text shows
/// at least two kinds of evidence about somebody.
pub(crate) fn judge(
    columns: &mut [Column],
    typed: &[Typed],
    telling: &[u64],
    looks_at: impl Fn(usize) -> bool,
) -> Judgement {
    if columns.iter().all(|column| column.filled == 0) {
        return Judgement { nature: Nature::Empty, why: Vec::new() };
    }
    let typed: Vec<(usize, Typed)> =
        typed.iter().copied().enumerate().filter(|(place, _)| looks_at(*place)).collect();
    let has = |field: Field| typed.iter().any(|(_, typed)| typed.field == field);
    let has_weight = |weight: Weight| typed.iter().any(|(_, typed)| typed.field.weight() == weight);
    let mut why = Vec::new();

    if has(Field::Surname) || has(Field::FullName) {
        why.push("names");
    } else if has(Field::Forename) && (has(Field::Initials) || typed.len() > 1 && has_weight(Weight::Trait)) {
        why.push("forenames");
    }
    for (place, typed) in &typed {
        let place = *place;
        let is_own = match typed.field {
            Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => true,
            // A number of a person; not the telephone of a station, nor the mailbox of an office.
            Field::Identifier(index) => {
                let identifier = index.identifier();
                identifier.strength == Strength::Person
                    && typed.score.certainty() == Certainty::Certain
                    && !identifier.needs_its_name()
                    || identifier.id == "uk-collar-number"
            }
            _ => false,
        };
        if is_own && columns[place].distinct() >= 2.min(columns[place].filled) {
            why.push("numbers or addresses of single people");
            break;
        }
    }
    let has_birth = typed.iter().any(|(_, typed)| typed.field.id() == "date-of-birth");
    let has_place = exact_place(columns, &typed);
    let has_event = has(Field::Offence) || has(Field::Involvement) || has(Field::Outcome);
    if has_birth && (has(Field::Sex) || has_place || has(Field::Town)) {
        why.push("dates of birth with sex or place");
    }
    if has_place && has_event {
        why.push("exact places with offences");
    }
    let tells = |place: usize| {
        let filled = columns[place].filled;
        telling[place] >= TELLING_CELLS.min(filled.max(1))
            || telling[place] > 0 && ratio(telling[place], filled) >= TELLING_SHARE
    };
    if (0..columns.len()).filter(|place| looks_at(*place)).any(tells) {
        why.push("texts that speak of people");
    }
    if !why.is_empty() {
        return Judgement { nature: Nature::Identified, why };
    }

    let counts = has(Field::Count) || has(Field::Salary) && !has_birth;
    let traits = [
        Field::Age,
        Field::Sex,
        Field::Ethnicity,
        Field::Belief,
        Field::Involvement,
        Field::Relationship,
        Field::Nationality,
    ];
    // What became of the only inspector is about one person, though nothing says who. Stock of ranks by year counts them.
    if !counts && has(Field::Rank) && has_event && !counts_by_period(columns, &typed) {
        return Judgement { nature: Nature::Individuals, why: vec!["rank and outcome of single people"] };
    }
    let told = traits.iter().filter(|field| has(**field)).count() + usize::from(has_birth);
    let is_event = has_weight(Weight::Event) || has(Field::EventDate);
    if !counts && (told >= 2 || told == 1 && is_event && has_event || has_birth) {
        return Judgement {
            nature: Nature::Individuals,
            why: vec!["ages, roles or other traits of single people"],
        };
    }
    if !counts && has_place && is_event {
        return Judgement { nature: Nature::Individuals, why: vec!["exact places of single events"] };
    }
    Judgement { nature: Nature::Impersonal, why }
}

/// Whether a column of numbers is headed by a year or month: "Rank, Outcome, 2021, 2022".
fn counts_by_period(columns: &[Column], typed: &[(usize, Typed)]) -> bool {
    typed.iter().any(|(place, _)| {
        let column = &columns[*place];
        column.filled > 0 && column.share(Marks::INTEGER) > 0.8 && is_period(&column.spelt)
    })
}

/// Whether a column holds places exact enough to be somebody's: full postcodes, addresses, coordinates.
fn exact_place(columns: &[Column], typed: &[(usize, Typed)]) -> bool {
    typed.iter().map(|(place, typed)| (typed, &columns[*place])).any(|(typed, column)| match typed.field {
        Field::Identifier(index) => {
            index.identifier().strength == Strength::Place && typed.score.certainty() >= Certainty::Possible
        }
        // A street alone is no address: "on or near High Street" is how crime is published.
        Field::Address => {
            column.share(Marks::STREET) > 0.5 && column.share(Marks::CODE) < 0.9 && has_house_numbers(column)
        }
        _ => false,
    })
}

fn has_house_numbers(column: &Column) -> bool {
    column.samples.iter().any(|sample| {
        sample.trim_start().bytes().next().is_some_and(|byte| byte.is_ascii_digit())
            || sample.contains("Flat")
    })
}
