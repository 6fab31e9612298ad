//! Tables: what each column is about, what kind of table it is, about whom.

pub(crate) mod blocks;
pub(crate) mod cell;
pub(crate) mod closed;
pub(crate) mod column;
pub(crate) mod field;
mod heading;
pub(crate) mod key;
pub(crate) mod memory;
mod nature;
pub(crate) mod segment;
mod typing;
mod view;

pub use field::{FIELDS, Field, FieldRow, Weight};
pub use nature::Nature;
