//! The tables of this room.

use store::{Migration, Migrations};

/// The schema, one folder for each database, kept in step by a test.
pub static MIGRATIONS: Migrations = Migrations {
    ledger: "schema_migration_uploads",
    sqlite: &[Migration {
        version: 1,
        name: "uploads",
        sql: include_str!("../migrations/sqlite/0001_uploads.sql"),
    }],
    postgres: &[Migration {
        version: 1,
        name: "uploads",
        sql: include_str!("../migrations/postgres/0001_uploads.sql"),
    }],
};
