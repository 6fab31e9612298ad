//! Tables: what each column is about, what kind of table it is, about whom.

pub(crate) mod blocks;
mod cell;
mod closed;
pub(crate) mod column;
pub(crate) mod field;
mod heading;
pub(crate) mod key;
pub(crate) mod memory;
mod nature;
mod person;
mod persons;
mod role;
pub(crate) mod segment;
pub(crate) mod summary;
mod typing;
mod view;
mod voting;

pub use field::{FIELDS, Field, FieldRow, Weight};
pub use nature::Nature;
