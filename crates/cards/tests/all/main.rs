//! Cards, through their public interfaces.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod agent;
mod check_page;
mod common;
mod face;
mod job;
mod other_programs;
mod plan;
mod slots;
mod statement;
mod status_list;
mod two_sided;
