//! The adapter to SQLite: opening a file, running a statement, understanding a failure.

mod failure;
mod open;
mod statement;

pub(crate) use failure::{committing, failure};
pub(crate) use open::{Pools, open};
pub(crate) use statement::Arguments;
