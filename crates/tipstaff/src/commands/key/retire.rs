//! `tipstaff key retire`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff key retire --data d

Backups from before the last rotation open only with the old keys. Make a new backup first, and keep
the old lines on paper as long as old backups are kept.";

/// Options of `key retire`.
#[derive(Debug, Args)]
pub struct Options {
    /// Who does it.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let retired: Vec<String> = record.retire_keys(&by).await?.iter().map(ToString::to_string).collect();
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                if retired.is_empty() {
                    writeln!(out, "There is no old key in the file.")?;
                } else {
                    writeln!(out, "Out of the file: {}.", retired.join(", "))?;
                }
            }
        } else {
            writeln!(out, "{}", serde_json::json!({ "schema": "tipstaff.keys/1", "retired": retired }))?;
        }
        Ok(Verdict::Clear)
    })
}
