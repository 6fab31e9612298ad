//! What the force knew, and how it is looked up.

mod dictionary;
mod index;
mod known;
pub(crate) mod spell;

pub(crate) use dictionary::NONE;
pub use index::Force;
pub(crate) use index::{Slot, Version};
pub use known::{Kind, Known};
