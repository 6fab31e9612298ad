//! `tipstaff restore`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use gate::Verdict;
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff restore /mnt/backup/2026-11-26 --data new
  tipstaff restore /mnt/backup/2026-11-26 --data new --database postgres://...

The place must be empty; the key file of the record must be at hand. People who were erased after the
backup are erased again. The log continues under a new name, and says that it was restored.";

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct Options {
    /// The backup
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
    /// Who does it.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (bar, mut progress) = terminal::stages(common);
    let by = options.acting.actor.as_deref();
    let restored = open::wait(async {
        Ok(record::restore(&options.backup, &open::place(common)?, by, open::now(), &mut progress).await?)
    });
    bar.finish_and_clear();
    let restored = restored?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let (acts, rows) = (counted(restored.acts, "act", "acts"), counted(restored.rows, "row", "rows"));
            let files = counted(restored.sealed, "released file", "released files");
            writeln!(out, "{acts}, {rows} and {files} were restored, as of {}.", restored.made)?;
            if restored.missing > 0 {
                let files = counted(restored.missing, "released file is", "released files are");
                writeln!(out, "{files} not in the backup: tipstaff log verify names them.")?;
            }
            if let Some(lost) = restored.lost {
                writeln!(out, "{} after the backup and are lost.", counted(lost, "act came", "acts came"))?;
            }
            if !restored.erased_again.is_empty() {
                let people = counted(restored.erased_again.len() as u64, "person was", "people were");
                writeln!(out, "{people} erased again.")?;
            }
            writeln!(
                out,
                "The key of the log is now, for whoever checks or witnesses it:\n  {}",
                restored.log_key
            )?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.restored/1", "acts": restored.acts, "rows": restored.rows,
            "sealed_files": restored.sealed, "missing": restored.missing, "made": restored.made,
            "lost": restored.lost, "erased_again": restored.erased_again.len(), "generation": restored.generation,
            "log_key": restored.log_key,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
