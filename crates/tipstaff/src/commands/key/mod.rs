//! `tipstaff key`: the force key, without which nobody reads the record.

mod list;
mod new;
mod retire;
mod rotate;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with the force key.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a key file before there is a record, to put it where it belongs
    #[command(after_help = new::EXAMPLE)]
    New(new::Options),
    /// Say which keys the file has, and how much is under each
    List(list::Options),
    /// Add a new key and wrap everything anew under it
    #[command(after_help = rotate::EXAMPLE)]
    Rotate(rotate::Options),
    /// Drop old keys from the file, once nothing is under them
    #[command(after_help = retire::EXAMPLE)]
    Retire(retire::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::New(options) => new::run(options, common),
        Command::List(options) => list::run(options, common),
        Command::Rotate(options) => rotate::run(options, common),
        Command::Retire(options) => retire::run(options, common),
    }
}
