//! What is proposed, approved, held by the public and kept: on SQLite and on PostgreSQL.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

mod backups;
mod known_people;
mod leaving;
mod rechecks;
mod register;
