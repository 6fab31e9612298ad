//! `tipstaff holding import`.

use super::matching::{people_of_table, refuse_faults};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use intake::{About, HoldingRow, HoldingsError, holding_rows};
use record::{ImportedHolding, Record, Subjects};
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff holding import shares.csv --data d

Columns of the file:
  holder        name or number of the holder; with a kind, one that is not known is added
  kind          supplier, device, notebook, public, system, evidence-store, person
  fields        such as: surname, initials, rank
  from, until   a month, a day or a minute; until may be empty
  numbers       people by their numbers in the record: 1-40, 77
  pay-numbers   people by their pay numbers, with commas or spaces
  people-file   a table of the people, beside this file
  unlisted      how many people who are on no list: 1200-1230
  note          why, in your words; kept sealed
Each row needs one of numbers, pay-numbers, people-file and unlisted. All rows are entered, or none.";

/// Options of `holding import`.
#[derive(Debug, Args)]
pub struct Options {
    /// The table of holdings
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who enters them.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let table = crate::intake::read(&options.file)?;
    refuse_faults(&options.file, &table)?;
    let rows = holding_rows(&table).map_err(|error| told(&options.file, &error))?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let mut holdings = Vec::with_capacity(rows.len());
        for row in rows {
            holdings.push(entered(&record, &options.file, row).await?);
        }
        let entered = holdings.len() as u64;
        let (first, recorded) = record.import_holdings(&by, table.sha256, holdings, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let document = serde_json::json!({
                "schema": "tipstaff.holdings-import/1", "first": first, "holdings": entered, "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        } else if !common.quiet {
            let counted = say::counted(entered, "holding was", "holdings were");
            writeln!(out, "{counted} entered, from number {first} on: act {}.", recorded.position)?;
        }
        Ok(Verdict::Clear)
    })
}

/// A row with its people. Those of another table are read here: it lies beside this one.
async fn entered(record: &Record, path: &Path, row: HoldingRow) -> Result<ImportedHolding, Failure> {
    let subjects = match (row.subjects(record).await, &row.about) {
        (Ok(None), About::PeopleFile(name)) => {
            let people_path = path.parent().unwrap_or(Path::new(".")).join(name);
            let people = people_of_table(record, &people_path, &crate::intake::read(&people_path)?).await;
            Subjects::people(people.map_err(|error| {
                let (what, fix) = error.into_parts();
                told(path, &HoldingsError { row: Some(row.row), what, fix })
            })?)
        }
        (Ok(Some(subjects)), _) => subjects,
        (Ok(None), _) => {
            return Err(Failure::new(
                "a row is about nobody",
                "This is a defect of Tipstaff: please report it",
            ));
        }
        (Err(error), _) => return Err(told(path, &error)),
    };
    row.entered(record, subjects).await.map_err(|error| told(path, &error))
}

/// What is wrong, with the file and the row.
fn told(path: &Path, error: &HoldingsError) -> Failure {
    match error.row {
        Some(row) => Failure::at(
            path,
            &format!("row {row}: {}", error.what),
            &format!("{}; nothing was entered", error.fix),
        ),
        None => Failure::at(path, &error.what, &error.fix),
    }
}
