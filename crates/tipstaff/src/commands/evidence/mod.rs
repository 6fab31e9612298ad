//! `tipstaff evidence`: what should be stored against what is.

mod additions;
mod balance;
mod case_end;
mod class;
mod columns;
mod dispose;
mod expect;
mod gaps;
mod hold;
mod mail;
mod mail_text;
mod migrate;
mod outbox;
mod parity;
mod place;
mod receive;
mod recover;
mod settle;
mod show;
mod store;
mod sweep;
mod verify;
mod watch;
mod webhook;

use crate::arguments::Common;
use crate::exit::Failure;
use clap::Subcommand;
use gate::Verdict;

/// What to do with stored evidence.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Watch a store that is not ours: a folder, a mounted share, a bucket
    Watch {
        /// What to do with stores.
        #[command(subcommand)]
        command: watch::Command,
    },
    /// Keep our own copies: folders or buckets that we write to
    Store {
        /// What to do with places of copies.
        #[command(subcommand)]
        command: store::Command,
    },
    /// Take items into our own copies, and read them back from each
    #[command(after_help = receive::EXAMPLE)]
    Receive(receive::Options),
    /// Read items from end to end: all, what is most overdue, or some by lot
    #[command(after_help = verify::EXAMPLE)]
    Verify(verify::Options),
    /// Copy out of a store that is not ours; nothing may be deleted there before it is read here
    Migrate {
        /// What to do with migrations.
        #[command(subcommand)]
        command: migrate::Command,
    },
    /// Look for what is missing: in our other stores, in a folder by its hash, at whoever has copies
    #[command(after_help = recover::EXAMPLE)]
    Recover(recover::Options),
    /// Make shards of what is seldom read, and rebuild from them what is missing
    #[command(after_help = parity::EXAMPLE)]
    Parity {
        /// What to do with shards.
        #[command(subcommand)]
        command: parity::Command,
    },
    /// Print what each store has to have, what it has, and what nobody has explained
    #[command(after_help = balance::EXAMPLE)]
    Balance(balance::Options),
    /// Take in what another system says that a store has to have
    #[command(after_help = expect::EXAMPLE)]
    Expect(expect::Options),
    /// Name the numbers of each camera that never came, and expect them in a store
    #[command(after_help = gaps::EXAMPLE)]
    Gaps(gaps::Options),
    /// Name the items of a difference, and the cases that they are in
    #[command(after_help = show::EXAMPLE)]
    Show(show::Options),
    /// Write off what is lost, or accept what differs: proposed by one, approved by another
    Settle {
        /// What to do with settlements.
        #[command(subcommand)]
        command: settle::Command,
    },
    /// Let what comes into a store be booked without an alarm: proposed by one, allowed by another
    Additions {
        /// What to do with rules.
        #[command(subcommand)]
        command: additions::Command,
    },
    /// Let nothing that belongs to a case be destroyed: placed by one, released by two
    Hold {
        /// What to do with holds.
        #[command(subcommand)]
        command: hold::Command,
    },
    /// Say that a case is finalised, or goes on: until then whatever belongs to it is held
    Case {
        /// What to say of a case.
        #[command(subcommand)]
        command: case_end::Command,
    },
    /// Say how long evidence is kept: proposed by one, approved by another, who sees what it takes
    Class {
        /// What to do with classes.
        #[command(subcommand)]
        command: class::Command,
    },
    /// Destroy our own copies: planned by one, approved by two or three others, carried out later
    Dispose {
        /// What to do with disposals.
        #[command(subcommand)]
        command: dispose::Command,
    },
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Watch { command } => watch::run(command, common),
        Command::Store { command } => store::run(command, common),
        Command::Receive(options) => receive::run(options, common),
        Command::Verify(options) => verify::run(options, common),
        Command::Migrate { command } => migrate::run(command, common),
        Command::Recover(options) => recover::run(options, common),
        Command::Parity { command } => parity::run(command, common),
        Command::Balance(options) => balance::run(options, common),
        Command::Expect(options) => expect::run(options, common),
        Command::Gaps(options) => gaps::run(options, common),
        Command::Show(options) => show::run(options, common),
        Command::Settle { command } => settle::run(command, common),
        Command::Additions { command } => additions::run(command, common),
        Command::Hold { command } => hold::run(command, common),
        Command::Case { command } => case_end::run(command, common),
        Command::Class { command } => class::run(command, common),
        Command::Dispose { command } => dispose::run(command, common),
    }
}

/// "1.2 MB".
fn size(bytes: u64) -> String {
    gate::size(bytes)
}
