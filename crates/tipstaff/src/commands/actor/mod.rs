//! `tipstaff actor`: who acts.

mod add;
mod key;
mod list;
mod role;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;
use record::{ROLES, Roles};

/// What to do with actors.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Enrol somebody
    Add(add::Options),
    /// List who is enrolled
    List(list::Options),
    /// Give somebody roles, or take them away
    Role(role::Options),
    /// Make a key under a passphrase, with which an actor signs
    Key(key::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Add(options) => add::run(options, common),
        Command::List(options) => list::run(options, common),
        Command::Role(options) => role::run(options, common),
        Command::Key(options) => key::run(options, common),
    }
}

/// `administrator,auditor`.
fn roles(list: &str) -> Result<Roles, Failure> {
    Roles::named(list.split(',').map(str::trim).filter(|id| !id.is_empty())).map_err(|strange| {
        let known: Vec<&str> = ROLES.iter().map(|row| row.id).collect();
        Failure::new(format!("'{strange}' is no role"), format!("The roles are: {}", known.join(", ")))
    })
}
