//! Stored evidence under watch, told as stories and run on both databases.
#![allow(clippy::format_collect, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

mod additions;
mod clocks;
mod expecting;
mod history;
mod many;
mod migrating;
mod own;
mod parity;
mod schema;
mod settling;
mod tampering;
mod watching;
