//! `tipstaff receipt`: what a recipient does. Needs no record, and works on any machine.

mod keys;
mod open_delivery;
mod sign;

use crate::arguments::Common;
use crate::commands::share::read_small;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;
use share::RecipientSecret;
use std::path::Path;
use zeroize::Zeroizing;

/// What to do with receipts.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the two keys of a recipient, and print the line to send to the force
    #[command(after_help = keys::EXAMPLE)]
    Keys(keys::Options),
    /// Open a delivery into a folder, and look whether everything is as its list says
    #[command(after_help = open_delivery::EXAMPLE)]
    Open(open_delivery::Options),
    /// Sign that a delivery came, or that it was destroyed
    #[command(after_help = sign::EXAMPLE)]
    Sign(sign::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Keys(options) => keys::run(options, common),
        Command::Open(options) => open_delivery::run(options, common),
        Command::Sign(options) => sign::run(options, common),
    }
}

/// The secret keys in a file.
pub fn secret(path: &Path) -> Result<RecipientSecret, Failure> {
    let bytes = Zeroizing::new(read_small(path)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| share::StatementError::NoSecret)?;
    Ok(RecipientSecret::parse(text)?)
}
