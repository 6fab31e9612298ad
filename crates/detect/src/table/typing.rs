//! What each column is about, by its content first and its heading second; then once more with its neighbours.

use super::cell::Marks;
use super::column::Column;
use super::field::{self, Field};
use crate::score::{Certainty, Score, Term, column_bits};
use crate::thresholds::{HEADER, SHAPE_BY_CHANCE};
use crate::{IDENTIFIERS, IdentifierIndex};
use std::collections::HashMap;

/// What a column is about, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Typed {
    pub(crate) field: Field,
    pub(crate) score: Score,
}

/// Bits for a heading that only contains the name of a field.
const HEADER_PART: f32 = 7.0;
/// Bits for names under a heading that is the name of something else.
const HEADED_OTHERWISE: f32 = -14.0;
/// The most that content alone can say of words: lists of names are short.
const WORDS_AT_MOST: f32 = 24.0;
/// The most that a column of the right shape says where there is nothing to check.
const SHAPE_AT_MOST: f32 = 4.0;
/// Cells that count as independent, at most: beyond, a column repeats itself.
const INDEPENDENT: u64 = 40;

/// Bits for what a column is about in the rows beside these: those that a filter shows, or leaves out.
const LIKE_BESIDE: f32 = 8.0;

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
    let mut best = Typed { field: plain(column), score: Score::prior(0.0) };
    let mut candidates = candidates(column, &named);
    candidates.extend(elsewhere.filter(|field| field.is_personal() && !candidates.contains(field)));
    for field in candidates {
        let mut score = Score::prior(prior(field));
        if elsewhere == Some(field) {
            score.add(LIKE_BESIDE, Term::Sign("like the rows beside"));
        }
        if let Some(name) = named.iter().find(|name| name.field == field) {
            // A longer name of another field takes the heading: "date of birth" is no date.
            let is_best =
                named.first().is_none_or(|first| first.words.len() <= name.words.len() || !first.is_whole);
            let bits = if name.is_whole { HEADER } else { HEADER_PART };
            score.add(if is_best { bits } else { bits / 3.0 }, Term::Header(name.words));
        } else if is_name(field) && named.first().is_some_and(|first| first.is_whole && !is_name(first.field))
        {
            // Stations and wards bear the names of people.
            score.add(HEADED_OTHERWISE, Term::Against("heading"));
        }
        content(field, column, &mut score);
        if score.bits() > best.score.bits() && score.certainty() >= Certainty::Possible {
            best = Typed { field, score };
        }
    }
    best
}

fn is_name(field: Field) -> bool {
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
        if column.share(mark) > 0.3 && !found.contains(&field) {
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
        Field::Surname | Field::Forename | Field::FullName | Field::Initials => -7.0,
        Field::Narrative | Field::Offence | Field::Involvement | Field::Outcome => -4.0,
        Field::Count | Field::Period | Field::Category | Field::Reference => -1.0,
        _ => -5.0,
    }
}

/// Bits for shares: what a true column would show against what other columns of words show.
fn shares(column: &Column, mark: Marks, of_true: f32, of_others: f32) -> f32 {
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

/// Bits against names: words of the language, places, offences, months.
fn against(column: &Column) -> f32 {
    let others = [
        Marks::ORDINARY,
        Marks::PLACE,
        Marks::STREET,
        Marks::OFFENCE,
        Marks::PERIOD,
        Marks::RANK,
        Marks::JOB,
    ];
    let share = others.iter().map(|mark| column.share(*mark)).fold(0.0, f32::max);
    // A few are names too: Hill, Banks, York.
    if share < 0.2 { 0.0 } else { -30.0 * share }
}

/// Different surnames of the roster that say all that they can.
const ROSTER_NAMES: u64 = 20;

/// The same few words over and over are districts or teams: names of people vary.
fn few_names(column: &mut Column, score: &mut Score) {
    if column.filled >= 20 && column.distinct() < 12 && column.distinct() * 4 < column.filled {
        score.add(-10.0, Term::Against("few different values"));
    }
}

/// Weighs what the cells of a column say about a field.
fn content(field: Field, column: &mut Column, score: &mut Score) {
    let say = |score: &mut Score, bits: f32, sign: &'static str| score.add(bits, Term::Sign(sign));
    let filled = column.filled;
    match field {
        Field::Identifier(index) => {
            if !index.identifier().needs_its_name() || score.bits() > index.identifier().prior {
                column_of_identifier(index, column, score);
            }
        }
        Field::Surname => {
            say(score, shares(column, Marks::NAME_SHAPE, 0.95, 0.7).clamp(-20.0, 4.0), "looks like names");
            say(score, shares(column, Marks::SURNAME, 0.4, 0.08), "common surnames");
            say(score, against(column), "other words");
            few_names(column, score);
            if column.on_roster * 3 > filled {
                // North, Hill and Brown are somebody's name too: what counts is how many different ones there are.
                let different = column.distinct().min(ROSTER_NAMES);
                #[expect(clippy::cast_precision_loss, reason = "at most 20")]
                say(score, 10.0 * different as f32 / ROSTER_NAMES as f32, "surnames of the roster");
            }
        }
        Field::Forename => {
            say(score, shares(column, Marks::NAME_SHAPE, 0.95, 0.7).clamp(-20.0, 4.0), "looks like names");
            say(score, shares(column, Marks::FORENAME, 0.65, 0.06), "common forenames");
            say(score, against(column), "other words");
        }
        Field::FullName => {
            say(
                score,
                shares(column, Marks::WHOLE_NAME, 0.85, 0.1).clamp(-20.0, 12.0),
                "looks like whole names",
            );
            let forenames = shares(column, Marks::FORENAME, 0.5, 0.06);
            // Where forenames are letters, no list can know them.
            let letters = shares(column, Marks::WITH_INITIALS, 0.6, 0.05);
            let lists = shares(column, Marks::SURNAME, 0.35, 0.08) + forenames.max(letters);
            say(score, lists.clamp(-12.0, 12.0), "common names");
            say(score, against(column), "other words");
        }
        Field::Initials => {
            say(score, shares(column, Marks::INITIALS, 0.95, 0.15), "one to three letters");
            // Codes of few letters repeat; so do initials, but over all the alphabet.
            if column.distinct() < 6 && filled > 20 {
                say(score, -8.0, "few different values");
            }
        }
        Field::Rank => say(score, shares(column, Marks::RANK, 0.7, 0.04), "ranks and grades"),
        Field::Sex => {
            say(score, shares(column, Marks::SEX, 0.97, 0.1), "values of sex");
            let few = column.distinct() <= 8;
            say(score, if few { 2.0 } else { -10.0 }, "few different values");
        }
        Field::Ethnicity => say(score, shares(column, Marks::ETHNICITY, 0.9, 0.05), "ethnicity codes"),
        Field::Relationship => say(score, shares(column, Marks::RELATION, 0.85, 0.05), "relationships"),
        Field::Involvement => say(score, shares(column, Marks::INVOLVEMENT, 0.9, 0.03), "roles in a crime"),
        Field::Offence => say(score, shares(column, Marks::OFFENCE, 0.85, 0.05), "offences"),
        Field::Outcome => say(score, shares(column, Marks::OUTCOME, 0.8, 0.03), "outcomes"),
        Field::Age => {
            say(score, shares(column, Marks::AGE, 0.97, 0.3), "whole numbers up to 115");
            let spans = column.integers.is_some_and(|(least, most)| most - least >= 15 && most <= 115);
            say(score, if spans { 1.0 } else { -3.0 }, "spread of ages");
        }
        Field::Narrative => {
            say(score, shares(column, Marks::LONG, 0.6, 0.1), "long texts");
            say(score, if column.distinct_ratio() > 0.5 { 2.0 } else { -6.0 }, "different texts");
        }
        Field::Address => say(score, shares(column, Marks::STREET, 0.7, 0.04).max(-5.0), "streets"),
        Field::Town => say(score, shares(column, Marks::PLACE, 0.6, 0.06).max(-5.0), "places"),
        Field::Period => say(score, shares(column, Marks::PERIOD, 0.8, 0.05), "months and years"),
        Field::ServiceNumber | Field::PayNumber | Field::WarrantNumber => {
            let codes = shares(column, Marks::INTEGER, 0.8, 0.3).max(shares(column, Marks::CODE, 0.8, 0.15));
            say(score, codes.clamp(-10.0, 4.0), "numbers or codes");
            say(score, if column.distinct_ratio() > 0.5 { 1.0 } else { -8.0 }, "different values");
        }
        Field::EventNumber => {
            let codes = shares(column, Marks::INTEGER, 0.6, 0.3).max(shares(column, Marks::CODE, 0.8, 0.15));
            say(score, codes.clamp(-8.0, 4.0), "numbers or codes");
        }
        Field::EventDate => say(score, shares(column, Marks::DATE, 0.95, 0.1).clamp(-12.0, 6.0), "dates"),
        Field::Count | Field::Salary => {
            let numbers =
                shares(column, Marks::INTEGER, 0.8, 0.3).max(shares(column, Marks::DECIMAL, 0.8, 0.2));
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

/// Second look, with what stands beside a column.
fn beside(columns: &mut [Column], typed: &mut [Typed]) {
    let mut typed = Together::new(typed);
    #[expect(clippy::needless_range_loop, reason = "each look is at the column and at what stands beside it")]
    for place in 0..typed.len() {
        let column = &mut columns[place];
        let near_name = typed.has(&[Field::Surname, Field::Forename]);
        // Letters beside surnames are initials, whatever they are called.
        let is_untyped =
            matches!(typed.of(place).field, Field::Words | Field::Category | Field::Title | Field::Reference);
        if is_untyped && near_name && column.share(Marks::INITIALS) > 0.9 && column.distinct() >= 4 {
            typed.set(place, settled(Field::Initials, "letters beside surnames"));
        }
        // Single words beside initials or forenames, hardly ever the same: surnames.
        let beside_initials =
            typed.has(&[Field::Initials, Field::Forename, Field::Rank, Field::ServiceNumber]);
        let column = &mut columns[place];
        if typed.of(place).field == Field::Words
            && beside_initials
            && column.share(Marks::NAME_SHAPE) > 0.9
            && column.share(Marks::SURNAME) > 0.15
            && column.share(Marks::ORDINARY) < 0.3
        {
            typed.set(place, settled(Field::Surname, "words beside initials"));
        }
        // A number that is different in every row, beside names: a number of the person, whatever it is called.
        let column = &mut columns[place];
        let is_number = matches!(
            typed.of(place).field,
            Field::Numbers | Field::Words | Field::Reference | Field::EventNumber
        );
        let is_even = column.share(Marks::INTEGER) > 0.98
            && column.integers.is_some_and(|(least, most)| least >= 100 && digits(least) + 1 >= digits(most));
        if is_number
            && typed.has(&[Field::Surname, Field::FullName])
            && column.filled >= 5
            && (is_even || column.share(Marks::CODE) > 0.98)
            && column.distinct_ratio() >= ONE_A_ROW
        {
            typed.set(place, settled(Field::ServiceNumber, "different in every row, beside names"));
        }
        // Days counted from 1900, spread over decades, beside names: dates of birth without their format.
        let column = &mut columns[place];
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
            let why = "days since 1900, spread over decades, beside names";
            typed.set(place, settled(Field::Identifier(birth), why));
        }
        // "Officer" and "Name" head columns of numbers and of words that are no names.
        if typed.of(place).field == Field::FullName {
            let column = &columns[place];
            let is_names = column.share(Marks::WHOLE_NAME) > 0.3
                || column.share(Marks::SURNAME) > 0.2
                || column.share(Marks::NAME_SHAPE) > 0.8
                    && column.share(Marks::ORDINARY) < 0.2
                    && column.on_roster > 0;
            if !is_names {
                let field = if column.share(Marks::INTEGER) > 0.8 { collar() } else { Field::Category };
                typed.set(place, settled(field, "no names"));
            } else if column.share(Marks::WORD) > 0.9 && !typed.has(&[Field::Surname]) {
                typed.set(place, Typed { field: Field::Surname, ..typed.of(place) });
            }
        }
    }
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

    fn set(&mut self, place: usize, typed: Typed) {
        let before = std::mem::replace(&mut self.typed[place], typed);
        if let Some(count) = self.counts.get_mut(&before.field) {
            *count -= 1;
        }
        *self.counts.entry(typed.field).or_default() += 1;
    }
}

/// Days since 1900 that can be a birth (1910 to 2027), and how far they must be spread: 22 years.
const BIRTH_SERIALS: (u64, u64, u64) = (3_654, 46_500, 8_000);

/// Share of different values from which on a number is one of the row (design note, 6.3).
const ONE_A_ROW: f32 = 0.98;

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
