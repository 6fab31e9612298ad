//! The people of a table: each row is somebody of the record, by a number.

use crate::commands::say;
use crate::exit::Failure;
use crate::intake::Intake;
use record::{Field, Lookup, Matched, Record};
use roaring::RoaringBitmap;
use std::path::Path;

/// Most rows that a message names.
const TOLD: usize = 10;

/// The people of a table. A row that is nobody's, or several people's, refuses the file: leaving somebody out in silence
/// would make every later answer too small.
pub async fn people_of_table(record: &Record, path: &Path, table: &Intake) -> Result<RoaringBitmap, Failure> {
    refuse_faults(path, table)?;
    let columns = number_columns(&table.headings);
    if columns.is_empty() {
        let known: Vec<&str> =
            Field::all().filter(|field| field.row().lookup == Lookup::Number).map(Field::id).collect();
        return Err(Failure::at(
            path,
            &"no column has a number by which people are told apart",
            &format!("Head one of them as one of these: {}", known.join(", ")),
        ));
    }
    let mut people: Vec<Option<Matched>> = vec![None; table.rows.len()];
    for (column, field) in columns {
        let (places, numbers): (Vec<usize>, Vec<String>) = table
            .rows
            .iter()
            .enumerate()
            .filter_map(|(place, (_, values))| Some((place, values.get(column)?.trim())))
            .filter(|(_, text)| !text.is_empty())
            .map(|(place, text)| (place, text.to_owned()))
            .unzip();
        for (place, matched) in places.into_iter().zip(record.match_numbers(field, &numbers).await?) {
            if let Some(so_far) = people.get_mut(place) {
                *so_far = Some(both(*so_far, matched));
            }
        }
    }
    let rows = |wanted: fn(&Option<Matched>) -> bool| -> Vec<u64> {
        let chosen = table.rows.iter().zip(&people).filter(|(_, matched)| wanted(matched));
        chosen.map(|((row, _), _)| *row).collect()
    };
    let nobody = rows(|matched| matches!(matched, None | Some(Matched::Nobody)));
    if !nobody.is_empty() {
        return Err(Failure::at(
            path,
            &format!("{} of nobody in the record: {}", rows_are(&nobody), listed(&nobody)),
            "Import them first, also those who left, as in: tipstaff people import FILE --source NAME --partial",
        ));
    }
    let several = rows(|matched| matches!(matched, Some(Matched::Several)));
    if !several.is_empty() {
        return Err(Failure::at(
            path,
            &format!("{} of several people: {}", rows_are(&several), listed(&several)),
            "If they are one person: tipstaff people merge A B. Otherwise give the people with --numbers",
        ));
    }
    Ok(people
        .into_iter()
        .filter_map(|matched| match matched {
            Some(Matched::Person(person)) => Some(person),
            _ => None,
        })
        .collect())
}

/// Rows that could not be read are not left out in silence either.
pub fn refuse_faults(path: &Path, table: &Intake) -> Result<(), Failure> {
    let Some(first) = table.faults.first() else { return Ok(()) };
    let more = table.faults.len() - 1;
    let more = if more == 0 {
        String::new()
    } else {
        format!(" ({} more rows cannot be taken)", say::count(more as u64))
    };
    Err(Failure::at(
        path,
        &format!("row {}: {}{more}", first.row, first.why),
        "Correct the file; nothing was entered",
    ))
}

/// Columns with numbers that people are told apart by.
fn number_columns(headings: &[String]) -> Vec<(usize, Field)> {
    let field =
        |heading: &String| detect::heading_field(heading).or(Some(heading.trim())).and_then(Field::named);
    headings
        .iter()
        .enumerate()
        .filter_map(|(column, heading)| Some((column, field(heading)?)))
        .filter(|(_, field)| field.row().lookup == Lookup::Number)
        .collect()
}

/// What two numbers of one row say together.
fn both(so_far: Option<Matched>, matched: Matched) -> Matched {
    match (so_far, matched) {
        (None | Some(Matched::Nobody), matched) => matched,
        (Some(so_far), Matched::Nobody) => so_far,
        (Some(so_far), matched) if so_far == matched => matched,
        _ => Matched::Several,
    }
}

fn rows_are(rows: &[u64]) -> String {
    if rows.len() == 1 { "1 row is".into() } else { format!("{} rows are", say::count(rows.len() as u64)) }
}

fn listed(rows: &[u64]) -> String {
    let told: Vec<String> = rows.iter().take(TOLD).map(ToString::to_string).collect();
    let more = if rows.len() > TOLD { " ..." } else { "" };
    format!("row {}{more}", told.join(", "))
}
