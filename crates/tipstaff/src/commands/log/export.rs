//! `tipstaff log export`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use gate::Verdict;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff log export for-the-auditor --data d
  tipstaff log verify for-the-auditor --vkey KEY

The folder holds numbers and digests, no names, no values and no keys. README.txt in it says how
it is checked without Tipstaff.";

/// Options of `log export`.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder to write, which does not exist yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (bar, mut progress) = terminal::stages(common);
    let done = open::wait(async {
        let record = open::record(common).await?;
        let exported = record.export(&options.folder, &mut progress).await?;
        Ok((exported, record.log_key().vkey()))
    });
    bar.finish_and_clear();
    let (exported, key) = done?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let (acts, rows) = (counted(exported.acts, "act", "acts"), counted(exported.rows, "row", "rows"));
            writeln!(out, "{acts} and {rows} are in {}.", options.folder.display())?;
            writeln!(out, "Tell whoever checks it the key of the log by another way:\n  {key}")?;
        }
    } else {
        let document = json!({
            "schema": "tipstaff.export/1", "acts": exported.acts, "rows": exported.rows, "log_key": key,
            "cosigned": exported.cosigned,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
