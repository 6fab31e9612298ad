//! Bad input through the real program. Whatever a file is, an answer comes: with the right exit status, with a sentence
//! that says what to do, soon, in little memory, and without a word of a panic. A file that cannot be read is never clear.
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod archives;
mod changes;
#[path = "../common/mod.rs"]
mod common;
mod kinds;
mod locked;
mod markup;
mod names;
mod paths;
mod sheets;
