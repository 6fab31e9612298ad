//! `tipstaff evidence recover`.

use super::{receive, size};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use evidence::{DifferenceKind, Evidence, EvidenceStore, Recovering, StoreMode, StoreState};
use gate::Verdict;
use serde_json::json;
use std::io::Write;
use std::path::Path;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence recover dems                        who has what is missing, or had it
  tipstaff evidence recover dems --from north           what of it is in our own copies
  tipstaff evidence recover north --from vault          put back what another store has
  tipstaff evidence recover dems --from /mnt/old-disk --to north

A folder is searched by hash: what is one of the missing is taken, and nothing else is touched or
spoken of. Stop everything that writes to a disk before it is searched. A copy of our own that was
found damaged is set aside, never deleted, and the right one is put in its place. Nothing is ever
written to a store that is not ours: what of it is safe elsewhere is expected there no longer.

Exit status: 0 nothing is missing any more, 1 something is.";

/// Options of `evidence recover`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name or number of the store that misses something
    #[arg(value_name = "STORE")]
    store: String,
    /// Another store of our own, or a folder to be searched
    #[arg(long, value_name = "STORE or FOLDER")]
    from: Option<String>,
    /// A store of our own that takes what a search finds; several are better
    #[arg(long = "to", value_name = "STORE", requires = "from")]
    to: Vec<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(&options.store).await?;
        // Asking who has it changes nothing, so nobody has to say who asks.
        let Some(from) = &options.from else { return whereabouts(&evidence, &store, common).await };
        let by = open::actor(&record, &options.acting).await?;
        let now = open::now();
        let report = if let Ok(other) = evidence.store(from).await {
            let watching = receive::Watching::new(common, "read");
            let pair = (&store, &other);
            evidence.recover_from(&by, pair, now, |items, bytes| watching.add(items, bytes)).await?
        } else {
            let folder = Path::new(from);
            if !folder.is_dir() {
                return Err(Failure::new(
                    format!("{} is no store of ours and no folder", say::plain(from)),
                    "Name a store, tipstaff evidence store list shows them, or a folder that can be read",
                ));
            }
            let mut to = Vec::with_capacity(options.to.len());
            for named in &options.to {
                to.push(evidence.store(named).await?);
            }
            evidence.recover_from_folder(&by, (&store, &to), folder, now).await?
        };
        tell(&store, &report, common)?;
        // Whether it is there now, a listing says.
        let sweep = evidence.sweep(&by, &store, open::now()).await?;
        super::sweep::tell(&store, &sweep, &super::sweep::document(&store, &sweep), common)?;
        open::publish(&record, common).await;
        Ok(match sweep.state {
            StoreState::Green => Verdict::Clear,
            StoreState::Red => Verdict::Held,
            StoreState::Unknown => Verdict::Unchecked,
        })
    })
}

pub(super) fn tell(store: &EvidenceStore, report: &Recovering, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let document = json!({
            "schema": "tipstaff.evidence-recovered/1", "store": store.number, "missing": report.missing,
            "damaged": report.damaged, "set_aside": report.set_aside, "found": report.found,
            "bytes": report.bytes, "without_hash": report.unknown,
            "files_read": report.passed.files, "unreadable": report.passed.unreadable,
            "refused": report.refused, "act": report.recorded.as_ref().map(|recorded| recorded.position),
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    let sought = match report.damaged {
        0 => say::counted(report.missing, "missing item", "missing items"),
        _ => say::counted(report.missing, "missing or damaged item", "missing or damaged items"),
    };
    writeln!(out, "Found {} of {sought} ({}).", say::count(report.found), size(report.bytes))?;
    if report.set_aside > 0 {
        writeln!(
            out,
            "{} not right and made room for the right one: kept in the folder damaged of {}, until the item is disposed of.",
            say::counted(report.set_aside, "copy was", "copies were"),
            say::plain(&store.name)
        )?;
    }
    if report.unknown > 0 {
        writeln!(
            out,
            "Of {} no hash is known: nobody had read them, so a search cannot tell them.",
            say::counted(report.unknown, "item", "items")
        )?;
    }
    if report.passed.files > 0 {
        writeln!(
            out,
            "{} searched ({}); {} be read.",
            say::counted(report.passed.files, "file was", "files were"),
            size(report.passed.bytes),
            say::counted(report.passed.unreadable, "could not", "could not")
        )?;
    }
    for why in report.refused.iter().take(20) {
        writeln!(out, "NOT put back: {why}")?;
    }
    if store.mode == StoreMode::Watched && report.found > 0 {
        writeln!(
            out,
            "They are expected in {} no longer: they are safe elsewhere.",
            say::plain(&store.name)
        )?;
    }
    Ok(())
}

/// Who has what is missing, or had it.
async fn whereabouts(
    evidence: &Evidence<'_>,
    store: &EvidenceStore,
    common: &Common,
) -> Result<Verdict, Failure> {
    let mut out = std::io::stdout().lock();
    let (mut is_missing, mut documents) = (false, Vec::new());
    for one in evidence.suspense(Some(store.number)).await? {
        // Whatever is in suspense is not well, though only what is missing can be elsewhere.
        is_missing |= one.kind != DifferenceKind::Surplus;
        if one.kind != DifferenceKind::Missing {
            continue;
        }
        let places = evidence.whereabouts(&one).await?;
        if common.format == Format::Text {
            writeln!(
                out,
                "Difference {}: {} missing ({}).",
                one.number,
                say::counted(one.items, "item is", "items are"),
                size(one.bytes)
            )?;
            for place in places.iter().filter(|place| place.holder != store.holder) {
                let verb = if place.is_now { "has" } else { "had" };
                writeln!(
                    out,
                    "  {} {verb} {} of them (holder {}).",
                    say::plain(&place.name),
                    say::count(place.items.len()),
                    place.holder
                )?;
            }
            if places.iter().all(|place| place.holder == store.holder) {
                writeln!(
                    out,
                    "  The record knows nobody else who has any. Ask whoever was given copies: prosecution, \
                     defence, the supplier, other systems, cameras and docks."
                )?;
            }
        } else {
            let places: Vec<_> = places
                .iter()
                .map(|place| {
                    json!({
                        "holder": place.holder, "name": place.name, "items": place.items.len(), "now": place.is_now,
                    })
                })
                .collect();
            documents.push(json!({ "difference": one.number, "items": one.items, "places": places }));
        }
    }
    if common.format != Format::Text {
        let document = json!({
            "schema": "tipstaff.evidence-whereabouts/1", "store": store.number, "differences": documents,
        });
        writeln!(out, "{document}")?;
    } else if !is_missing && !common.quiet {
        writeln!(out, "Nothing is missing in {}, as far as is known.", say::plain(&store.name))?;
    }
    Ok(if is_missing { Verdict::Held } else { Verdict::Clear })
}
