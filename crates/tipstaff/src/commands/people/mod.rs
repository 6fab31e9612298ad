//! `tipstaff people`: who there is, by extracts of the force's own systems.

mod erase;
mod import;
mod list;
mod mapping;
mod merge;
mod photos;
mod refused;
mod show;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take in an extract of people: a table with a number that tells them apart
    #[command(after_help = import::EXAMPLE)]
    Import(import::Options),
    /// Take in photos: made anew, and kept under the key of each person
    #[command(after_help = photos::EXAMPLE)]
    Photos(photos::Options),
    /// Count people by extract; no names
    List(list::Options),
    /// Find somebody, and say what is known; values only with --names
    #[command(after_help = show::EXAMPLE)]
    Show(show::Options),
    /// Say that two numbers are one person, or are not
    Merge(merge::Options),
    /// Erase somebody for good: one proposes, somebody else approves
    #[command(after_help = erase::EXAMPLE)]
    Erase(erase::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Import(options) => import::run(options, common),
        Command::Photos(options) => photos::run(options, common),
        Command::List(options) => list::run(options, common),
        Command::Show(options) => show::run(options, common),
        Command::Merge(options) => merge::run(options, common),
        Command::Erase(options) => erase::run(options, common),
    }
}

/// A field by its identifier.
fn field(id: &str) -> Result<record::Field, Failure> {
    record::Field::named(id.trim()).ok_or_else(|| {
        let known: Vec<&str> = record::FIELDS.iter().map(|row| row.id).collect();
        Failure::new(format!("'{}' is no field", id.trim()), format!("The fields are: {}", known.join(", ")))
    })
}

/// "1,234".
fn count(number: u64) -> String {
    let mut digits = number.to_string();
    let mut place = digits.len();
    while place > 3 {
        place -= 3;
        digits.insert(place, ',');
    }
    digits
}
