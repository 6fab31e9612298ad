//! `tipstaff evidence expect`.

use super::{columns, gaps};
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use evidence::Evidence;
use gate::Verdict;
use inventory::import::Columns;
use serde_json::json;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence expect extract.csv --store dems --name file --size bytes --case urn
  tipstaff evidence expect docks.csv --store dems --name file --before bwv/ --source camera

Comma-separated values in UTF-8 with headings; the options say which column holds what. What the
list says counts: a video that it has and the store has not is missing at the next sweep. The
same list again writes nothing. An item of several cases has several rows. Officers and days in
court of cases come with tipstaff case import.

Exit status: 0, or 1 with --sequence if numbers of a camera never came: all the same the list was
taken in.";

/// Options of `evidence expect`.
#[derive(Debug, Args)]
pub struct Options {
    /// The list
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Name or number of the store
    #[arg(long, value_name = "STORE")]
    store: String,
    /// Column with the name of the item in its store
    #[arg(long, value_name = "COLUMN")]
    name: String,
    /// What stands before every name, such as bwv/
    #[arg(long, value_name = "TEXT", default_value = "")]
    before: String,
    /// Column with the size in bytes; items that are new need one
    #[arg(long, value_name = "COLUMN")]
    size: Option<String>,
    /// Column with the SHA-256, 64 hexadecimal digits
    #[arg(long, value_name = "COLUMN")]
    sha256: Option<String>,
    /// Column with the class of retention
    #[arg(long, value_name = "COLUMN")]
    class: Option<String>,
    /// Column with the camera or system it came from
    #[arg(long, value_name = "COLUMN")]
    source: Option<String>,
    /// Column with the number that the camera gave: whether any never came is told
    #[arg(long, value_name = "COLUMN", requires = "source")]
    sequence: Option<String>,
    /// Column with the time of recording, with its offset: 2023-05-17T21:04:00+01:00
    #[arg(long, value_name = "COLUMN")]
    recorded: Option<String>,
    /// Column with the reference of the case
    #[arg(long, value_name = "COLUMN")]
    case: Option<String>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let columns = Columns {
        key: options.name.clone(),
        before_key: options.before.clone(),
        size: options.size.clone(),
        sha256: options.sha256.clone(),
        class: options.class.clone(),
        source: options.source.clone(),
        sequence: options.sequence.clone(),
        recorded_at: options.recorded.clone(),
        case: options.case.clone(),
    };
    let (rows, digest) = columns::read(&options.file, &columns)?;
    let (never, told) = match options.sequence {
        Some(_) => gaps::told_of(&rows)?,
        None => (0, None),
    };
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let store = evidence.store(&options.store).await?;
        let expected = evidence.expect(&by, &store, rows, digest, open::now()).await?;
        open::publish(&record, common).await;
        let act = expected.recorded.map(|recorded| recorded.position);
        let ties = match expected.ties {
            0 => String::new(),
            ties => format!(" {} tied to their cases.", say::counted(ties, "item was", "items were")),
        };
        let sentence = match act {
            None => format!("All of it is expected already.{ties}"),
            Some(act) => format!(
                "{} expected that {} not before, and of {} the list says more: act {act}.{ties}",
                say::counted(expected.added, "item is", "items are"),
                if expected.added == 1 { "was" } else { "were" },
                say::counted(expected.changed, "other", "others"),
            ),
        };
        let sentence = told.into_iter().fold(sentence, |sentence, told| format!("{sentence}\n{told}"));
        let document = json!({
            "schema": "tipstaff.evidence-expected/1", "store": store.number, "rows": expected.rows,
            "added": expected.added, "changed": expected.changed, "ties": expected.ties, "act": act,
            "never_arrived": options.sequence.as_ref().map(|_| never),
        });
        tell(common, &sentence, &document)?;
        Ok(if never > 0 { Verdict::Held } else { Verdict::Clear })
    })
}
