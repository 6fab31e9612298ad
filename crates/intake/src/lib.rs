//! Tables that are taken into the record: people, holdings, cases. Whatever is not understood is refused, with its row.
//!
//! ```text
//! file ── inspect, in a process of its own ─► Intake ── Mapping ─► columns with their fields
//!      └─ delimited text once more, strictly ──┘
//! ```
//!
//! Spreadsheets and delimited text are read by `inspect` in a process of its own; delimited text is gone through a second
//! time by a stricter reader, because programs forgive what a record must not: a row of too few fields, a quotation mark
//! that never closes, letters of two encodings. JSON Lines are read here.

mod digest;
mod encoding;
mod error;
#[cfg(feature = "people")]
mod holdings;
mod json_lines;
mod json_object;
#[cfg(feature = "people")]
mod mapping;
mod read;
mod sheet;
mod strict;

pub use digest::digest;
pub use error::IntakeError;
#[cfg(feature = "people")]
pub use holdings::{About, HOLDING_COLUMNS, HoldingRow, HoldingsError, holding_rows};
#[cfg(feature = "people")]
pub use mapping::{IGNORE, Mapping, Meaning};
pub use read::{Fault, Intake, MOST_COLUMNS, MOST_ROWS, TableFile};
pub use strict::hold_to;
