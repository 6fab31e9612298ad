//! `tipstaff evidence migrate plan`.

use super::super::size;
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use evidence::{Evidence, MigrationOrder};
use gate::Verdict;
use serde_json::json;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence migrate plan dems --to north --to vault --why 'contract ends'
  tipstaff evidence migrate copy 1
  tipstaff evidence migrate verify 1
  tipstaff evidence migrate permit 1 --until 2026-12-31 --out may-be-deleted.csv
  tipstaff evidence migrate certificate 1

Nothing here deletes. Whoever runs the source deletes there what the permit names, and nothing else: a
sweep books what is gone by permit, and raises an alarm over everything else.";

/// Options of `evidence migrate plan`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name or number of the store that is copied from; one that is watched
    #[arg(value_name = "STORE")]
    source: String,
    /// Name or number of a store of our own
    #[arg(long = "to", value_name = "STORE", required = true)]
    to: Vec<String>,
    /// Why it is migrated; kept sealed
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let source = evidence.store(&options.source).await?;
        let mut stores = Vec::with_capacity(options.to.len());
        for named in &options.to {
            stores.push(evidence.store(named).await?);
        }
        let order = MigrationOrder { source: &source, stores: &stores, why: &options.why };
        let (number, recorded) = evidence.plan_migration(&by, &signer, order, open::now()).await?;
        open::publish(&record, common).await;
        let migration = evidence.migration(number).await?;
        let sentence = format!(
            "Migration {number}: {} ({}) of {} have to be in {}: act {}. Next: tipstaff evidence migrate copy {number}",
            say::counted(migration.items, "item", "items"),
            size(migration.bytes),
            say::plain(&source.name),
            say::counted(migration.stores.len() as u64, "store", "stores"),
            recorded.position,
        );
        let document = json!({
            "schema": "tipstaff.evidence-migration/1", "outcome": "planned", "migration": number,
            "items": migration.items, "bytes": migration.bytes, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
