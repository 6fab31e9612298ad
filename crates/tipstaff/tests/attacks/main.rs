//! Attacks on the program as it runs: `tipstaff serve`, its workers, and what they make of hostile files.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests")]

mod bomb;
mod bombs;
#[path = "../common/mod.rs"]
mod common;
mod files;
mod foreign;
#[path = "../../../web/tests/all/attacks/parsed.rs"]
mod parsed;
mod server;
