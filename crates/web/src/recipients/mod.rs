//! Recipients: who gets deliveries, by the keys that they sent.

mod end;
mod enrol;
mod index;

pub use end::{ask as ask_end, end};
pub use enrol::{ask, enrol};
pub use index::index;
