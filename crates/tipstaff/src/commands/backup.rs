//! `tipstaff backup`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use gate::Verdict;
use record::BackupOptions;
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
    /// Where a file that was released is lost: back up the rest, and say what is not in the backup
    #[arg(long)]
    despite_missing: bool,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (bar, mut progress) = terminal::stages(common);
    let made = open::wait(async {
        let record = open::record(common).await?;
        let how = BackupOptions { despite_missing: options.despite_missing };
        Ok(record.back_up_as(&options.folder, how, open::now(), &mut progress).await?)
    });
    bar.finish_and_clear();
    let made = made?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let (acts, rows) = (counted(made.acts, "act", "acts"), counted(made.rows, "row", "rows"));
            let files = counted(made.sealed, "released file", "released files");
            writeln!(out, "{acts}, {rows} and {files} are in {}.", options.folder.display())?;
        }
        // Also when all else is to be quiet: a backup that lacks something must not pass for a whole one.
        for missing in &made.missing {
            writeln!(out, "Lost, and not in the backup: the sealed file {missing}.")?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.backup-made/1", "acts": made.acts, "rows": made.rows,
            "sealed_files": made.sealed, "missing": made.missing, "bytes": made.bytes,
        });
        writeln!(out, "{document}")?;
    }
    Ok(if made.missing.is_empty() { Verdict::Clear } else { Verdict::Held })
}
