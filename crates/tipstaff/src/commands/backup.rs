//! `tipstaff backup`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use gate::Verdict;
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff backup /mnt/backup/2026-11-26 --data d

The record may be in use meanwhile. The backup never holds the force key, and is of no use without it:
keep the key file, and the list of erased people beside it, apart from backups.";

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder to write, which does not exist yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (bar, mut progress) = terminal::stages(common);
    let made = open::wait(async {
        let record = open::record(common).await?;
        Ok(record.back_up(&options.folder, open::now(), &mut progress).await?)
    });
    bar.finish_and_clear();
    let made = made?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let (acts, rows) = (counted(made.acts, "act", "acts"), counted(made.rows, "row", "rows"));
            writeln!(out, "{acts} and {rows} are in {}.", options.folder.display())?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.backup-made/1", "acts": made.acts, "rows": made.rows, "bytes": made.bytes,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
