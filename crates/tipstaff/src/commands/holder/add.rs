//! `tipstaff holder add`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::{HOLDER_KINDS, HolderKind};
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff holder add --kind supplier \"Card maker\" --data d

Kinds: supplier, device, notebook, public, system, evidence-store, person.";

/// Options of `holder add`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name, as people call it
    #[arg(value_name = "NAME")]
    name: String,
    /// Kind of holder
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: HolderKind,
    /// Who enters it.
    #[command(flatten)]
    acting: Acting,
}

/// A kind by its identifier.
fn kind(id: &str) -> Result<HolderKind, String> {
    HolderKind::named(id.trim()).ok_or_else(|| {
        let known: Vec<&str> = HOLDER_KINDS.iter().map(|row| row.id).collect();
        format!("The kinds are {}", known.join(", "))
    })
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let (holder, recorded) = record.add_holder(&by, options.kind, &options.name, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                let name = say::plain(&holder.name);
                let title = holder.kind.row().title;
                writeln!(out, "{name}, {title}, is holder #{}: act {}.", holder.number, recorded.position)?;
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.holder/1", "holder": holder.number, "kind": holder.kind.id(),
                "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
