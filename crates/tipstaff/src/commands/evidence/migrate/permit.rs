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
use record::words::csv_cell;
use serde_json::json;
use std::fmt::Write as _;
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
        write::whole(&options.out, list(&permit, options.migration).as_bytes(), true, true)?;
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

/// The list, as CSV with its terms in each row: a row that is cut out says them too. Names came from a store that is not ours:
/// what a spreadsheet would take for a formula is none here.
fn list(permit: &Permit, migration: u32) -> String {
    let mut text = String::from("name,bytes,sha256,permit,migration,act,not_after\n");
    for entry in &permit.items {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{},{},{},{},{migration},{},{}",
            csv_cell(entry.key.as_str()),
            entry.size,
            entry.sha256.map(|hash| say::hex(&hash)).unwrap_or_default(),
            permit.number,
            permit.recorded.position,
            permit.ends,
        );
    }
    text
}
