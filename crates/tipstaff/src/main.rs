//! Tipstaff keeps a cordon around the personal data that a police force holds.
//!
//! One binary; each command is a file under `commands`.

mod arguments;
mod commands;
mod exit;
mod intake;
mod interrupt;
mod open;
mod process;
mod roster;
mod terminal;

use arguments::{Arguments, Command, Format, RosterCommand};
use clap::Parser;
use exit::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    // The worker is this very program; it must lock itself down before it does anything else.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == commands::WORKER) {
        return sandbox::run_worker();
    }
    process::keep_to_itself();
    allocator::give_back();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::of_arguments(&error),
    };
    let common = arguments.common;
    let is_table = matches!(arguments.command, Command::Exposure(_) | Command::Release { .. });
    if common.format == Format::Csv && !is_table {
        return Failure::new("only an exposure and the releases are tables", "Say --format json").report();
    }
    if common.format == Format::Sarif && !matches!(arguments.command, Command::Check(_) | Command::Clean(_)) {
        return Failure::new("only a check has a report in SARIF", "Say --format json").report();
    }
    if common.format == Format::Pdf && !matches!(arguments.command, Command::Check(_)) {
        return Failure::new("only a check has a report as PDF", "Say --format json").report();
    }
    let result = match arguments.command {
        Command::Check(options) => commands::check::run(&options, &common),
        Command::Clean(options) => commands::clean::run(&options, &common),
        Command::Formats(options) => commands::formats::run(&options, &common),
        Command::Roster { command: RosterCommand::Seal(options) } => {
            commands::roster_seal::run(&options, &common)
        }
        Command::Actor { command } => commands::actor::run(&command, &common),
        Command::Holder { command } => commands::holder::run(&command, &common),
        Command::Holding { command } => commands::holding::run(&command, &common),
        Command::Exposure(options) => commands::exposure::run(&options, &common),
        Command::Case { command } => commands::case::run(&command, &common),
        Command::People { command } => commands::people::run(&command, &common),
        Command::Release { command } => commands::release::run(&command, &common),
        Command::Share { command } => commands::share::run(&command, &common),
        Command::Card { command } => commands::card::run(&command, &common),
        Command::Evidence { command } => commands::evidence::run(&command, &common),
        Command::Leak { command } => commands::leak::run(&command, &common),
        Command::Receipt { command } => commands::receipt::run(&command, &common),
        Command::Certificate(options) => commands::certificate::run(&options, &common),
        #[cfg(unix)]
        Command::Watch(options) => commands::watch::run(&options, &common),
        Command::Log { command } => commands::log::run(&command, &common),
        Command::Key { command } => commands::key::run(&command, &common),
        Command::Serve(options) => commands::serve::run(&options, &common),
        Command::Backup(options) => commands::backup::run(&options, &common),
        Command::Restore(options) => commands::restore::run(&options, &common),
    };
    match result {
        Ok(verdict) => ExitCode::from(verdict.exit_status()),
        Err(failure) => failure.report(),
    }
}
