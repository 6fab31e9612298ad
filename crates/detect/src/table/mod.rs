//! Tables: what each column is about, what kind of table it is, about whom.

pub(crate) mod field;

pub use field::{FIELDS, Field, FieldRow, Weight};
