//! The web application as a browser sees it: every request goes through the whole of it, but for the network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attacks;
mod cards;
mod evidence;
mod exposure;
mod footage;
mod guard;
mod holdings;
mod imports;
mod locked_out;
mod log;
mod on_paper;
mod openapi;
mod people;
/// Other programs that read PDF.
#[path = "../../../paper/tests/common/mod.rs"]
#[allow(dead_code, reason = "not each is needed here")]
mod programs;
mod rechecks;
mod record_rights;
mod rights;
mod shares;
mod site;
mod story;
