//! Plain text: what is no table and no markup is read line by line.

pub(crate) mod lines;
pub(crate) mod read;
