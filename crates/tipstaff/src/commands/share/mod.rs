//! `tipstaff share`: what recipients such as suppliers get.

mod decide;
mod define;
mod deliver;
mod list;
mod receive;
mod recipient;

pub use define::{condition, people as people_of_file};
pub use receive::read as read_small;

use crate::arguments::Common;
use crate::commands::tell::tell;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;
use std::io::Write;

/// What to do with shares.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one is made, when the program starts")]
pub enum Command {
    /// Enrol a recipient with the line of keys that it sends, or end it
    #[command(after_help = recipient::EXAMPLE)]
    Recipient(recipient::Options),
    /// Propose who gets what about whom, and until when
    #[command(after_help = define::EXAMPLE)]
    Define(define::Options),
    /// Approve what somebody else proposed
    Approve(decide::Approve),
    /// Refuse what was proposed
    Refuse(decide::Refuse),
    /// End a share: nothing is delivered under it any more
    End(decide::End),
    /// Make a delivery: marked, sealed to the recipient, on record as a holding
    #[command(after_help = deliver::EXAMPLE)]
    Deliver(deliver::Options),
    /// Take in a receipt or a destruction certificate that a recipient signed
    Receipt(receive::Options),
    /// Say that a delivery never reached its recipient
    Cancel(receive::Cancel),
    /// List shares, or deliveries, or what is overdue
    #[command(after_help = list::EXAMPLE)]
    List(list::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Recipient(options) => recipient::run(options, common),
        Command::Define(options) => define::run(options, common),
        Command::Approve(options) => decide::approve(options, common),
        Command::Refuse(options) => decide::refuse(options, common),
        Command::End(options) => decide::end(options, common),
        Command::Deliver(options) => deliver::run(options, common),
        Command::Receipt(options) => receive::run(options, common),
        Command::Cancel(options) => receive::cancel(options, common),
        Command::List(options) => list::run(options, common),
    }
}

/// Somebody has to decide: that is an answer, not a failure.
fn held(error: share::ShareError) -> Result<Verdict, Failure> {
    let is_held = error.is_held();
    let failure = Failure::from(error);
    if !is_held {
        return Err(failure);
    }
    writeln!(std::io::stderr(), "tipstaff: {failure}")?;
    Ok(Verdict::Held)
}
