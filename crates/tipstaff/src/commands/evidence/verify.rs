//! `tipstaff evidence verify`.

use super::{receive, size};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use evidence::{Evidence, EvidenceStore, ReadReport, Reading, StoreState};
use gate::Verdict;
use record::Actor;
use record::time::spoken;
use serde_json::json;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence verify
  tipstaff evidence verify dems --budget 500GB
  tipstaff evidence verify dems --sample 30

Reads items from end to end and compares what they are with what they have to be. Of a store that is
watched, what nobody has read before is known by its hash from then on. With --budget only what
is most overdue is read: run it each day, and everything is read in turn. Thirty items by lot
find a loss of a tenth with 95 %; a single lost item only a whole reading finds.

Exit status: 1 something is damaged or in suspense, else 2 something could not be read, else 0.";

/// Options of `evidence verify`.
#[derive(Debug, Args)]
pub struct Options {
    /// Names or numbers of stores (default: all)
    #[arg(value_name = "STORE")]
    stores: Vec<String>,
    /// Read at most so much of each store: 500GB, 20GiB
    #[arg(long, value_name = "SIZE", value_parser = bytes, conflicts_with = "sample")]
    budget: Option<u64>,
    /// Read so many items of each store, drawn by lot
    #[arg(long, value_name = "ITEMS")]
    sample: Option<usize>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// "500GB", "20GiB", "1000".
pub(super) fn bytes(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "kib" => 1 << 10,
        "mb" => 1_000_000,
        "mib" => 1 << 20,
        "gb" => 1_000_000_000,
        "gib" => 1 << 30,
        "tb" => 1_000_000_000_000,
        "tib" => 1 << 40,
        _ => return Err("write it as 500GB or 20GiB".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "write it as 500GB or 20GiB".to_owned())?;
    number.checked_mul(unit).filter(|bytes| *bytes > 0).ok_or_else(|| "it is not a size".to_owned())
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let which = match (options.budget, options.sample) {
        (Some(budget), _) => Reading::Budget(budget),
        (None, Some(items)) => Reading::Sample(items),
        (None, None) => Reading::All,
    };
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let mut stores = Vec::new();
        for named in &options.stores {
            stores.push(evidence.store(named).await?);
        }
        if options.stores.is_empty() {
            stores = evidence.stores().await?;
        }
        if stores.is_empty() {
            return Err(Failure::new(
                "there is no store",
                "Put one under watch: tipstaff evidence watch add",
            ));
        }
        let (mut red, mut unknown) = (false, false);
        for store in &stores {
            let watching = receive::Watching::new(common, "read");
            let progress = |items, bytes| watching.add(items, bytes);
            let report = evidence.read(&by, store, which, open::now(), progress).await;
            drop(watching);
            let report = match report {
                Ok(report) => report,
                // One store that cannot be read does not end the reading of the others.
                Err(error) => {
                    unknown = true;
                    writeln!(
                        std::io::stderr(),
                        "tipstaff: store {}: {}",
                        store.number,
                        Failure::from(error)
                    )?;
                    continue;
                }
            };
            tell(store, &report, common)?;
            unknown |= report.unreadable > 0;
            let (is_red, is_unknown) = elsewhere(&evidence, &by, store, &report, common).await?;
            red |= is_red;
            unknown |= is_unknown;
            red |= !evidence.suspense(Some(store.number)).await?.is_empty();
        }
        open::publish(&record, common).await;
        Ok(if red {
            Verdict::Held
        } else if unknown {
            Verdict::Unchecked
        } else {
            Verdict::Clear
        })
    })
}

/// What is not there, or is otherwise than it was listed, the listing says by name; what it lists and nobody can read is damaged.
/// Gives whether the store is red, and whether it is not known how it stands.
pub(super) async fn elsewhere(
    evidence: &Evidence<'_>,
    by: &Actor,
    store: &EvidenceStore,
    report: &ReadReport,
    common: &Common,
) -> Result<(bool, bool), Failure> {
    if report.elsewhere == 0 && !report.is_unknown {
        return Ok((false, false));
    }
    let sweep = evidence.sweep(by, store, open::now()).await?;
    super::sweep::tell(store, &sweep, &super::sweep::document(store, &sweep), common)?;
    if sweep.state == StoreState::Green {
        let again = evidence.read_listed(by, store, report, open::now()).await?;
        if again.damaged + again.unreadable > 0 {
            tell(store, &again, common)?;
        }
    }
    Ok((sweep.state == StoreState::Red, sweep.state != StoreState::Red))
}

pub(super) fn tell(store: &EvidenceStore, report: &ReadReport, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let alarm = report.alarm.as_ref().map(|alarm| {
            let differences: Vec<_> = alarm
                .differences
                .iter()
                .map(|one| json!({ "difference": one.number, "kind": one.kind.id(), "items": one.items }))
                .collect();
            json!({ "act": alarm.recorded.position, "differences": differences, "cases": alarm.cases.len() })
        });
        let document = json!({
            "schema": "tipstaff.evidence-read/1", "store": store.number, "name": store.name,
            "good": report.good, "bytes": report.bytes, "first": report.first, "damaged": report.damaged,
            "unreadable": report.unreadable, "elsewhere": report.elsewhere, "unknown": report.is_unknown,
            "found": report.found,
            "never_read": report.never_read, "oldest": report.oldest.map(|at| at.to_string()), "alarm": alarm,
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    let is_well = report.damaged + report.unreadable + report.elsewhere == 0 && !report.is_unknown;
    if common.quiet && is_well {
        return Ok(());
    }
    writeln!(
        out,
        "{}: {} read and right ({}), {} for the first time",
        say::plain(&store.name),
        say::counted(report.good, "item", "items"),
        size(report.bytes),
        say::count(report.first),
    )?;
    if report.never_read > 0 {
        writeln!(out, "  {} never read yet.", say::counted(report.never_read, "item was", "items were"))?;
    }
    if let Some(oldest) = report.oldest {
        writeln!(out, "  The one that waited longest had waited since {}.", spoken(oldest))?;
    }
    if report.found > 0 {
        writeln!(out, "  {} right again.", say::counted(report.found, "item is", "items are"))?;
    }
    if report.unreadable > 0 {
        writeln!(
            out,
            "  {} not be read, and may be right or not.",
            say::counted(report.unreadable, "item could", "items could")
        )?;
    }
    if report.damaged > 0 {
        writeln!(out, "  {} DAMAGED.", say::counted(report.damaged, "item is", "items are"))?;
    }
    match &report.alarm {
        Some(alarm) => super::sweep::tell_alarm(&mut out, alarm),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(bytes("500GB"), Ok(500_000_000_000));
        assert_eq!(bytes("20 GiB"), Ok(20 << 30));
        assert_eq!(bytes("1000"), Ok(1000));
        for wrong in ["", "GB", "-1", "0", "1.5GB", "99999999999TB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
