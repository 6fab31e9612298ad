//! `tipstaff holder`: who or what holds data.

mod add;
mod list;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with holders.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Enter who or what holds data
    #[command(after_help = add::EXAMPLE)]
    Add(add::Options),
    /// List holders with their numbers
    List(list::Options),
    /// Say what a holder has, and because of which acts
    #[command(after_help = "Example:\n  tipstaff holder show \"Card maker\" --data d")]
    Show(super::holding::list::OfHolder),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Add(options) => add::run(options, common),
        Command::List(options) => list::run(options, common),
        Command::Show(options) => super::holding::list::of_holder(options, common),
    }
}
