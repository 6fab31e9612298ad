//! Tracing what got out: files are sent, traced beside the requests, and the answer names deliveries, times and numbers of
//! people, and nobody.

mod begin;
mod clocks;
mod index;
mod names;
mod people;
mod read;
mod receive;
mod show;
mod sources;
mod state;

pub use begin::{begin, forget};
pub use index::index;
pub use names::{ask as ask_names, names};
pub use receive::receive;
pub use show::{json, show};
pub use state::state;
