//! A log of tiles: what is written, what others read, and whatever is changed.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

mod crash;
mod errors;
mod independent;
mod notes;
mod policy;
mod proofs;
mod publish;
mod s3;
mod verify;
mod witness;
