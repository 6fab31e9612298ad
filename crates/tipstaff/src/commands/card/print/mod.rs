//! `tipstaff card print`: the print service's side. Needs no record, and works on any machine.

mod job;
mod offer;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What a print service does.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one is made, when the program starts")]
pub enum Command {
    /// Make the key of one job, and the offer to send to the force
    #[command(after_help = offer::EXAMPLE)]
    Offer(offer::Options),
    /// Print a job: ask for keys, print, sign a receipt for each card
    #[command(after_help = job::EXAMPLE)]
    Job(job::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Offer(options) => offer::run(options, common),
        Command::Job(options) => job::run(options, common),
    }
}
