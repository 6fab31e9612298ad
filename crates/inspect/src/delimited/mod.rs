//! Text files of rows: CSV (RFC 4180) and its relatives, as programs really write them.

mod bounds;
mod dialect;
mod fields;
pub(crate) mod read;
mod records;

pub(crate) use dialect::is_table;
