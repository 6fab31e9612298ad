//! `tipstaff evidence migrate permit`.

use crate::arguments::{Acting, Common};
use crate::commands::tell::tell;
use crate::commands::{say, write};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use evidence::{Evidence, Permit};
use gate::Verdict;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence migrate permit 1 --until 2026-12-31 --out may-be-deleted.csv

The list names each item that may be deleted in the source, with its size and SHA-256. Whoever runs
the source deletes what is on it, compares first, and deletes nothing else. What was copied has to
have been read in every store within a day before, and the witnesses of the log, where there are any,
have to have seen that.";

/// Options of `evidence migrate permit`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the migration
    #[arg(value_name = "NUMBER")]
    migration: u32,
    /// The last day on which it may be deleted
    #[arg(long, value_name = "DAY")]
    until: Date,
    /// Where the list goes
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let no_day = || Failure::new("the day makes no sense", "Write it as 2026-12-31");
    let next = options.until.tomorrow().map_err(|_| no_day())?;
    let ends: Timestamp = next.in_tz("Europe/London").map_err(|_| no_day())?.timestamp();
    if options.out.exists() {
        return Err(Failure::at(&options.out, &"it is there already", "Name a file that is not there yet"));
    }
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        // Where no list can be written, nothing is permitted.
        write::whole(&options.out, b"", false, true)?;
        // The witnesses have to have seen the reading.
        open::publish(&record, common).await;
        let permit = evidence.permit_deletion(&by, &signer, options.migration, ends, open::now()).await;
        if permit.is_err() {
            // It is empty, and was made here.
            let _ = std::fs::remove_file(&options.out);
        }
        let permit = permit?;
        write::whole(&options.out, list(&permit, options.migration)?.as_bytes(), true, true)?;
        open::publish(&record, common).await;
        let sentence = format!(
            "Permit {}: {} may be deleted until the end of {}, as {} names them: act {}.",
            permit.number,
            say::counted(permit.items.len() as u64, "item", "items"),
            options.until,
            options.out.display(),
            permit.recorded.position,
        );
        let document = json!({
            "schema": "tipstaff.evidence-permit/1", "permit": permit.number, "migration": options.migration,
            "items": permit.items.len(), "ends": permit.ends.to_string(), "act": permit.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// The list, as CSV with its terms in each row: a row that is cut out says them too.
fn list(permit: &Permit, migration: u32) -> Result<String, Failure> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let failed = |_| Failure::new("the list could not be written", "This is a defect: please report it");
    writer
        .write_record(["name", "bytes", "sha256", "permit", "migration", "act", "not_after"])
        .map_err(failed)?;
    for entry in &permit.items {
        writer
            .write_record([
                entry.key.as_str(),
                &entry.size.to_string(),
                &entry.sha256.map(|hash| say::hex(&hash)).unwrap_or_default(),
                &permit.number.to_string(),
                &migration.to_string(),
                &permit.recorded.position.to_string(),
                &permit.ends.to_string(),
            ])
            .map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|_| Failure::new("the list could not be written", "This is a defect: please report it"))?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::new("the list could not be written", "This is a defect: please report it"))
}
