//! `tipstaff log`: what happened, and whether it can be proved.

mod ask;
mod export;
mod mend;
mod policy;
mod publish;
mod show;
mod verify;
mod witness;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with the log.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check that the record is as its log says, row by row; or check an export, offline
    #[command(after_help = verify::EXAMPLE)]
    Verify(verify::Options),
    /// Say what happened, when, and by whom
    #[command(after_help = show::EXAMPLE)]
    Show(show::Options),
    /// Write everything that others need to check the record, without a name or a key
    #[command(after_help = export::EXAMPLE)]
    Export(export::Options),
    /// Bring the log's tiles and checkpoint up to date
    Publish(publish::Options),
    /// Write the log's tiles again from the database, where they were lost or changed
    Mend(mend::Options),
    /// Say whose cosignatures are asked for, or set it
    #[command(after_help = policy::EXAMPLE)]
    Policy(policy::Options),
    /// Ask the witnesses of the policy to cosign the checkpoint
    Ask(ask::Options),
    /// Be a witness for somebody else's log
    #[command(after_help = witness::EXAMPLE)]
    Witness(witness::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Verify(options) => verify::run(options, common),
        Command::Show(options) => show::run(options, common),
        Command::Export(options) => export::run(options, common),
        Command::Publish(options) => publish::run(options, common),
        Command::Mend(options) => mend::run(options, common),
        Command::Policy(options) => policy::run(options, common),
        Command::Ask(options) => ask::run(options, common),
        Command::Witness(options) => witness::run(options, common),
    }
}
