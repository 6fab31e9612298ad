//! `tipstaff evidence dispose list` and `show`.

use crate::arguments::{Common, Format};
use crate::commands::evidence::size;
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use disposal::{Disposal, DisposalList, Disposing};
use gate::Verdict;
use serde_json::{Value, json};
use std::io::Write;

/// Options of `evidence dispose show`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the disposal
    #[arg(value_name = "DISPOSAL")]
    disposal: u32,
}

/// Prints all disposals.
pub fn list(common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposals = Disposing::open(&record).await?.disposals().await?;
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let documents: Vec<Value> = disposals.iter().map(document).collect();
            writeln!(
                out,
                "{}",
                json!({ "schema": "tipstaff.evidence-disposals/1", "disposals": documents })
            )?;
            return Ok(Verdict::Clear);
        }
        for disposal in &disposals {
            writeln!(out, "{}", line(disposal))?;
        }
        if disposals.is_empty() && !common.quiet {
            writeln!(out, "Nothing was destroyed, and nothing is planned to be.")?;
        }
        Ok(Verdict::Clear)
    })
}

/// Prints one, item by item. Items are numbers here, and so are cases: neither tells a name.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let disposal = disposing.disposal(options.disposal).await?;
        let list = disposing.list_of(&disposal).await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            print(&mut out, &disposal, &list)?;
        } else {
            let mut document = document(&disposal);
            document["schema"] = "tipstaff.evidence-disposal-list/1".into();
            document["list_of_items"] = list
                .items
                .iter()
                .map(|one| {
                    json!({
                        "item": one.item, "bytes": one.bytes, "blake3": one.blake3.to_string(), "stores": one.stores,
                    })
                })
                .collect();
            document["list_of_left_out"] = list
                .left_out
                .iter()
                .map(|one| json!({ "item": one.item, "cases": one.cases, "why": one.why }))
                .collect();
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}

fn print(out: &mut impl Write, disposal: &Disposal, list: &DisposalList) -> Result<(), Failure> {
    writeln!(out, "{}", line(disposal))?;
    writeln!(out, "List {}", say::hex(&disposal.sha256))?;
    for one in &list.items {
        let stores: Vec<String> = one.stores.iter().map(u32::to_string).collect();
        writeln!(out, "goes   item {} ({}) of stores {}", one.item, size(one.bytes), stores.join(", "))?;
    }
    for one in &list.left_out {
        let cases: Vec<String> = one.cases.iter().map(u32::to_string).collect();
        let of = if cases.is_empty() { String::new() } else { format!(": case {}", cases.join(", ")) };
        writeln!(out, "stays  item {}: {}{of}", one.item, one.why)?;
    }
    Ok(())
}

fn line(disposal: &Disposal) -> String {
    let until = match disposal.cooled_off() {
        Some(until) => format!(", may be carried out from {until} on"),
        None => String::new(),
    };
    format!(
        "{}  {}: {} ({}) of {}; {} approvals{until}",
        disposal.number,
        disposal.state.id(),
        say::counted(disposal.items, "item", "items"),
        size(disposal.bytes),
        say::counted(disposal.cases, "case", "cases"),
        disposal.approvals
    )
}

fn document(disposal: &Disposal) -> Value {
    json!({
        "disposal": disposal.number, "state": disposal.state.id(), "since": disposal.since.to_string(),
        "class": disposal.class, "items": disposal.items, "bytes": disposal.bytes, "cases": disposal.cases,
        "held": disposal.held, "list": say::hex(&disposal.sha256), "approvals": disposal.approvals,
        "cooled_off": disposal.cooled_off().map(|until| until.to_string()), "act": disposal.proposal,
    })
}
