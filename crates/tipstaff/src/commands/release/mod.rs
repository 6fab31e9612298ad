//! `tipstaff release`: what leaves, proposed by one and approved by another.

mod approve;
mod decide;
mod propose;
mod recheck;
mod register;
mod told;

use crate::arguments::Common;
use crate::commands::workshop::Workshop;
use crate::exit::Failure;
use crate::open::{self, signing};
use ::release::{Releases, known_people};
use clap::{Args, Subcommand};
use gate::Verdict;
use record::Record;
use std::path::{Path, PathBuf};

/// What to do with releases.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a file and propose that it may leave
    #[command(after_help = propose::EXAMPLE)]
    Propose(propose::Options),
    /// Approve what somebody else proposed: the public has it from then on
    #[command(after_help = approve::EXAMPLE)]
    Approve(approve::Options),
    /// Refuse what was proposed
    Refuse(decide::Refuse),
    /// Take back what one has proposed oneself
    Withdraw(decide::Withdraw),
    /// Withdraw the certificates of a released file
    Revoke(decide::Revoke),
    /// List releases, the newest first
    #[command(after_help = register::EXAMPLE)]
    List(register::Options),
    /// Say everything about a release
    Show(register::One),
    /// Check again what was released, with today's rules and lists
    #[command(after_help = recheck::EXAMPLE)]
    Recheck(recheck::Options),
}

/// What files are checked with.
#[derive(Debug, Clone, Args)]
pub struct Rules {
    /// Decisions of the force: severities, thresholds, allowances, limits
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Propose(options) => propose::run(options, common),
        Command::Approve(options) => approve::run(options, common),
        Command::Refuse(options) => decide::refuse(options, common),
        Command::Withdraw(options) => decide::withdraw(options, common),
        Command::Revoke(options) => decide::revoke(options, common),
        Command::List(options) => register::list(options, common),
        Command::Show(options) => register::show(options, common),
        Command::Recheck(options) => recheck::run(options, common),
    }
}

/// What files are checked with here: the policy, and everybody whom the record knows.
async fn workshop(record: &Record, policy: Option<&Path>) -> Result<Workshop, Failure> {
    let roster = known_people::roster(record, open::now()).await?;
    Workshop::new(policy, roster)
}

/// Releases under the settings of a policy.
fn releases<'r>(record: &'r Record, workshop: &Workshop) -> Releases<'r> {
    Releases::new(record, workshop.policy().release.into())
}
