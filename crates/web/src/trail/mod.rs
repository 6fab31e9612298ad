//! The trail: who signed in and out, who tried to, who looked at whom. For auditors; people are numbers in it.

mod index;

pub use index::index;
