//! `tipstaff case`: criminal cases, with their officers, people and items.

mod import;
mod list;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with cases.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take in an extract of cases
    #[command(after_help = import::EXAMPLE)]
    Import(import::Options),
    /// Count cases; their references only with --names
    List(list::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Import(options) => import::run(options, common),
        Command::List(options) => list::run(options, common),
    }
}
