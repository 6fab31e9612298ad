//! `tipstaff log publish`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `log publish`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let checkpoint = record.publish().await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                writeln!(out, "The checkpoint covers {}.", counted(checkpoint.size(), "act", "acts"))?;
                writeln!(out, "The key of the log is {}", record.log_key().vkey())?;
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.checkpoint/1", "acts": checkpoint.size(), "log_key": record.log_key().vkey(),
            });
            writeln!(out, "{document}")?;
        }
        drop(out);
        super::ask::tell(&record, common, false).await
    })
}
