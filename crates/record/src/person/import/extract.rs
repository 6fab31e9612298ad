//! The rows of an extract, each checked by itself and against the others.

use super::order::Sound;
use super::refusal::{Refusal, RefusedRow};
use super::{Rows, value};
use crate::field::{Field, Lookup};
use crate::keys::Keys;
use crate::person::birth::{self, Birth};
use crate::{RecordError, spelling, time};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

/// Longest value, in characters.
const LONGEST: usize = 4_000;
/// Fields of running text, in which lines may end.
const WITH_LINES: [&str; 3] = ["address", "narrative", "statement"];

/// Keyed hash of a number or name, with the bit of its field.
pub(super) type Tag = (u8, [u8; 16]);

/// A row, checked.
pub(super) struct Entry {
    /// Place in the rows.
    pub(super) place: usize,
    /// Number of the row in the file.
    pub(super) row: u64,
    pub(super) is_refused: bool,
}

/// All of them.
pub(super) struct Extract {
    pub(super) entries: Vec<Entry>,
    pub(super) refused: Vec<RefusedRow>,
    /// Who has which number. A row that is refused is here too: whoever it is about is in the extract.
    pub(super) by_number: HashMap<Tag, Vec<u32>>,
}

/// Checks rows.
pub(super) fn check(
    sound: &Sound<'_>,
    rows: Rows<'_>,
    keys: &Keys,
    now: Timestamp,
) -> Result<Extract, RecordError> {
    let today = time::london()?.to_datetime(now).date();
    let mut extract = Extract {
        entries: Vec::with_capacity(rows.len()),
        refused: Vec::new(),
        by_number: HashMap::with_capacity(rows.len()),
    };
    for (place, (row, values)) in rows.iter().enumerate() {
        let mut numbers = Vec::new();
        for (column, field) in sound.numbers() {
            let number = values.get(column).map(|text| spelling::number(value(text))).unwrap_or_default();
            if !number.is_empty() {
                numbers.push((field.bit(), keys.tag(field.id(), &number)));
            }
        }
        let why = sound
            .columns
            .iter()
            .find_map(|(column, field)| fault(*field, value(values.get(*column)?), today))
            .or_else(|| {
                let has_key = numbers.iter().any(|(bit, _)| *bit == sound.key.bit());
                (!has_key).then_some(Refusal::NoNumber(sound.key))
            })
            .or_else(|| twice(sound, &extract, rows, &numbers));
        for tag in &numbers {
            extract.by_number.entry(*tag).or_default().push(place as u32);
        }
        let is_refused = why.is_some();
        extract.refused.extend(why.map(|why| RefusedRow { row: *row, why }));
        extract.entries.push(Entry { place, row: *row, is_refused });
    }
    Ok(extract)
}

/// Whether an earlier row has a number that belongs to one person only.
fn twice(sound: &Sound<'_>, extract: &Extract, rows: Rows<'_>, numbers: &[Tag]) -> Option<Refusal> {
    numbers.iter().find_map(|(bit, tag)| {
        let field = Field::of_bit(*bit).filter(|field| sound.is_for_good(*field))?;
        let first = *extract.by_number.get(&(*bit, *tag))?.first()?;
        Some(Refusal::Twice { field, row: rows.get(first as usize)?.0 })
    })
}

/// What is wrong with a value.
fn fault(field: Field, text: &str, today: Date) -> Option<Refusal> {
    if text.is_empty() {
        return None;
    }
    // Fewer bytes than that are fewer characters too.
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        return Some(Refusal::TooLong(field));
    }
    let has_lines = WITH_LINES.contains(&field.id());
    let is_control =
        |letter: char| letter.is_control() && !(has_lines && ['\n', '\r', '\t'].contains(&letter));
    if text.chars().any(is_control) {
        return Some(Refusal::Control(field));
    }
    if field.id() == "date-of-birth" {
        return match birth::judge(text, today) {
            Birth::Possible => None,
            Birth::NoDate => Some(Refusal::NoDate(field)),
            Birth::Future => Some(Refusal::Future(field)),
        };
    }
    None
}

/// The keyed hash by which a value is found, where it is one to find people by.
pub(in crate::person) fn tag_of(keys: &Keys, field: Field, text: &str) -> Option<[u8; 16]> {
    let spelt = match field.row().lookup {
        Lookup::No => return None,
        Lookup::Number => spelling::number(text),
        Lookup::Name => spelling::name(text),
    };
    (!spelt.is_empty()).then(|| keys.tag(field.id(), &spelt))
}
