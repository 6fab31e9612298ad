//! The program as people and machines run it.
//! One program: each would be linked anew with all that tests of programs stand on.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    missing_docs,
    reason = "tests"
)]

mod common;

#[cfg(target_os = "linux")]
mod attacks;
mod backups;
mod bad_input;
mod card;
mod clean;
mod clean_incidents;
mod clean_programs;
#[cfg(target_os = "linux")]
mod crash;
mod disposal;
mod evidence;
#[cfg(target_os = "linux")]
mod evidence_faults;
mod evidence_lies;
mod guide;
mod guide_operation;
mod guide_record;
mod holdings;
mod interrupt;
mod judgement;
mod loose_files;
mod own_copies;
mod people;
mod provable;
mod release;
mod reports;
#[cfg(target_os = "linux")]
mod serve;
#[cfg(target_os = "linux")]
mod serving;
mod share;
#[cfg(target_os = "linux")]
mod watch;
