//! Files come in, wait, are examined once, and go.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod copies;
mod in_words;
mod kept;
mod leases;
mod received;
mod schema;
mod swept;
