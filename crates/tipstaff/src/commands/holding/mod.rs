//! `tipstaff holding`: who has which data about whom, entered by hand or from a file.

mod add;
mod close;
mod correct;
mod given;
mod import;
pub mod list;
mod matching;
mod show;

pub use matching::{people_of_table, refuse_faults};

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with holdings.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Enter that a holder has data, also long after the fact
    #[command(after_help = add::EXAMPLE)]
    Add(add::Options),
    /// Enter many holdings from a file
    #[command(after_help = import::EXAMPLE)]
    Import(import::Options),
    /// The holder has the data no longer
    #[command(after_help = close::EXAMPLE)]
    Close(close::Options),
    /// Say better what a holding was, from its beginning on
    #[command(after_help = correct::EXAMPLE)]
    Correct(correct::Options),
    /// List holdings
    List(list::Options),
    /// Say what a holding is, and which acts explain it
    Show(show::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Add(options) => add::run(options, common),
        Command::Import(options) => import::run(options, common),
        Command::Close(options) => close::run(options, common),
        Command::Correct(options) => correct::run(options, common),
        Command::List(options) => list::run(options, common),
        Command::Show(options) => show::run(options, common),
    }
}
