//! Cards, through their public interfaces.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod agent;
mod common;
mod face;
mod job;
mod other_programs;
mod slots;
mod statement;
mod status_list;
