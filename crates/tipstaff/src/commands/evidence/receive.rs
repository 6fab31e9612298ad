//! `tipstaff evidence receive`.

use super::columns::ColumnOptions;
use super::{place, size};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use evidence::{Evidence, EvidenceError, EvidenceStore, Intake, Offer, StoreState, TakenIn};
use gate::Verdict;
use indicatif::ProgressBar;
use inventory::{Key, Location};
use record::Actor;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence receive /mnt/dock-7 --to north --to south --source dock-7 --class non_evidential
  tipstaff evidence receive /mnt/dems --to north --to vault --about extract.csv --name file --sha256 hash

Each item is read once, hashed (SHA-256 and BLAKE3), written to every store, and read back from each
before it counts as received. What was received from this source before, under the same name and
size, is passed over: after an interruption do the same again. The originals are left where they are.

What was made from an item, such as a repaired or redacted video, is no original: with --derived-from it
is an item of its own that says so, in the cases of the original, and what holds that holds it too.

Exit status: 0 everything is in every store, 2 something is not; 1 it is, but with --sequence numbers
of a camera never came to be on the list: tipstaff evidence gaps names them.";

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
    /// Number of the item that these were made from, by repair, cutting or redaction, as tipstaff evidence show --format json has it
    #[arg(long, value_name = "NUMBER")]
    derived_from: Option<u64>,
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
    let (mut list, mut never) = (None, (0, None));
    if let Some(about) = &options.about {
        let (rows, digest) = options.columns.read(about)?;
        if options.columns.sequence.is_some() {
            never = super::gaps::told_of(&rows)?;
        }
        offer.wants_numbers = rows.iter().any(|row| row.case.is_some());
        offer.only_listed = true;
        offer.rows = rows.iter().map(|row| (row.key.clone(), row.clone())).collect();
        list = Some((rows, digest));
    }
    let mut source = options.source.clone().unwrap_or_else(|| place.clone());
    if let Some(original) = options.derived_from {
        offer.wants_numbers = true;
        source = format!("{source}, made from item {original}");
    }
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let mut stores = Vec::with_capacity(options.to.len());
        for named in &options.to {
            stores.push(evidence.store(named).await?);
        }
        let derived_from = options.derived_from;
        if let Some(item) = derived_from
            && !evidence.is_known(item).await?
        {
            return Err(EvidenceError::NoItem { item }.into());
        }
        let intake = Intake { source: &source, from: &from, stores: &stores, derived_from };
        let watching = Watching::new(common, "received");
        let progress = |items, bytes| watching.add(items, bytes);
        let taken = evidence.take_in(&by, &intake, &offer, open::now(), progress).await;
        drop(watching);
        let taken = taken?;
        let mut ties = 0;
        if let Some((rows, digest)) = &list {
            ties = evidence.tie_taken_in(&by, rows.iter(), &taken.numbers, *digest, open::now()).await?;
        }
        if let Some(original) = derived_from {
            let made: Vec<u64> = taken.numbers.iter().map(|(_, number)| *number).collect();
            ties += evidence.book_derived(&by, original, &made, open::now()).await?.ties;
        }
        let (never, told) = never;
        let never_said = options.columns.sequence.as_ref().map(|_| never);
        tell(&taken, (ties, never_said), stores.len(), common)?;
        if let Some(original) = derived_from
            && common.format == Format::Text
            && !common.quiet
        {
            writeln!(std::io::stdout(), "On record as made from item {original}: no original.")?;
        }
        if let Some(told) = told
            && common.format == Format::Text
        {
            writeln!(std::io::stdout(), "{told}")?;
        }
        let listed = listed(&evidence, &by, &stores, common).await?;
        open::publish(&record, common).await;
        Ok(match listed {
            _ if taken.failed + taken.short > 0 => Verdict::Unchecked,
            Verdict::Clear if never > 0 => Verdict::Held,
            listed => listed,
        })
    })
}

/// Lists stores into which something was taken: what is expected now, and whether it is there.
pub(super) async fn listed(
    evidence: &Evidence<'_>,
    by: &Actor,
    stores: &[EvidenceStore],
    common: &Common,
) -> Result<Verdict, Failure> {
    let mut worst = Verdict::Clear;
    for store in stores {
        let sweep = evidence.sweep(by, store, open::now()).await?;
        if sweep.state != StoreState::Green {
            worst = Verdict::Unchecked;
            super::sweep::tell(store, &sweep, &super::sweep::document(store, &sweep), common)?;
        }
    }
    Ok(worst)
}

/// What is shown of long work: items and bytes so far.
pub(super) struct Watching {
    bar: ProgressBar,
    what: &'static str,
    items: AtomicU64,
    bytes: AtomicU64,
}

impl Watching {
    pub(super) fn new(common: &Common, what: &'static str) -> Self {
        let bar = terminal::waiting(common, what);
        Self { bar, what, items: AtomicU64::new(0), bytes: AtomicU64::new(0) }
    }

    pub(super) fn add(&self, items: u64, bytes: u64) {
        let items = self.items.fetch_add(items, Ordering::Relaxed) + items;
        let bytes = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if items.is_multiple_of(64) {
            self.bar.set_message(format!("{} items ({}) {}", say::count(items), size(bytes), self.what));
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

pub(super) fn tell(
    taken: &TakenIn,
    (ties, never_arrived): (u64, Option<u64>),
    stores: usize,
    common: &Common,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let failed: Vec<_> =
            taken.reasons.iter().map(|(key, why)| json!({ "name": key.as_str(), "why": why })).collect();
        let acts: Vec<u64> = taken.recorded.iter().map(|recorded| recorded.position).collect();
        let document = json!({
            "schema": "tipstaff.evidence-received/1", "items": taken.items, "bytes": taken.bytes,
            "copies": taken.copies, "stores": stores, "known": taken.known, "short": taken.short,
            "failed": taken.failed, "failures": failed, "ties": ties, "never_arrived": never_arrived,
            "acts": acts,
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    if !common.quiet || taken.failed + taken.short > 0 {
        writeln!(
            out,
            "{} received ({}) into {}: {} read back.",
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
        writeln!(
            out,
            "NOT received: {}. Once what is named here is put right, do the same again:",
            say::counted(taken.failed, "item", "items"),
        )?;
        for (key, why) in &taken.reasons {
            writeln!(out, "  {}: {why}", say::plain(key.as_str()))?;
        }
    }
    Ok(())
}
