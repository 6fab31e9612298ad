//! `tipstaff evidence balance`.

use super::size;
use super::sweep::{what, word};
use crate::arguments::{Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use evidence::{Balance, Count, Evidence, StoreState};
use gate::Verdict;
use record::time::spoken;
use serde_json::{Value, json};
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence balance
  tipstaff evidence balance dems --groups

As of the last sweep: tipstaff evidence watch sweep lists a store anew. A store that was not
listed for two of its intervals is unknown.

Exit status: 2 a store could not be checked, else 1 something differs or is in suspense, else 2 a
store is unknown, else 0.";

/// Options of `evidence balance`.
#[derive(Debug, Args)]
pub struct Options {
    /// Names or numbers of stores (default: all)
    #[arg(value_name = "STORE")]
    stores: Vec<String>,
    /// A line for each source, class and month too
    #[arg(long)]
    groups: bool,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let evidence = Evidence::open(&record).await?;
        let mut stores = Vec::new();
        for named in &options.stores {
            stores.push(evidence.store(named).await?);
        }
        if options.stores.is_empty() {
            stores = evidence.stores().await?;
        }
        let (mut red, mut unknown, mut unchecked) = (false, false, false);
        let mut out = std::io::stdout().lock();
        let mut documents = Vec::new();
        for store in &stores {
            let balance = match evidence.balance(store, open::now()).await {
                Ok(balance) => balance,
                // What is damaged of one store keeps nobody from seeing how the others stand.
                Err(error) => {
                    unchecked = true;
                    let failure = Failure::from(error);
                    if common.format == Format::Text {
                        writeln!(out, "{:<8} {}", word(StoreState::Unknown), say::plain(&store.name))?;
                        writeln!(
                            out,
                            "         It could not be checked: {}",
                            say::plain(&failure.to_string())
                        )?;
                    } else {
                        let why = format!("it could not be checked: {failure}");
                        documents.push(json!({
                            "store": store.number, "name": store.name, "state": StoreState::Unknown.id(), "why": why,
                        }));
                    }
                    continue;
                }
            };
            red |= !balance.suspense.is_empty() || balance.state == StoreState::Red;
            unknown |= balance.state == StoreState::Unknown;
            if common.format == Format::Text {
                print(&mut out, &balance, options.groups)?;
            } else {
                documents.push(document(&balance, options.groups));
            }
        }
        if common.format != Format::Text {
            writeln!(out, "{}", json!({ "schema": "tipstaff.evidence-balance/1", "stores": documents }))?;
        } else if stores.is_empty() && !common.quiet {
            writeln!(out, "No store is watched. tipstaff evidence watch add puts one under watch.")?;
        }
        Ok(if unchecked {
            Verdict::Unchecked
        } else if red {
            Verdict::Held
        } else if unknown {
            Verdict::Unchecked
        } else {
            Verdict::Clear
        })
    })
}

fn print(out: &mut impl Write, balance: &Balance, groups: bool) -> Result<(), Failure> {
    let when =
        balance.swept.as_ref().map_or_else(String::new, |sweep| format!(", as listed {}", spoken(sweep.at)));
    writeln!(out, "{:<8} {}{when}", word(balance.state), say::plain(&balance.store.name))?;
    if let Some(why) = &balance.why {
        writeln!(out, "         Not known: {why}.")?;
    }
    let mut line = |title: &str, count: Count| {
        writeln!(out, "  {title:<34} {:>13} {:>10}", say::count(count.items), size(count.bytes))
    };
    line("on the first list", balance.opening)?;
    line("came since", balance.received)?;
    line("written off, by two", balance.written_off)?;
    line("has to be there", balance.expected)?;
    for one in &balance.suspense {
        let count = Count { items: one.items, bytes: one.bytes };
        line(&format!("in suspense {}: {}", one.number, what(one.kind)), count)?;
    }
    for one in &balance.waiting {
        writeln!(
            out,
            "  Settlement {} of difference {} waits for a second person: tipstaff evidence settle approve {}",
            one.number, one.difference, one.number
        )?;
    }
    if groups {
        for (group, counts) in &balance.groups {
            let part = |part: Option<&str>| part.map_or_else(|| "–".to_owned(), say::plain);
            writeln!(
                out,
                "  {}  {}  {}: {} expected, {} missing",
                group.month,
                part(group.source.as_deref()),
                part(group.class.as_deref()),
                say::count(counts.expected.items),
                say::count(counts.missing.items)
            )?;
        }
    }
    Ok(())
}

fn count(count: Count) -> Value {
    json!({ "items": count.items, "bytes": count.bytes })
}

fn document(balance: &Balance, groups: bool) -> Value {
    let suspense: Vec<Value> = balance
        .suspense
        .iter()
        .map(|one| {
            json!({
                "difference": one.number, "kind": one.kind.id(), "items": one.items, "bytes": one.bytes,
                "alarm": one.alarm,
            })
        })
        .collect();
    let groups: Vec<Value> = balance
        .groups
        .iter()
        .filter(|_| groups)
        .map(|(group, counts)| {
            json!({
                "month": group.month, "source": group.source, "class": group.class,
                "expected": count(counts.expected), "missing": count(counts.missing),
            })
        })
        .collect();
    json!({
        "store": balance.store.number, "name": balance.store.name, "state": balance.state.id(), "why": balance.why,
        "at": balance.swept.as_ref().map(|sweep| sweep.at.to_string()),
        "opening": count(balance.opening), "received": count(balance.received),
        "written_off": count(balance.written_off), "expected": count(balance.expected), "suspense": suspense,
        "settlements": balance.waiting.iter().map(|one| one.number).collect::<Vec<_>>(), "groups": groups,
        "note": balance.swept.as_ref().map(|sweep| String::from_utf8_lossy(&sweep.note).into_owned()),
    })
}
