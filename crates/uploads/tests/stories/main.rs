//! What is put up waits, is checked once, and goes when its time is over: on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod copies;
mod in_words;
mod leases;
mod received;
mod schema;
mod swept;
