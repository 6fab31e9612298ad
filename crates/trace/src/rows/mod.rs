//! Which people the rows of a table are about.

mod candidates;
mod matching;
mod read;
mod text;
mod weight;

pub(crate) use read::{TableRead, read};
pub(crate) use text::{TextFound, in_text};
pub(crate) use weight::is_consistent;
