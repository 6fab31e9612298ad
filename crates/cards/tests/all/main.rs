//! Cards, through their public interfaces.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests, which say what they could not do"
)]

mod agent;
mod check_page;
mod common;
mod enrol;
mod face;
mod job;
mod other_programs;
mod plan;
mod slots;
mod statement;
mod status_list;
mod two_sided;
mod two_sided_pages;
