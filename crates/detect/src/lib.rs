//! Which personal data a file holds, about how many people, and how sure that is.
//!
//! This crate knows identifiers, names and people. It knows nothing of file formats or policy.

mod identifiers;
pub mod score;
mod thresholds;

pub use identifiers::{
    Day, Gate, IDENTIFIERS, Identifier, IdentifierIndex, IdentifierSet, LicenceHolder, LocalNumbers,
    LocalPattern, Marks, NEVER, PatternError, Shape, Strength, Vectors, Verdict, cell, cell_among,
    is_police_mailbox, named, read_date, spell,
};
mod people;
mod roster;
mod table;

pub use table::{FIELDS, Field, FieldRow, Weight};
