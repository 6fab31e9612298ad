//! `tipstaff evidence dispose carry-out`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::evidence::size;
use crate::commands::say;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use disposal::{CarriedOut, Disposing};
use gate::Verdict;
use serde_json::{Value, json};
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence dispose carry-out 1 --as 'E. Marsh'

Run it again for what has to wait: the last copy of an item goes days after the others. What was
interrupted is finished by the next run. Exit status: 0 all is gone, or waits for its time; 1
something is held or could not be destroyed.";

/// Options of `evidence dispose carry-out`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the disposal
    #[arg(value_name = "DISPOSAL")]
    disposal: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let done = disposing.carry_out(&by, &signer, options.disposal, &open::now).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            print(&mut out, options.disposal, &done)?;
        } else {
            writeln!(out, "{}", document(options.disposal, &done))?;
        }
        Ok(if done.failed == 0 && done.held == 0 { Verdict::Clear } else { Verdict::Held })
    })
}

fn print(out: &mut impl Write, disposal: u32, done: &CarriedOut) -> Result<(), Failure> {
    writeln!(
        out,
        "Disposal {disposal}: {} destroyed ({}).",
        say::counted(done.copies, "copy was", "copies were"),
        size(done.bytes)
    )?;
    if done.held > 0 {
        let held = say::counted(done.held, "item is", "items are");
        writeln!(out, "{held} held since it was approved, and what is left of it stays.")?;
    }
    if done.waiting > 0 {
        let next = done.next.map(|next| format!(", the first until {next}")).unwrap_or_default();
        writeln!(out, "{} to wait{next}.", say::counted(done.waiting, "copy has", "copies have"))?;
    }
    for (item, store, why) in &done.reasons {
        match item {
            0 => writeln!(out, "Store {store}: {why}.")?,
            item => writeln!(out, "Item {item} in store {store}: {why}.")?,
        }
    }
    if done.failed > 0 {
        writeln!(
            out,
            "{} not destroyed. Run it again when that is mended.",
            say::counted(done.failed, "copy was", "copies were")
        )?;
    }
    if done.is_done {
        writeln!(out, "Nothing is left to do.")?;
    }
    Ok(())
}

fn document(disposal: u32, done: &CarriedOut) -> Value {
    let reasons: Vec<Value> = done
        .reasons
        .iter()
        .map(|(item, store, why)| json!({ "item": item, "store": store, "why": why }))
        .collect();
    let acts: Vec<u64> = done.recorded.iter().map(|recorded| recorded.position).collect();
    json!({
        "schema": "tipstaff.evidence-disposal-run/1", "disposal": disposal, "copies": done.copies, "bytes": done.bytes,
        "held": done.held, "waiting": done.waiting, "next": done.next.map(|next| next.to_string()),
        "failed": done.failed, "reasons": reasons, "done": done.is_done, "acts": acts,
    })
}
