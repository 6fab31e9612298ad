//! Deliveries: what recipients got, what they signed for, and what they still have to destroy.

mod cancel;
mod exports;
mod filter;
mod index;
mod receipt;
mod show;
mod summary;

pub use cancel::{ask as ask_cancel, cancel};
pub use exports::{json, statement, table};
pub use index::index;
pub use receipt::{ask as ask_receipt, receipt};
pub use show::show;
pub use summary::state;
