//! The log: what happened when, by whom, and the proof that nobody changed it since.

mod checkpoint;
mod index;
mod proof;
mod show;
mod verify;

pub use checkpoint::checkpoint;
pub use index::index;
pub use proof::{leaf, proof};
pub use show::show;
pub use verify::{ask as ask_verify, state as verify_state, verify};
