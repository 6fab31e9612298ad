//! A bag of evidence: written, read again, and tried by programs that are not ours.
#![allow(clippy::panic, clippy::print_stderr, clippy::unwrap_used, reason = "tests")]

mod common;

mod errors;
mod foreign;
mod proofs;
mod terms;
mod text;
mod validating;
mod writing;
