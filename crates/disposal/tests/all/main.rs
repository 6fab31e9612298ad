//! Holds, classes and disposals, told as stories and run on both databases.
#![allow(clippy::format_push_string, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod approving;
mod carrying_out;
mod classes;
mod holding;
mod house;
mod ledger;
mod planning;
mod random;
mod schema;
mod threads;
mod witnesses;
