//! `tipstaff log mend`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use std::io::Write;

/// Options of `log mend`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let checkpoint = open::record(common).await?.mend_shelf().await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                let acts = counted(checkpoint.size(), "act", "acts");
                writeln!(
                    out,
                    "Tiles and entries of {acts} were written again, as the checkpoint signs them."
                )?;
            }
        } else {
            writeln!(
                out,
                "{}",
                serde_json::json!({ "schema": "tipstaff.checkpoint/1", "acts": checkpoint.size() })
            )?;
        }
        Ok(Verdict::Clear)
    })
}
