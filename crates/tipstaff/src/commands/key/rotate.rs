//! `tipstaff key rotate`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use gate::Verdict;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff key rotate --data d
  tipstaff key retire --data d

The new key is added to the file and everything is wrapped anew under it. The old key stays in the file,
because backups from before open only with it, until it is retired.";

/// Options of `key rotate`.
#[derive(Debug, Args)]
pub struct Options {
    /// Who does it.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let (bar, mut progress) = terminal::stages(common);
    let rotated = open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let rotated = record.rotate_key(&by, open::now(), &mut progress).await?;
        // Opened again: what it holds in memory is the key from before.
        let record = open::record(common).await?;
        open::publish(&record, common).await;
        Ok(rotated)
    });
    bar.finish_and_clear();
    let rotated = rotated?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let wrapped = counted(rotated.wrapped, "key is", "keys are");
            writeln!(
                out,
                "{wrapped} under the force key {} now: act {}.",
                rotated.key, rotated.recorded.position
            )?;
            writeln!(
                out,
                "Print the key file again and put it in the safe. Old keys go with: tipstaff key retire."
            )?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.key/1", "key": rotated.key.to_string(), "wrapped": rotated.wrapped,
            "act": rotated.recorded.position,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
