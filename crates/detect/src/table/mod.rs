//! Tables: what each column is about, what kind of table it is, about whom.

mod agreement;
mod beside;
pub(crate) mod blocks;
pub(crate) mod cell;
pub(crate) mod closed;
pub(crate) mod column;
mod contrary;
pub(crate) mod field;
mod form;
mod heading;
pub(crate) mod key;
pub(crate) mod memory;
mod named_headings;
mod nature;
mod person;
mod persons;
mod role;
pub(crate) mod segment;
pub(crate) mod summary;
mod typing;
mod view;
mod voting;
mod written;

pub use field::{FIELDS, Field, FieldRow, Weight, heading_field};
pub use nature::Nature;
