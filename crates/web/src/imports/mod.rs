//! Imports of people: an extract is sent, looked at, tried and taken in; what was imported before.
//!
//! ```text
//! choose ── receive ─► understood ─► changes ─► import ─► show
//!           sealed     columns       counts     signed    counts, act
//! ```
//!
//! What is chosen on the way stands in the address, as identifiers of fields: no name, no number and no heading.

mod changes;
mod choose;
mod chosen;
mod forget;
mod import;
mod index;
mod looked;
mod receive;
mod show;
mod understood;
mod waiting;

pub use changes::{changes, numbers_of};
pub use choose::choose;
pub use forget::forget;
pub use import::import;
pub use index::index;
pub use receive::receive;
pub use show::show;
pub use understood::understood;
