//! What is said of a person themselves.

mod birth_date;
pub(crate) mod date;

pub(crate) use birth_date::BIRTH_DATE;
