//! SQLite's result codes (<https://www.sqlite.org/rescode.html>) in our words.

use sqlx::Error;

use crate::error::{Rule, StoreError};

/// `SQLITE_CANTOPEN` as it is told where nobody knows a path.
pub(super) const CANNOT_OPEN: &str = "SQLite 14";

/// The failure of a statement. Of SQLite's message only names of the schema are taken over.
pub(crate) fn failure(error: &Error) -> StoreError {
    match error {
        Error::PoolTimedOut => StoreError::Busy,
        Error::WorkerCrashed | Error::PoolClosed => StoreError::Lost,
        Error::Database(database) => match database.code().and_then(|code| code.parse().ok()) {
            Some(code) => coded(code, database.message()),
            None => other("SQLite"),
        },
        Error::Io(_) => other("SQLite: file"),
        Error::Encode(_) => other("SQLite: value"),
        _ => other("SQLite: driver"),
    }
}

/// The failure of `COMMIT`. After a failed write or flush nobody knows what reached the disk.
pub(crate) fn committing(error: &Error) -> StoreError {
    const INPUT_OUTPUT: u32 = 10;
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    if code.is_some_and(|code| primary(code) == INPUT_OUTPUT) {
        return StoreError::CommitUnknown;
    }
    failure(error).while_committing()
}

fn coded(code: u32, message: &str) -> StoreError {
    match (primary(code), code) {
        (5 | 6, _) => StoreError::Busy,
        (8, _) => StoreError::ReadOnly,
        (11 | 26, _) => StoreError::Damaged,
        // The second: the index of the write-ahead log cannot grow. SQLite does not tell why; nearly always this is why.
        (13, _) | (_, 4874) => StoreError::Full,
        (14, _) => other(CANNOT_OPEN),
        (19 | 20, _) => StoreError::Refused { rule: rule(code), name: name(message) },
        _ => other(&format!("SQLite {code}")),
    }
}

/// The low byte says what happened, the rest where.
fn primary(code: u32) -> u32 {
    code & 0xff
}

fn rule(code: u32) -> Rule {
    match code {
        // Unique index, primary key, rowid.
        2067 | 1555 | 2579 => Rule::Unique,
        787 => Rule::Reference,
        1299 => Rule::Missing,
        275 => Rule::Check,
        _ => Rule::Other,
    }
}

/// The constraint or `table.column` after the colon. A nameless check has its expression there, and a trigger any text:
/// those are left out.
fn name(message: &str) -> String {
    let name = message.split_once("constraint failed: ").map_or("", |(_, name)| name);
    let is_name = |character: char| character.is_ascii_alphanumeric() || "_., ".contains(character);
    if name.chars().all(is_name) { name.to_owned() } else { String::new() }
}

fn other(code: &str) -> StoreError {
    StoreError::Other { code: code.to_owned() }
}
