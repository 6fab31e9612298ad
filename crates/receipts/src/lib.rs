//! The recipient's side of a delivery: its keys, opening what was delivered, signing that it came and that it was destroyed.
//!
//! It needs no record and no force: a supplier runs it on its own machine. What comes in is believed by nobody: a delivery is
//! held to its list of parts, and a receipt to the key that signed it.

mod keys;
mod open;
mod parts;
mod statement;

pub use keys::{RecipientKeys, RecipientSecret, hex};
pub use open::{OpenError, Opened, open, read_parts};
pub use parts::{PARTS_FILE, PARTS_SCHEMA, Part, Parts};
pub use statement::{RECEIPT_SCHEMA, Stated, Statement, StatementError};
