//! `tipstaff holder list`.

use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use serde_json::json;
use std::io::Write;

/// Options of `holder list`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let holders = open::record(common).await?.holders().await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if holders.is_empty() && !common.quiet {
                writeln!(
                    out,
                    "No holder was entered yet. The first: tipstaff holder add --kind supplier NAME"
                )?;
            }
            for holder in holders {
                writeln!(out, "{:>5}  {}", format!("#{}", holder.number), say::holder(&holder, false))?;
            }
        } else {
            let holders: Vec<_> = holders
                .iter()
                .map(|holder| {
                    json!({ "holder": holder.number, "kind": holder.kind.id(), "name": holder.public_name() })
                })
                .collect();
            writeln!(out, "{}", json!({ "schema": "tipstaff.holders/1", "holders": holders }))?;
        }
        Ok(Verdict::Clear)
    })
}
