//! One set of SQL on SQLite and PostgreSQL.
//!
//! A [`Store`] is a SQLite file or a PostgreSQL database; whoever holds one does not need to know which. Values are
//! whole numbers, text, bytes and null ([`Value`]), rows come back as [`Row`], placeholders are `$1`, `$2`, … on both,
//! and every failure is one [`StoreError`] in words for people. No statement and no value is ever part of an error, of
//! debug output or of a log: both can be about a person.
//!
//! ```no_run
//! # async fn story() -> Result<(), store::StoreError> {
//! use store::{Store, StoreError};
//!
//! let store = Store::sqlite(std::path::Path::new("/srv/tipstaff/record.sqlite")).await?;
//! store
//!     .transaction("count an act", async |mut transaction| {
//!         // The first statement takes the one row that all writers share: see `Store::transaction`.
//!         transaction.execute("UPDATE head SET acts = acts + $1", &[1.into()]).await?;
//!         Ok::<_, StoreError>(())
//!     })
//!     .await?;
//! let acts = store.read("SELECT acts FROM head", &[]).await?;
//! # Ok(()) }
//! ```
//!
//! # The SQL that both share
//! - Columns are `BIGINT`, `TEXT` and `BYTEA` on PostgreSQL, `INTEGER`, `TEXT` and `BLOB` in `STRICT` tables on SQLite.
//! - `INSERT … ON CONFLICT`, `RETURNING`, common table expressions, window functions and `CASE` work on both. Truth
//!   values arrive as 0 and 1. PostgreSQL sums into a type that is none of the four: write `CAST(sum(n) AS BIGINT)`.
//! - One statement at a time, every `$n` has a value and every value has a `$n`; anything else is an error on both.
//! - Text has no character U+0000, because PostgreSQL cannot hold it.

mod backup;
mod columns;
mod comments;
mod connection;
mod error;
mod insert_many;
mod migrations;
mod patience;
mod placeholders;
mod postgres;
mod row;
mod session;
mod snapshot;
mod sqlite;
mod store;
mod transaction;
mod value;

pub use columns::{Column, Kind};
pub use comments::Comment;
pub use error::{Connecting, Rule, Shape, StoreError};
pub use migrations::{FIRST_LEDGER, Migration, Migrations};
pub use row::Row;
pub use snapshot::Snapshot;
pub use store::{Store, StoreKind};
pub use transaction::Transaction;
pub use value::Value;
