//! A row for each person: how sure it is, and for each field whether it was there.

use super::Report;
use crate::commands::say::csv_cell;
use crate::exit::Failure;
use std::fmt::Write;

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
    out.push_str("\n");
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
        out.push_str("\n");
    }
    Ok(out)
}
