//! People, and how many of them, through the front door.
#![allow(clippy::cast_precision_loss, clippy::unwrap_used, reason = "tests")]

mod common;
mod people;

mod counting;
mod identifiers;
mod prose;
mod roster;
mod subjects;
mod tables;
