//! Holders: who or what holds data.

mod add;
mod index;
mod show;

pub use add::{add, ask};
pub use index::index;
pub use show::show;
