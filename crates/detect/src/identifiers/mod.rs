//! The identifiers that are looked for: one file each, one line each in [`IDENTIFIERS`].
//!
//! A row of the table holds everything that is known of a kind: what it is made of, its check, what its names are and
//! what speaks against it. Detection in cells ([`cell`]), in running text (`crate::prose`), help and documentation all
//! come from it.

mod arithmetic;
mod candidate;
mod cell;
mod civic;
mod contact;
mod day;
mod fold;
mod force;
mod header;
mod health;
mod identifier;
mod justice;
mod money;
mod person;
pub(crate) mod phrases;
mod place;
mod shape;
mod table;
mod tax;
mod travel;
mod vehicle;

pub(crate) use candidate::Candidate;
pub(crate) use cell::attempt;
pub use cell::{cell, cell_among};
pub use contact::is_police_mailbox;
pub(crate) use contact::mailbox_around;
pub use day::Day;
pub(crate) use fold::{Folded, Plain, plain};
pub use force::{LocalNumbers, LocalPattern, PatternError};
pub use header::{named, spell};
pub use identifier::{Identifier, NEVER, Strength, Vectors, Verdict};
pub(crate) use person::date::month;
pub use shape::{Gate, Marks, Shape};
pub use table::{IDENTIFIERS, IdentifierIndex, IdentifierSet};
pub use travel::LicenceHolder;

/// Reads a date as people in Britain write it. A year of two digits is the latest that has come.
pub fn read_date(text: &str, today: Day) -> Option<Day> {
    person::date::parse(text.trim_ascii().as_bytes(), today)
}
