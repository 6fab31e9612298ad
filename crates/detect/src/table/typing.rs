//! What each column is about, by its content first and its heading second; then once more with its neighbours.

use super::agreement::tells_of_owner;
use super::beside::beside;
use super::cell::Marks;
use super::column::Column;
use super::contrary;
use super::field::{self, Field, Weight};
use crate::score::{Certainty, Score, Term, column_bits};
use crate::thresholds::{
    AGES, AGREES_BY_CHANCE, CODES, DATES, DECIMALS, ETHNICITIES, EVENT_NUMBERS, FEW_NAMES, FEW_NAMES_HEADED,
    FEW_OTHER_WORDS, FORENAMES_IN_WHOLE, FORENAMES_KNOWN, HEADED_OTHERWISE, HEADED_THING, HEADED_VAGUELY,
    HEADER, HEADER_PART, INDEPENDENT, INITIALS, INITIALS_IN_WHOLE, INVOLVEMENTS, LIKE_BESIDE, LISTS_SILENT,
    LISTS_SILENT_UNHEADED, LONG_TEXTS, NAME_SHAPE_AT_LEAST, NAME_SHAPE_AT_MOST, NAME_SHAPED, NUMBER_EACH,
    NUMBERED, NUMBERED_AT_MOST, NUMBERED_CELLS, NUMBERED_KNOWN, NUMBERED_VARY, OFFENCES, ON_ROSTER,
    OTHER_WORDS_ALL, OUTCOMES, PERIODS, PLACES, PRIOR_EVENT, PRIOR_NAME, PRIOR_OTHER, PRIOR_PLAIN, RANKS,
    RELATIONS, ROSTER_NAMES, SEVERAL_AT_MOST, SEVERAL_WORDS, SEXES, SHAPE_AT_MOST, SHAPE_BY_CHANCE, STREETS,
    SURNAMES_IN_WHOLE, SURNAMES_KNOWN, TITLED, TITLED_AT_MOST, TOWNS, WHOLE_NAMES, WHOLE_NAMES_AT_MOST,
    WHOLE_NUMBERS, WORDS_AT_MOST, WORTH_WEIGHING,
};
use crate::{IDENTIFIERS, IdentifierIndex};
use std::collections::HashMap;

/// What a column is about, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Typed {
    pub(crate) field: Field,
    pub(crate) score: Score,
}

/// Types all columns of a table. `elsewhere` are the fields of the rows beside these, by column: a few rows that a filter
/// left out are too few to tell by themselves, and they can be another table that only lies below.
pub(crate) fn types(columns: &mut [Column], elsewhere: &HashMap<u32, Field>) -> Vec<Typed> {
    let mut typed: Vec<Typed> =
        columns.iter_mut().map(|column| alone(elsewhere.get(&column.number).copied(), column)).collect();
    beside(columns, &mut typed);
    typed
}

/// The best reading of a column by itself.
fn alone(elsewhere: Option<Field>, column: &mut Column) -> Typed {
    if column.filled == 0 {
        return Typed { field: Field::Empty, score: Score::prior(0.0) };
    }
    let named = field::named(&column.spelt);
    let is_thing = contrary::is_thing(&column.spelt);
    let mut best = Typed { field: plain(column), score: Score::prior(0.0) };
    let mut candidates = candidates(column, &named);
    candidates.extend(elsewhere.filter(|field| field.is_personal() && !candidates.contains(field)));
    for field in candidates {
        let mut score = Score::prior(prior(field));
        if elsewhere == Some(field) {
            score.add(LIKE_BESIDE, Term::Sign("like the rows beside"));
        }
        let heading = named.iter().find(|name| name.field == field).filter(|_| !is_thing || !is_name(field));
        if is_name(field) && is_thing {
            score.add(HEADED_THING, Term::Against("heading"));
        } else if let Some(name) = heading {
            // A longer name of another field takes the heading: "date of birth" is no date.
            let is_best =
                named.first().is_none_or(|first| first.words.len() <= name.words.len() || !first.is_whole);
            let bits = if name.is_whole { HEADER } else { HEADER_PART };
            score.add(if is_best { bits } else { bits / 3.0 }, Term::Header(name.words));
        } else if is_name(field) && named.first().is_some_and(|first| first.is_whole && !is_name(first.field))
        {
            // Stations and wards bear the names of people. "Key" and "item" can head anything, people among it.
            let is_vague = named.first().is_some_and(|first| first.field.weight() == Weight::Other);
            let bits = if is_vague && field == Field::FullName { HEADED_VAGUELY } else { HEADED_OTHERWISE };
            score.add(bits, Term::Against("heading"));
        }
        content(field, heading, column, &mut score);
        if score.bits() > best.score.bits() && score.certainty() >= Certainty::Possible {
            best = Typed { field, score };
        }
    }
    best
}

pub(super) fn is_name(field: Field) -> bool {
    matches!(field, Field::Surname | Field::Forename | Field::FullName | Field::Initials)
}

/// What is left when nothing speaks for a field.
fn plain(column: &Column) -> Field {
    if column.share(Marks::DATE) > 0.8 {
        Field::Dates
    } else if column.share(Marks::INTEGER) + column.share(Marks::DECIMAL) > 0.8 {
        Field::Numbers
    } else {
        Field::Words
    }
}

/// Fields worth weighing: those of the heading, and those that content alone can tell.
fn candidates(column: &Column, named: &[field::Named]) -> Vec<Field> {
    let mut found: Vec<Field> = named.iter().map(|name| name.field).collect();
    let by_content = [
        (Field::Surname, Marks::WORD),
        (Field::Forename, Marks::WORD),
        (Field::Initials, Marks::INITIALS),
        (Field::FullName, Marks::WHOLE_NAME),
        (Field::FullName, Marks::NUMBERED),
        (Field::Rank, Marks::RANK),
        (Field::Sex, Marks::SEX),
        (Field::Ethnicity, Marks::ETHNICITY),
        (Field::Relationship, Marks::RELATION),
        (Field::Involvement, Marks::INVOLVEMENT),
        (Field::Offence, Marks::OFFENCE),
        (Field::Outcome, Marks::OUTCOME),
        (Field::Narrative, Marks::LONG),
        (Field::Address, Marks::STREET),
        (Field::Town, Marks::PLACE),
        (Field::Period, Marks::PERIOD),
    ];
    for (field, mark) in by_content {
        if column.share(mark) > WORTH_WEIGHING && !found.contains(&field) {
            found.push(field);
        }
    }
    for index in IdentifierIndex::all() {
        if column.passed(index) * 2 > column.filled && !found.contains(&Field::Identifier(index)) {
            found.push(Field::Identifier(index));
        }
    }
    found
}

/// How rare a column of this kind is before anything is known.
fn prior(field: Field) -> f32 {
    match field {
        Field::Identifier(index) => index.identifier().prior,
        Field::Surname | Field::Forename | Field::FullName | Field::Initials => PRIOR_NAME,
        Field::Narrative | Field::Offence | Field::Involvement | Field::Outcome => PRIOR_EVENT,
        Field::Count | Field::Period | Field::Category | Field::Reference => PRIOR_PLAIN,
        _ => PRIOR_OTHER,
    }
}

/// Bits for shares: what a true column would show against what other columns of words show.
fn shares(column: &Column, mark: Marks, (of_true, of_others): (f32, f32)) -> f32 {
    let filled = column.filled.min(INDEPENDENT);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of at most 40"
    )]
    let marked = (column.share(mark) * filled as f32).round() as u64;
    bits_of(marked, filled, of_true, of_others)
}

#[expect(clippy::cast_precision_loss, reason = "at most 40")]
fn bits_of(marked: u64, filled: u64, of_true: f32, of_others: f32) -> f32 {
    let bits = marked as f32 * (of_true / of_others).log2()
        + (filled - marked) as f32 * ((1.0 - of_true) / (1.0 - of_others)).log2();
    bits.clamp(-WORDS_AT_MOST, WORDS_AT_MOST)
}

/// The share of the commonest kind of words that are no names: words of the language, places, offences, months.
pub(super) fn other_words(column: &Column) -> f32 {
    let others = [
        Marks::ORDINARY,
        Marks::PLACE,
        Marks::STREET,
        Marks::OFFENCE,
        Marks::PERIOD,
        Marks::RANK,
        Marks::JOB,
    ];
    others.iter().map(|mark| column.share(*mark)).fold(0.0, f32::max)
}

/// Bits against names, for words that are something else.
fn against(column: &Column) -> f32 {
    let share = other_words(column);
    // A few are names too: Hill, Banks, York.
    let others = if share < FEW_OTHER_WORDS { 0.0 } else { OTHER_WORDS_ALL * share };
    others + shares(column, Marks::PLACE, TOWNS).min(0.0)
}

/// The same few words over and over.
fn few_names(is_headed: bool, column: &mut Column, score: &mut Score) {
    if column.filled >= 20 && column.distinct() < 12 && column.distinct() * 4 < column.filled {
        let bits = if is_headed { FEW_NAMES_HEADED } else { FEW_NAMES };
        score.add(bits, Term::Against("few different values"));
    }
}

/// Bits for words written like names, in capitals or small letters throughout.
fn name_shape(column: &Column) -> f32 {
    let capitals = shares(column, Marks::NAME_SHAPE, NAME_SHAPED);
    capitals.max(shares(column, Marks::SMALL, NAME_SHAPED)).clamp(NAME_SHAPE_AT_LEAST, NAME_SHAPE_AT_MOST)
}

/// Weighs whole names: "Tara Lomax", "LOMAX, T", "PC 1482 Lomax".
fn whole_names(heading: Option<&field::Named>, column: &mut Column, score: &mut Score) {
    let mut shape = shares(column, Marks::WHOLE_NAME, WHOLE_NAMES);
    if let Some(heading) = heading {
        // Under a heading for names, words need not be on a list to be names.
        shape = shape.max(shares(column, Marks::SEVERAL, SEVERAL_WORDS).min(SEVERAL_AT_MOST));
        // "Name" heads wards and courses as well; "officer" heads people, and a single word is one of them.
        if heading.words != GENERIC_NAME {
            shape = shape.max(name_shape(column));
        }
    }
    let numbered = shares(column, Marks::NUMBERED, NUMBERED).min(NUMBERED_AT_MOST);
    let shape = shape.max(numbered).clamp(NAME_SHAPE_AT_LEAST, WHOLE_NAMES_AT_MOST);
    score.add(shape, Term::Sign("looks like whole names"));
    let titled = shares(column, Marks::TITLED, TITLED).clamp(0.0, TITLED_AT_MOST);
    if titled > 0.0 {
        score.add(titled, Term::Sign("behind ranks or titles"));
        few_names(heading.is_some(), column, score);
    }
    // Shops have numbers too, "Tesco 4471", and no list of surnames knows any of them.
    let is_some_name = heading.is_some() || column.share(Marks::SURNAME) >= NUMBERED_KNOWN;
    let has_numbers = numbered > 0.0
        && is_some_name
        && column.filled >= NUMBERED_CELLS
        && column.distinct_ratio() >= NUMBERED_VARY;
    if has_numbers {
        score.add(NUMBER_EACH, Term::Sign("a number beside each"));
    }
    let forenames = shares(column, Marks::FORENAME, FORENAMES_IN_WHOLE);
    // Where forenames are letters, no list can know them.
    let letters = shares(column, Marks::WITH_INITIALS, INITIALS_IN_WHOLE);
    let lists = shares(column, Marks::SURNAME, SURNAMES_IN_WHOLE) + forenames.max(letters);
    let silent =
        if heading.is_some() || titled > 0.0 || has_numbers { LISTS_SILENT } else { LISTS_SILENT_UNHEADED };
    score.add(lists.clamp(silent, WHOLE_NAMES_AT_MOST), Term::Sign("common names"));
    score.add(against(column), Term::Sign("other words"));
}

/// The heading that names nothing but that these are names.
pub(super) const GENERIC_NAME: &str = "name";

/// Weighs what the cells of a column say about a field.
fn content(field: Field, heading: Option<&field::Named>, column: &mut Column, score: &mut Score) {
    let say = |score: &mut Score, bits: f32, sign: &'static str| score.add(bits, Term::Sign(sign));
    let filled = column.filled;
    let silent = if heading.is_some() { LISTS_SILENT } else { -WORDS_AT_MOST };
    match field {
        Field::Identifier(index) => {
            if !index.identifier().needs_its_name() || score.bits() > index.identifier().prior {
                column_of_identifier(index, column, score);
            }
        }
        Field::Surname => {
            say(score, name_shape(column), "looks like names");
            say(score, shares(column, Marks::SURNAME, SURNAMES_KNOWN).max(silent), "common surnames");
            say(score, against(column), "other words");
            few_names(heading.is_some(), column, score);
            if column.on_roster * 3 > filled {
                // North, Hill and Brown are somebody's name too: what counts is how many different ones there are.
                let different = column.distinct().min(ROSTER_NAMES);
                #[expect(clippy::cast_precision_loss, reason = "at most 20")]
                say(score, ON_ROSTER * different as f32 / ROSTER_NAMES as f32, "surnames of the roster");
            }
        }
        Field::Forename => {
            say(score, name_shape(column), "looks like names");
            say(score, shares(column, Marks::FORENAME, FORENAMES_KNOWN).max(silent), "common forenames");
            say(score, against(column), "other words");
        }
        Field::FullName => whole_names(heading, column, score),
        Field::Initials => {
            say(score, shares(column, Marks::INITIALS, INITIALS), "one to three letters");
            // Codes of few letters repeat; so do initials, but over all the alphabet.
            if column.distinct() < 6 && filled > 20 {
                say(score, -8.0, "few different values");
            }
        }
        Field::Rank => say(score, shares(column, Marks::RANK, RANKS), "ranks and grades"),
        Field::Sex => {
            say(score, shares(column, Marks::SEX, SEXES), "values of sex");
            let few = column.distinct() <= 8;
            say(score, if few { 2.0 } else { -10.0 }, "few different values");
        }
        Field::Ethnicity => say(score, shares(column, Marks::ETHNICITY, ETHNICITIES), "ethnicity codes"),
        Field::Relationship => say(score, shares(column, Marks::RELATION, RELATIONS), "relationships"),
        Field::Involvement => {
            say(score, shares(column, Marks::INVOLVEMENT, INVOLVEMENTS), "roles in a crime");
        }
        Field::Offence => say(score, shares(column, Marks::OFFENCE, OFFENCES), "offences"),
        Field::Outcome => say(score, shares(column, Marks::OUTCOME, OUTCOMES), "outcomes"),
        Field::Age => {
            say(score, shares(column, Marks::AGE, AGES), "whole numbers up to 115");
            let spans = column.integers.is_some_and(|(least, most)| most - least >= 15 && most <= 115);
            say(score, if spans { 1.0 } else { -3.0 }, "spread of ages");
        }
        Field::Narrative => {
            say(score, shares(column, Marks::LONG, LONG_TEXTS), "long texts");
            say(score, if column.distinct_ratio() > 0.5 { 2.0 } else { -6.0 }, "different texts");
        }
        Field::Address => say(score, shares(column, Marks::STREET, STREETS).max(-5.0), "streets"),
        Field::Town => say(score, shares(column, Marks::PLACE, PLACES).max(-5.0), "places"),
        Field::Period => say(score, shares(column, Marks::PERIOD, PERIODS), "months and years"),
        Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => {
            let codes = shares(column, Marks::INTEGER, WHOLE_NUMBERS).max(shares(column, Marks::CODE, CODES));
            say(score, codes.clamp(-10.0, 4.0), "numbers or codes");
            say(score, if column.distinct_ratio() > 0.5 { 1.0 } else { -8.0 }, "different values");
        }
        Field::EventNumber => {
            let codes = shares(column, Marks::INTEGER, EVENT_NUMBERS).max(shares(column, Marks::CODE, CODES));
            say(score, codes.clamp(-8.0, 4.0), "numbers or codes");
        }
        Field::EventDate => say(score, shares(column, Marks::DATE, DATES).clamp(-12.0, 6.0), "dates"),
        Field::Count | Field::Salary => {
            let numbers =
                shares(column, Marks::INTEGER, WHOLE_NUMBERS).max(shares(column, Marks::DECIMAL, DECIMALS));
            say(score, numbers.clamp(-12.0, 6.0), "numbers");
        }
        // Headings decide; numbers and dates under a heading of words speak against it.
        _ => {
            if column.share(Marks::TEXT) < 0.3
                && matches!(field, Field::JobRole | Field::Unit | Field::Location | Field::Title)
            {
                say(score, -6.0, "numbers");
            }
        }
    }
}

fn column_of_identifier(index: IdentifierIndex, column: &mut Column, score: &mut Score) {
    let identifier = IDENTIFIERS.get(index.place()).copied().unwrap_or_else(|| index.identifier());
    let (passed, filled) = (column.passed(index), column.filled);
    if identifier.id == "date-of-birth" {
        let spread = column.decades_spanned();
        // People are born over decades; events happen within few years.
        let bits = column_bits(column.marked(Marks::DATE).min(filled), filled, 0.5).clamp(-30.0, 6.0);
        score.add(bits, Term::Column { passed, filled });
        if filled >= 8 {
            let sign = if spread >= 4 {
                7.0
            } else if spread >= 2 {
                0.0
            } else {
                -8.0
            };
            score.add(
                sign,
                Term::Sign(if spread >= 4 { "dates spread over decades" } else { "dates of few years" }),
            );
        }
        return;
    }
    let (agreeing, told) = column.agreeing;
    if agreeing * 2 > told && tells_of_owner(index) {
        score.row("another cell of its row", AGREES_BY_CHANCE);
    }
    // A value that stands there again says nothing new.
    let different = column.distinct().clamp(1, filled.max(1));
    let scaled = (u128::from(passed) * u128::from(different) / u128::from(filled.max(1))) as u64;
    if identifier.chance < SHAPE_BY_CHANCE {
        score.column(identifier, scaled, different);
    } else {
        // However long a column of nine digits is, it can be anything: without a check, the heading must say so.
        let bits = column_bits(scaled, different, identifier.chance).min(SHAPE_AT_MOST);
        score.add(bits, Term::Column { passed, filled });
    }
}
