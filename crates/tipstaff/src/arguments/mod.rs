//! The command line, as people type it. `--help` of each command shows a real example.

mod record;

pub use record::{Acting, RecordPlace};

#[cfg(unix)]
use crate::commands::watch;
use crate::commands::{
    actor, backup, card, case, certificate, evidence, exposure, holder, holding, key, leak, log, people,
    receipt, release, restore, serve, share,
};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks what is about to leave: what a file really holds, about how many people, and a safe copy.
#[derive(Debug, Parser)]
#[command(name = "tipstaff", version, propagate_version = true, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command knows.
    #[command(flatten)]
    pub common: Common,
}

/// What every command knows.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// How to print the result
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Print the result and nothing else: no progress, no hints
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more: every note, every reason
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// Where the record lies.
    #[command(flatten)]
    pub place: RecordPlace,
}

/// How to print a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// JSON Lines: one file a line, in the order of the files
    Jsonl,
    /// SARIF 2.1.0, for dashboards
    Sarif,
    /// A table, of exposure and of releases only
    Csv,
    /// A document for the case file, of one check only
    Pdf,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what files hold, about how many people, and whether they may leave
    #[command(after_help = CHECK_EXAMPLE)]
    Check(CheckOptions),
    /// Make a safe copy from what is visible, and check the copy
    #[command(after_help = CLEAN_EXAMPLE)]
    Clean(CleanOptions),
    /// List what is read, and which hidden places are looked into
    Formats(FormatsOptions),
    /// Lists of one's own people
    Roster {
        /// What to do with a roster.
        #[command(subcommand)]
        command: RosterCommand,
    },
    /// Who acts: enrol people with roles and keys
    Actor {
        /// What to do with actors.
        #[command(subcommand)]
        command: actor::Command,
    },
    /// Who or what holds data
    Holder {
        /// What to do with holders.
        #[command(subcommand)]
        command: holder::Command,
    },
    /// Who has which data about whom, and since when
    Holding {
        /// What to do with holdings.
        #[command(subcommand)]
        command: holding::Command,
    },
    /// Say who is affected, by which fields, and because of which acts
    #[command(after_help = exposure::EXAMPLE)]
    Exposure(exposure::Options),
    /// Criminal cases, with their officers, people and items
    Case {
        /// What to do with cases.
        #[command(subcommand)]
        command: case::Command,
    },
    /// Who there is: extracts of people, looking up, merging, erasing
    People {
        /// What to do with people.
        #[command(subcommand)]
        command: people::Command,
    },
    /// Serve the web application
    #[command(after_help = serve::EXAMPLE)]
    Serve(serve::Options),
    /// What leaves: proposed by one, approved by another, on record as a holding of the public
    Release {
        /// What to do with releases.
        #[command(subcommand)]
        command: release::Command,
    },
    /// What recipients such as suppliers get: little, marked, sealed, receipted
    Share {
        /// What to do with shares.
        #[command(subcommand)]
        command: share::Command,
    },
    /// Warrant cards and staff passes: ordered, made, revoked, published
    Card {
        /// What to do with cards.
        #[command(subcommand)]
        command: card::Command,
    },
    /// Stored evidence: what should be there against what is
    Evidence {
        /// What to do with stored evidence.
        #[command(subcommand)]
        command: evidence::Command,
    },
    /// Trace what got out to where it came from
    Leak {
        /// What to do with a leak.
        #[command(subcommand)]
        command: leak::Command,
    },
    /// For recipients: open a delivery, and sign that it came or was destroyed
    Receipt {
        /// What to do with receipts.
        #[command(subcommand)]
        command: receipt::Command,
    },
    /// Say whether a file has a certificate, here or on a server
    #[command(after_help = certificate::EXAMPLE)]
    Certificate(certificate::Options),
    /// Check what is put into a folder, and let out what may leave
    #[cfg(unix)]
    #[command(after_help = watch::EXAMPLE)]
    Watch(watch::Options),
    /// What happened, and whether it can be proved
    Log {
        /// What to do with the log.
        #[command(subcommand)]
        command: log::Command,
    },
    /// The force key, without which nobody reads the record
    Key {
        /// What to do with the force key.
        #[command(subcommand)]
        command: key::Command,
    },
    /// Make a backup while the record is in use
    #[command(after_help = backup::EXAMPLE)]
    Backup(backup::Options),
    /// Restore a backup into an empty place
    #[command(after_help = restore::EXAMPLE)]
    Restore(restore::Options),
}

const CHECK_EXAMPLE: &str = "\
Example:
  tipstaff check answer.xlsx --roster people.csv
  tipstaff check answer.xlsx --data DIR
  tipstaff check answer.xlsx --format pdf -o report.pdf

With --data the people of the record are looked for, leavers and former names included.

Exit status: 0 clear, 1 held or for review, 2 could not be checked.
Values are shown masked; --show-samples shows them as they are.";

const CLEAN_EXAMPLE: &str = "\
Example:
  tipstaff clean answer.xlsx -o answer-safe.xlsx

The copy is built anew from the displayed text. It has no formulas, names, links, comments,
caches or properties. What everybody sees stays, also where it is personal, and cells that lie
far away stay where they are. Numbers and dates are typed, and cut to what is shown.

csv has one file for each sheet (OUT-SHEET.csv) and no empty rows. A text that a spreadsheet
would take for a formula gets an apostrophe before it.

Exit status: 0 clear, 1 copied, and something in it needs a look, 2 no copy.";

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Files, and folders to walk
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// One's own people: a table (csv, xlsx, ods ...) or a sealed roster
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// Key of a sealed roster
    #[arg(long, value_name = "FILE", requires = "roster")]
    pub roster_key: Option<PathBuf>,
    /// Columns of the roster that are not recognised by their heading: surname=FAMILY,number=REF
    #[arg(long, value_name = "LIST", requires = "roster")]
    pub roster_columns: Option<String>,
    /// Decisions of the force: severities, thresholds, allowances, limits
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Show values as they are, instead of masked
    #[arg(long)]
    pub show_samples: bool,
    /// Where to write the report as PDF
    #[arg(long, short, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Replace OUT if it exists
    #[arg(long, requires = "output")]
    pub overwrite: bool,
    /// Files checked at the same time (default: one for each processor)
    #[arg(long, value_name = "NUMBER")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Options of `clean`.
#[derive(Debug, Args)]
pub struct CleanOptions {
    /// The file to copy; it stays as it is
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write the copy
    #[arg(long, short, value_name = "OUT")]
    pub output: PathBuf,
    /// Format of the copy, where the name of OUT does not say it
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub kind: Option<CopyKind>,
    /// Sheet to copy to csv, where the file has several visible ones (default: one csv a sheet)
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Decisions of the force
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Replace OUT if it exists
    #[arg(long)]
    pub overwrite: bool,
}

/// Formats of a safe copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CopyKind {
    /// Excel workbook
    Xlsx,
    /// Comma-separated values, UTF-8
    Csv,
    /// OpenDocument spreadsheet
    Ods,
}

/// Options of `formats`.
#[derive(Debug, Args)]
pub struct FormatsOptions {
    /// List the rules instead: what is looked for, why, and how serious it is
    #[arg(long)]
    pub rules: bool,
    /// List the personal numbers that are known instead
    #[arg(long, conflicts_with = "rules")]
    pub identifiers: bool,
}

/// What to do with a roster.
#[derive(Debug, Subcommand)]
pub enum RosterCommand {
    /// Make a roster for checking on another machine, holding no readable names
    #[command(after_help = SEAL_EXAMPLE)]
    Seal(SealOptions),
}

const SEAL_EXAMPLE: &str = "\
Example:
  tipstaff roster seal people.csv -o people.roster --key people.key
  tipstaff check answer.xlsx --roster people.roster --roster-key people.key

Who has only the roster learns how many people are on it. Who has the roster and the key can
find out everybody on it within a second: keep the two apart.";

/// Options of `roster seal`.
#[derive(Debug, Args)]
pub struct SealOptions {
    /// The table of people
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write the sealed roster
    #[arg(long, short, value_name = "OUT")]
    pub output: PathBuf,
    /// Where to write the key; a new one is made for each roster
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Columns that are not recognised by their heading: surname=FAMILY,number=REF
    #[arg(long = "columns", value_name = "LIST")]
    pub columns: Option<String>,
    /// Replace OUT and the key if they exist
    #[arg(long)]
    pub overwrite: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    /// A command that took `--data` for itself could not be told where the record is.
    #[test]
    fn no_command_takes_an_option_of_all_for_itself() {
        fn own(command: &clap::Command, of_all: &[String], taken: &mut Vec<String>) {
            for inner in command.get_subcommands() {
                let longs = inner.get_arguments().filter_map(clap::Arg::get_long);
                let same = longs.filter(|long| of_all.iter().any(|one| one == long));
                taken.extend(same.map(|long| format!("{} --{long}", inner.get_name())));
                own(inner, of_all, taken);
            }
        }
        let all = Arguments::command();
        let of_all: Vec<String> = all
            .get_arguments()
            .filter(|one| one.is_global_set())
            .filter_map(|one| one.get_long().map(str::to_owned))
            .collect();
        assert!(of_all.iter().any(|long| long == "data"), "{of_all:?}");
        let mut taken = Vec::new();
        own(&all, &of_all, &mut taken);
        assert_eq!(taken, [] as [String; 0]);
    }
}
