//! `tipstaff evidence migrate`: copies out of a store that is not ours, and nothing is deleted before they are read.

mod certify;
mod copy;
mod list;
mod permit;
mod plan;
mod revoke;

use crate::arguments::{Acting, Common};
use crate::exit::Failure;
use clap::{Args, Subcommand};
use gate::Verdict;

/// What to do with migrations.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say, and sign, what has to be copied, before anything is
    #[command(after_help = plan::EXAMPLE)]
    Plan(plan::Options),
    /// Copy what was not copied yet, and read it back; after an interruption it goes on
    Copy(Numbered),
    /// Read everything that was copied, in every store, from end to end
    Verify(Numbered),
    /// Permit whoever runs the source to delete there what was read here, by name and until a day
    #[command(after_help = permit::EXAMPLE)]
    Permit(permit::Options),
    /// End a permit before its day
    #[command(after_help = revoke::EXAMPLE)]
    Revoke(revoke::Options),
    /// Name what was planned and is not verified
    Exceptions(certify::Exceptions),
    /// End it: what was planned is verified, or is an exception by name
    #[command(after_help = certify::EXAMPLE)]
    Certificate(certify::Options),
    /// Accept the exceptions that somebody else named
    Approve(certify::Approve),
    /// List migrations, how far each is, and permits that are in force
    List,
}

/// Options of what is done with one migration.
#[derive(Debug, Args)]
pub struct Numbered {
    /// Number of the migration
    #[arg(value_name = "NUMBER")]
    migration: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Plan(options) => plan::run(options, common),
        Command::Copy(options) => copy::copy(options, common),
        Command::Verify(options) => copy::verify(options, common),
        Command::Permit(options) => permit::run(options, common),
        Command::Revoke(options) => revoke::run(options, common),
        Command::Exceptions(options) => certify::exceptions(options, common),
        Command::Certificate(options) => certify::run(options, common),
        Command::Approve(options) => certify::approve(options, common),
        Command::List => list::run(common),
    }
}
