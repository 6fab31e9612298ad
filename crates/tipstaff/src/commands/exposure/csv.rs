//! A row for each person: how sure it is, and for each field whether it was there.

use super::Report;
use crate::commands::say::csv_cell;
use crate::exit::Failure;
use std::fmt::Write;

/// What a row for each person cannot say; none if that is everything.
pub fn left_out(report: &Report) -> Option<String> {
    let answer = &report.answer;
    let mut what = Vec::new();
    if answer.unlisted.high > 0 {
        what.push(format!("{} to {} people who are on no list", answer.unlisted.low, answer.unlisted.high));
    }
    let items = answer.items.definite.len() + answer.items.possible.len();
    if items > 0 {
        what.push(format!("{items} items"));
    }
    (!what.is_empty()).then(|| what.join(", and "))
}

/// The table.
pub fn write(report: &Report) -> Result<String, Failure> {
    let answer = &report.answer;
    let mut out = String::from("person,affected");
    if let Some(named) = &report.named {
        for field in named.fields.iter() {
            write!(out, ",{}", field.id())?;
        }
    }
    for field in &answer.fields {
        write!(out, ",had {}", field.field.id())?;
    }
    out.push('\n');
    for person in &answer.people.definite | &answer.people.possible {
        let affected = if answer.people.definite.contains(person) { "certain" } else { "perhaps" };
        write!(out, "{person},{affected}")?;
        if let Some(named) = &report.named {
            for field in named.fields.iter() {
                write!(out, ",{}", csv_cell(named.value(person, field)))?;
            }
        }
        for field in &answer.fields {
            let had = if field.people.definite.contains(person) {
                "certain"
            } else if field.people.possible.contains(person) {
                "perhaps"
            } else {
                ""
            };
            write!(out, ",{had}")?;
        }
        out.push('\n');
    }
    Ok(out)
}
