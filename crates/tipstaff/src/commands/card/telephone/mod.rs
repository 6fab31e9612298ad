//! `tipstaff card telephone`: the check from both sides.

mod end;
mod enrol;
mod list;
mod publish;
mod relay;
mod set_up;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with telephones.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say where the pages of the check lie, and the relay between them
    #[command(after_help = set_up::EXAMPLE)]
    SetUp(set_up::Options),
    /// Enrol a telephone for somebody, by the request that it wrote
    #[command(after_help = enrol::EXAMPLE)]
    Enrol(enrol::Options),
    /// End a telephone that was lost
    #[command(after_help = end::EXAMPLE)]
    End(end::Options),
    /// List telephones
    List,
    /// Write both pages, with the signed list, into folders
    #[command(after_help = publish::EXAMPLE)]
    Publish(publish::Options),
    /// Run the relay, on a host of its own
    #[command(after_help = relay::EXAMPLE)]
    Relay(relay::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::SetUp(options) => set_up::run(options, common),
        Command::Enrol(options) => enrol::run(options, common),
        Command::End(options) => end::run(options, common),
        Command::List => list::run(common),
        Command::Publish(options) => publish::run(options, common),
        Command::Relay(options) => relay::run(options),
    }
}
