//! Attacks on the program as it runs: `tipstaff serve`, its workers, and what they make of hostile files.

mod bomb;
mod bombs;
mod files;
mod foreign;
#[path = "../../../../web/tests/all/attacks/parsed.rs"]
mod parsed;
mod server;
