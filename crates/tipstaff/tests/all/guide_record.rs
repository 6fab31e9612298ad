//! The reference pages about the record are made from its own tables.
//!
//! `UPDATE_GUIDE=1 cargo test -p tipstaff --test all guide_record` writes them anew.

use record::{ACTS, Effect, FAULTS, FIELDS, ROLES, TABLES, Word};
use std::fmt::Write;
use std::path::Path;

/// Compares a page with what it should say, or writes it.
fn page(name: &str, title: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference").join(name);
    let page = format!(
        "<!-- Made by crates/tipstaff/tests/all/guide_record.rs. -->\n# {title}\n\n{}\n",
        text.trim_end()
    );
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(path, page).unwrap();
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "{name} is out of date: run UPDATE_GUIDE=1 cargo test -p tipstaff --test all guide_record"
    );
}

#[test]
fn the_page_of_acts_is_up_to_date() {
    let mut text = String::from(
        "Everything that changes the record is an act, and every act is a leaf of the log. An act's body holds numbers, counts \
         and digests, never a personal value. *Law* is the word of section 62(1) of the Data Protection Act 2018; acts \
         without one are about the record itself. *Signed* acts carry the signature of who does them.\n",
    );
    for act in ACTS {
        let law = match act.word {
            Word::Collection => "collection",
            Word::Alteration => "alteration",
            Word::Consultation => "consultation",
            Word::Disclosure => "disclosure",
            Word::Combination => "combination",
            Word::Erasure => "erasure",
            Word::Keeping => "none",
        };
        let effect = match act.effect {
            Effect::None => "nothing",
            Effect::Opens => "opens them",
            Effect::Closes => "closes them",
            Effect::Corrects => "corrects them",
            Effect::CorrectsOrOpens => "corrects those of one release, and opens what was overlooked",
        };
        let tables: Vec<String> = act.writes.iter().map(|table| format!("`{}`", table.name)).collect();
        let body = act.example().unwrap();
        writeln!(text, "\n## {} (`{}`)\n", act.title, act.kind).unwrap();
        writeln!(text, "> {}\n", act.sentence(&body).unwrap()).unwrap();
        writeln!(text, "| | |\n|---|---|\n| who may | {} |", act.may).unwrap();
        writeln!(text, "| signed | {} |", if act.signed { "yes" } else { "no" }).unwrap();
        writeln!(text, "| law | {law} |\n| to holdings | {effect} |").unwrap();
        let tables = if tables.is_empty() { "no table".into() } else { tables.join(", ") };
        writeln!(text, "| writes | {tables} |\n").unwrap();
        writeln!(text, "```json\n{}\n```", serde_json::to_string_pretty(&body).unwrap()).unwrap();
    }
    page("acts.md", "Acts", &text);
}

#[test]
fn the_page_of_fields_is_up_to_date() {
    let mut text = String::from(
        "What can be known about a person, and what a holder can hold. `--fields` takes these names with commas, and the finer \
         names that they cover.\n\n| field | what it is | covers |\n|---|---|---|\n",
    );
    for row in FIELDS {
        let covers: Vec<String> = row.covers.iter().map(|id| format!("`{id}`")).collect();
        writeln!(text, "| `{}` | {} | {} |", row.id, row.title, covers.join(", ")).unwrap();
    }
    page("fields.md", "Fields", &text);
}

#[test]
fn the_page_of_roles_is_up_to_date() {
    let mut text = String::from("| role | what for | may |\n|---|---|---|\n");
    for row in ROLES {
        let may: Vec<&str> = ACTS
            .iter()
            .filter(|act| act.may.iter().any(|other| other.role == row.role))
            .map(|act| act.kind)
            .collect();
        writeln!(text, "| `{}` | {} | {} |", row.id, row.what, may.join(", ")).unwrap();
    }
    page("roles.md", "Roles", &text);
}

/// Whatever a check finds can be booked as what a holder holds.
#[test]
fn every_personal_field_of_the_check_is_a_field_of_the_record() {
    let found = detect::FIELDS.iter().filter(|row| row.field.is_personal()).map(|row| row.id);
    let numbers = detect::IDENTIFIERS.iter().map(|identifier| identifier.id);
    let missing: Vec<&str> = found.chain(numbers).filter(|id| record::Field::named(id).is_none()).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_table_of_the_log_has_columns_that_manifests_can_carry() {
    for table in TABLES {
        assert!(!table.columns.iter().any(|column| ["number", "act", "ended"].contains(&column.name)));
    }
}

#[test]
fn the_page_of_differences_is_up_to_date() {
    let mut text = String::from(
        "What `tipstaff log verify` can find. The names are stable: `kind` in the report as JSON is one of them.\n",
    );
    for row in FAULTS {
        writeln!(text, "\n## `{}`\n\n{}. *{}.*", row.id, row.what, row.fix).unwrap();
    }
    page("differences.md", "Differences", &text);
}
