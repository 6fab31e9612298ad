//! `tipstaff evidence receive`.

use super::columns::ColumnOptions;
use super::{place, size};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use evidence::{Evidence, Intake, Offer, StoreState, TakenIn};
use gate::Verdict;
use inventory::{Key, Location};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence receive /mnt/dock-7 --to north --to south --source dock-7 --class non_evidential
  tipstaff evidence receive /mnt/dems --to north --to vault --about extract.csv --name file --sha256 hash

Each item is read once, hashed (SHA-256 and BLAKE3), written to every store, and read back from each
before it counts as received. What was received from this source before, under the same name and
size, is passed over: after an interruption do the same again. The originals are left where they are.

Exit status: 0 everything is in every store, 2 something is not.";

/// Options of `evidence receive`.
#[derive(Debug, Args)]
pub struct Options {
    /// A folder, a file, or a bucket and prefix of S3
    #[arg(value_name = "LOCATION")]
    location: String,
    /// Name or number of a store of our own; several are better
    #[arg(long = "to", value_name = "STORE", required = true)]
    to: Vec<String>,
    /// The account that the items are booked to, such as dock-7 (default: the location)
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Retention class
    #[arg(long, value_name = "CLASS")]
    class: Option<String>,
    /// A list of what there is to be: size and SHA-256 have to be as it says
    #[arg(long, value_name = "FILE", requires = "name")]
    about: Option<PathBuf>,
    /// What its columns are.
    #[command(flatten)]
    columns: ColumnOptions,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let told = |error: inventory::InventoryError| Failure::of_sentences(&error.to_string());
    let place = place::whole(&options.location)?;
    let mut offer = Offer { class: options.class.as_deref().map(Into::into), ..Offer::default() };
    let path = Path::new(&place);
    let from = match (path.is_file(), path.parent(), path.file_name().and_then(|name| name.to_str())) {
        (true, Some(folder), Some(name)) => {
            offer.only.insert(Key::new(name.replace('\\', "\\\\")).map_err(told)?);
            Location::folder(folder)
        }
        _ => Location::parse(&place).map_err(told)?,
    };
    let mut list = None;
    if let Some(about) = &options.about {
        let (rows, digest) = options.columns.read(about)?;
        offer.wants_numbers = rows.iter().any(|row| row.case.is_some());
        offer.only_listed = true;
        offer.rows = rows.iter().map(|row| (row.key.clone(), row.clone())).collect();
        list = Some((rows, digest));
    }
    let source = options.source.clone().unwrap_or_else(|| place.clone());
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let mut stores = Vec::with_capacity(options.to.len());
        for named in &options.to {
            stores.push(evidence.store(named).await?);
        }
        let intake = Intake { source: &source, from: &from, stores: &stores };
        let bar = terminal::waiting(common, "received 0 items");
        let (items, bytes) = (std::sync::atomic::AtomicU64::new(0), std::sync::atomic::AtomicU64::new(0));
        let progress = |more: u64, size_of: u64| {
            use std::sync::atomic::Ordering::Relaxed;
            let items = items.fetch_add(more, Relaxed) + more;
            let bytes = bytes.fetch_add(size_of, Relaxed) + size_of;
            if items % 64 == 0 {
                bar.set_message(format!("received {} items ({})", say::count(items), size(bytes)));
            }
        };
        let taken = evidence.take_in(&by, &intake, &offer, open::now(), progress).await;
        bar.finish_and_clear();
        let taken = taken?;
        let mut ties = 0;
        if let Some((rows, digest)) = &list {
            ties = evidence.tie_taken_in(&by, rows.iter(), &taken.numbers, *digest, open::now()).await?;
        }
        tell(&taken, ties, stores.len(), common)?;
        let mut worst = if taken.failed + taken.short > 0 { Verdict::Unchecked } else { Verdict::Clear };
        // What was taken in is expected now: whether it is there, a listing says.
        for store in &stores {
            let sweep = evidence.sweep(&by, store, open::now()).await?;
            if sweep.state != StoreState::Green {
                worst = Verdict::Unchecked;
                super::sweep::tell(store, &sweep, &super::sweep::document(store, &sweep), common)?;
            }
        }
        open::publish(&record, common).await;
        Ok(worst)
    })
}

fn tell(taken: &TakenIn, ties: u64, stores: usize, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let failed: Vec<_> =
            taken.reasons.iter().map(|(key, why)| json!({ "name": key.as_str(), "why": why })).collect();
        let acts: Vec<u64> = taken.recorded.iter().map(|recorded| recorded.position).collect();
        let document = json!({
            "schema": "tipstaff.evidence-received/1", "items": taken.items, "bytes": taken.bytes,
            "copies": taken.copies, "stores": stores, "known": taken.known, "short": taken.short,
            "failed": taken.failed, "failures": failed, "ties": ties, "acts": acts,
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    if !common.quiet || taken.failed + taken.short > 0 {
        writeln!(
            out,
            "{} ({}) received into {}: {} read back.",
            say::counted(taken.items, "item was", "items were"),
            size(taken.bytes),
            say::counted(stores as u64, "store", "stores"),
            say::counted(taken.copies, "copy was", "copies were"),
        )?;
        if taken.known > 0 {
            writeln!(out, "{} there already.", say::counted(taken.known, "item was", "items were"))?;
        }
        if ties > 0 {
            writeln!(out, "{} tied to their cases.", say::counted(ties, "item was", "items were"))?;
        }
    }
    if taken.short > 0 {
        writeln!(
            out,
            "{} missing: a store did not take what another one did. It is expected there: tipstaff evidence \
             recover puts it there.",
            say::counted(taken.short, "copy is", "copies are"),
        )?;
    }
    if taken.failed > 0 {
        writeln!(out, "NOT received: {}.", say::counted(taken.failed, "item", "items"))?;
        for (key, why) in &taken.reasons {
            writeln!(out, "  {}: {why}", say::plain(key.as_str()))?;
        }
    }
    Ok(())
}
