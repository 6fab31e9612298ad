//! Stored evidence under watch, told as stories and run on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

mod additions;
mod expecting;
mod many;
mod migrating;
mod own;
mod parity;
mod schema;
mod settling;
mod tampering;
mod watching;
