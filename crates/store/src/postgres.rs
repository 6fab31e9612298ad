//! The adapter to PostgreSQL: reaching a server, running a statement, understanding a failure.

mod failure;
mod open;
mod statement;

pub(crate) use failure::failure;
pub(crate) use open::{Pools, open};
pub(crate) use statement::Arguments;
