//! `tipstaff evidence parity`.

use super::{receive, size};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::{Args, Subcommand};
use evidence::{Evidence, ParityMade, ParityShape, StoreState};
use gate::Verdict;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence parity add vault --out /mnt/parity
  tipstaff evidence parity add vault --out /mnt/parity --data-shards 8 --parity-shards 4
  tipstaff evidence parity rebuild vault --from /mnt/parity

Of each item come shards of data and of parity into a folder of its own, under its BLAKE3: any 8 of
the 12 rebuild it. They hold its bytes unencrypted, so guard the folder like the store, and keep it on
another disk. The same again goes on where it was interrupted.

rebuild takes what is missing in the store, or was found damaged, by alarm; compares what it rebuilds
with the BLAKE3 that is expected, and puts it back as the item that it is. A damaged copy that still
lies in the store is never written over: it is set aside, as recover does.

Shards are no further copy: they rebuild what is lost from one place, and three whole copies are
simplest to explain in court. Disposal does not know of them: what was destroyed in the stores has to
be deleted there too.

Exit status of add: 0, or 2 if an item got no shards. Of rebuild: 0 the store is as it has to be, 1 it
is not, 2 nobody knows.";

/// What to do with parity.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make shards of what a store of our own has
    Add(Add),
    /// Rebuild what is missing in it from shards
    Rebuild(Rebuild),
}

/// Options of `evidence parity add`.
#[derive(Debug, Args)]
pub struct Add {
    /// Name or number of a store of our own
    #[arg(value_name = "STORE")]
    store: String,
    /// A folder for shards
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Shards of data: so many rebuild an item
    #[arg(long, value_name = "NUMBER", default_value_t = 8)]
    data_shards: u16,
    /// Shards of parity: so many may be lost
    #[arg(long, value_name = "NUMBER", default_value_t = 4)]
    parity_shards: u16,
}

/// Options of `evidence parity rebuild`.
#[derive(Debug, Args)]
pub struct Rebuild {
    /// Name or number of a store of our own
    #[arg(value_name = "STORE")]
    store: String,
    /// The folder of its shards
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Add(options) => add(options, common),
        Command::Rebuild(options) => rebuild(options, common),
    }
}

fn is_folder(folder: &Path) -> Result<(), Failure> {
    if folder.is_dir() {
        return Ok(());
    }
    // One that is made here would as well be the empty place of a disk that is not mounted.
    Err(Failure::at(folder, &"it is no folder that is there", "Make it, or mount the disk that it is on"))
}

fn add(options: &Add, common: &Common) -> Result<Verdict, Failure> {
    is_folder(&options.out)?;
    open::wait(async {
        let record = open::record(common).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(&options.store).await?;
        let shape = ParityShape { data: options.data_shards, parity: options.parity_shards };
        let watching = Arc::new(receive::Watching::new(common, "encoded"));
        let progress = {
            let watching = Arc::clone(&watching);
            move |items, bytes| watching.add(items, bytes)
        };
        let made = evidence.add_parity(&store, &options.out, shape, progress).await?;
        drop(watching);
        tell(&made, store.number, common)?;
        Ok(if made.failed > 0 { Verdict::Unchecked } else { Verdict::Clear })
    })
}

fn tell(made: &ParityMade, store: u32, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let document = json!({
            "schema": "tipstaff.evidence-parity/1", "store": store, "items": made.items, "bytes": made.bytes,
            "known": made.known, "failed": made.failed, "failures": made.reasons,
        });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    if !common.quiet {
        let items = say::counted(made.items, "item has", "items have");
        writeln!(out, "{items} shards now ({}); {} had them.", size(made.bytes), say::count(made.known))?;
    }
    if made.failed > 0 {
        writeln!(out, "NO shards: {}.", say::counted(made.failed, "item", "items"))?;
        for why in &made.reasons {
            writeln!(out, "  {why}")?;
        }
    }
    Ok(())
}

fn rebuild(options: &Rebuild, common: &Common) -> Result<Verdict, Failure> {
    is_folder(&options.from)?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(&options.store).await?;
        let report = evidence.rebuild(&by, &store, &options.from, open::now()).await?;
        super::recover::tell(&store, &report, common)?;
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
