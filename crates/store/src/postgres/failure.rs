//! PostgreSQL's SQLSTATE codes (its manual, appendix A) in our words.

use sqlx::{Error, error::DatabaseError, postgres::PgDatabaseError};

use crate::error::{Connecting, Rule, StoreError};

/// The failure of a statement or a connection. Of the server's message only names of the schema are taken over: its
/// details quote values.
pub(crate) fn failure(error: &Error) -> StoreError {
    match error {
        Error::PoolTimedOut => StoreError::Busy,
        Error::Configuration(_) => StoreError::CannotConnect(Connecting::Address),
        Error::Tls(_) => StoreError::CannotConnect(Connecting::Encryption),
        // After a message that nobody understood, the connection is not worth more than a broken one.
        Error::Io(_) | Error::Protocol(_) | Error::WorkerCrashed | Error::PoolClosed => StoreError::Lost,
        Error::Database(database) => coded(database.as_ref()),
        Error::Encode(_) => other("PostgreSQL: value"),
        _ => other("PostgreSQL: driver"),
    }
}

fn coded(error: &dyn DatabaseError) -> StoreError {
    let code = error.code().unwrap_or_default();
    match code.as_ref() {
        // Serialisation, deadlock, a lock or a connection that is not free.
        "40001" | "40P01" | "55P03" | "53300" => StoreError::Busy,
        "25006" => StoreError::ReadOnly,
        "53100" => StoreError::Full,
        "XX001" | "XX002" => StoreError::Damaged,
        // The server shuts down, crashed, starts, or ended a session that had idled.
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "25P04" => StoreError::Lost,
        "3D000" => StoreError::CannotConnect(Connecting::Database),
        code if code.starts_with("08") => StoreError::Lost,
        code if code.starts_with("28") => StoreError::CannotConnect(Connecting::SignIn),
        code if code.starts_with("23") => StoreError::Refused { rule: rule(code), name: name(error) },
        code => other(&format!("PostgreSQL {code}")),
    }
}

fn rule(code: &str) -> Rule {
    match code {
        "23505" => Rule::Unique,
        "23503" => Rule::Reference,
        "23502" => Rule::Missing,
        "23514" => Rule::Check,
        _ => Rule::Other,
    }
}

fn name(error: &dyn DatabaseError) -> String {
    if let Some(constraint) = error.constraint() {
        return constraint.to_owned();
    }
    let error = error.try_downcast_ref::<PgDatabaseError>();
    match error.map(|error| (error.table(), error.column())) {
        Some((Some(table), Some(column))) => format!("{table}.{column}"),
        Some((Some(table), None)) => table.to_owned(),
        _ => String::new(),
    }
}

fn other(code: &str) -> StoreError {
    StoreError::Other { code: code.to_owned() }
}
