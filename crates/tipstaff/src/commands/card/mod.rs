//! `tipstaff card`: cards are ordered, made in the force or by a print service, revoked and published.

mod design;
mod draw;
mod find;
mod list;
mod order;
mod print;
mod profile;
mod publish;
mod receipt;
mod revoke;
mod seal;
mod set_up;
mod stop;
mod telephone;
mod verify;

use crate::arguments::Common;
use crate::commands::tell::tell;
use crate::exit::Failure;
use card_office::{CardError, CardOffice, Job, KINDS, KindRow};
use clap::Subcommand;
use gate::Verdict;
use std::io::Write;

/// What to do with cards.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what stands on cards and where they are checked
    #[command(after_help = set_up::EXAMPLE)]
    SetUp(set_up::Options),
    /// Keep a design of the force's own
    #[command(after_help = design::EXAMPLE)]
    Design(design::Options),
    /// Order a card for each of some people
    #[command(after_help = order::EXAMPLE)]
    Order(order::Options),
    /// Draw the cards of an order that are printed in the force
    #[command(after_help = draw::EXAMPLE)]
    Draw(draw::Options),
    /// Seal the next cards of an order for a print service
    #[command(after_help = seal::EXAMPLE)]
    Seal(seal::Options),
    /// The print service's side: make an offer, print a job
    Print {
        /// What the print service does.
        #[command(subcommand)]
        command: print::Command,
    },
    /// Take in what a print agent wrote: a request for keys, or the end of a job
    #[command(after_help = receipt::EXAMPLE)]
    Receipt(receipt::Options),
    /// Stop a job: no further key leaves
    #[command(after_help = stop::EXAMPLE)]
    Stop(stop::Options),
    /// Revoke cards: some, those of a job, or those of all jobs of a time
    #[command(after_help = revoke::EXAMPLE)]
    Revoke(revoke::Options),
    /// Write the page that checks cards, with the signed list, into a folder
    #[command(after_help = publish::EXAMPLE)]
    Publish(publish::Options),
    /// List orders and jobs, or the cards of one
    #[command(after_help = list::EXAMPLE)]
    List(list::Options),
    /// Find a card by its serial
    #[command(after_help = find::EXAMPLE)]
    Find(find::Options),
    /// The check from both sides: enrol telephones, run the relay
    Telephone {
        /// What to do with telephones.
        #[command(subcommand)]
        command: telephone::Command,
    },
    /// Say what the code of a card says
    #[command(after_help = verify::EXAMPLE)]
    Verify(verify::Options),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::SetUp(options) => set_up::run(options, common),
        Command::Design(options) => design::run(options, common),
        Command::Order(options) => order::run(options, common),
        Command::Draw(options) => draw::run(options, common),
        Command::Seal(options) => seal::run(options, common),
        Command::Print { command } => print::run(command, common),
        Command::Receipt(options) => receipt::run(options, common),
        Command::Stop(options) => stop::run(options, common),
        Command::Revoke(options) => revoke::run(options, common),
        Command::Publish(options) => publish::run(options, common),
        Command::List(options) => list::run(options, common),
        Command::Find(options) => find::run(options, common),
        Command::Telephone { command } => telephone::run(command, common),
        Command::Verify(options) => verify::run(options, common),
    }
}

/// Somebody has to decide: that is an answer, not a failure.
fn held(error: CardError) -> Result<Verdict, Failure> {
    let is_held = error.is_held();
    let failure = Failure::from(error);
    if !is_held {
        return Err(failure);
    }
    writeln!(std::io::stderr(), "tipstaff: {failure}")?;
    Ok(Verdict::Held)
}

/// A kind of holder, as it is said on the command line.
fn kind(id: &str) -> Result<&'static KindRow, String> {
    KindRow::named(id.trim()).ok_or_else(|| {
        let known: Vec<&str> = KINDS.iter().map(|row| row.id).collect();
        format!("The kinds are {}", known.join(", "))
    })
}

/// A job, by its number here or the one that the print service knows.
async fn job(office: &CardOffice<'_>, named: &str) -> Result<Job, Failure> {
    Ok(office.job(named.trim()).await?)
}
