//! One file for each command.

pub mod check;
pub mod clean;
pub mod formats;
mod policy;
pub mod roster_seal;
mod write;

/// The hidden command by which this program starts itself as a reader.
pub const WORKER: &str = "worker";
