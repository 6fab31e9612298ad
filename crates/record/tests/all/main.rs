//! The record, through its public interface, on SQLite and on PostgreSQL.
//! One program, for each has to be linked with all that the record stands on.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, clippy::unwrap_used, reason = "tests")]

mod busy;
mod common;
mod extracts;
mod witness;

mod backup;
mod crash;
mod export;
mod exposure;
mod holdings;
mod keys;
mod opening;
mod pages;
mod people_changes;
mod people_erased;
mod people_import;
mod people_model;
mod people_unseen;
mod scale;
mod sign_in;
mod tampering;
mod verify;
