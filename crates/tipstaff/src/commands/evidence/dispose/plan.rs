//! `tipstaff evidence dispose plan`.

use crate::arguments::{Acting, Common};
use crate::commands::evidence::size;
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use disposal::{Breaker, Chosen, Disposing, ItemRow, PlanOrder, Planned};
use gate::Verdict;
use jiff::SignedDuration;
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence dispose plan --class non_evidential --why \"31 days are over\"
  tipstaff evidence dispose plan --items-file items.csv --why \"court order of 3 May\"

The file has headings, and a column item (numbers), sha256, or both. Items that are held, or of
which anything is unclear, are left out by name. Two people approve, three if it is much; then it
cools off. Times can only be made longer, and limits lower.";

/// Longest list of items, in bytes.
const LONGEST: u64 = 256 << 20;

/// Options of `evidence dispose plan`.
#[derive(Debug, Args)]
pub struct Options {
    /// Items that are due by this class
    #[arg(long, value_name = "CLASS", required_unless_present = "items_file", conflicts_with = "items_file")]
    class: Option<String>,
    /// Items of a list
    #[arg(long, value_name = "FILE")]
    items_file: Option<PathBuf>,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Days from the last approval until the first copy may go
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=3650))]
    cooling_off: i64,
    /// Days after the others until the last copy of an item may go
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=3650))]
    last_copy_after: i64,
    /// A third person approves what takes more than so many percent of a store
    #[arg(long, value_name = "PERCENT", default_value_t = Breaker::DEFAULT.percent)]
    third_above_percent: u64,
    /// A third person approves more than so many items in a day
    #[arg(long, value_name = "ITEMS", default_value_t = Breaker::DEFAULT.items_a_day)]
    third_above_items: u64,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let rows = options.items_file.as_deref().map(rows).transpose()?.unwrap_or_default();
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let chosen = options.class.as_deref().map_or(Chosen::Items(&rows), Chosen::Class);
        let days = |days: i64| SignedDuration::from_hours(days.saturating_mul(24));
        let order = PlanOrder {
            cooling_off: days(options.cooling_off),
            last_after: days(options.last_copy_after),
            breaker: Breaker { percent: options.third_above_percent, items_a_day: options.third_above_items },
            ..PlanOrder::new(chosen, &options.why)
        };
        let planned = disposing.plan(&by, &signer, order, open::now()).await?;
        open::publish(&record, common).await;
        tell(common, &sentence(&planned), &document(&planned))?;
        Ok(Verdict::Clear)
    })
}

fn sentence(planned: &Planned) -> String {
    let (list, held) = (&planned.list, planned.list.held());
    let mut text = format!(
        "Disposal {} is proposed: every copy of {} ({}) of {}: act {}.\nList {}.",
        planned.disposal,
        say::counted(list.items.len() as u64, "item", "items"),
        size(list.bytes()),
        say::counted(planned.cases, "case", "cases"),
        planned.recorded.position,
        say::hex(&planned.sha256)
    );
    if !list.left_out.is_empty() {
        let _ = write!(
            text,
            "\n{} left out: {held} held, {} unclear. tipstaff evidence dispose show {} names them.",
            say::counted(list.left_out.len() as u64, "item is", "items are"),
            list.left_out.len() as u64 - held,
            planned.disposal
        );
    }
    let _ = write!(
        text,
        "\n{} others approve it, each in another role: tipstaff evidence dispose approve {}",
        planned.approvals, planned.disposal
    );
    text
}

fn document(planned: &Planned) -> serde_json::Value {
    json!({
        "schema": "tipstaff.evidence-disposal/1", "outcome": "proposed", "disposal": planned.disposal,
        "act": planned.recorded.position, "items": planned.list.items.len(), "bytes": planned.list.bytes(),
        "cases": planned.cases, "held": planned.list.held(), "left_out": planned.list.left_out.len(),
        "list": say::hex(&planned.sha256), "approvals": planned.approvals,
    })
}

/// Rows of a list of items. Strict: nothing is guessed.
fn rows(path: &Path) -> Result<Vec<ItemRow>, Failure> {
    use std::io::Read;
    let fix = "Name a file that can be read";
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| Failure::io(path, &error, fix))?;
    file.take(LONGEST).read_to_string(&mut text).map_err(|error| Failure::io(path, &error, fix))?;
    let refused = |what: &str| Failure::at(path, &what, "Correct it. Nothing was planned");
    if text.len() as u64 == LONGEST {
        return Err(refused("the list is too long"));
    }
    let mut lines = text.trim_start_matches('\u{feff}').lines().zip(1_u64..);
    let headings: Vec<&str> =
        lines.next().map(|(line, _)| line.split(',').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &str| headings.iter().position(|heading| *heading == name);
    let (item, sha256) = (column("item"), column("sha256"));
    if item.is_none() && sha256.is_none() {
        return Err(refused("no column is called item or sha256"));
    }
    let mut rows = Vec::new();
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let values: Vec<&str> = line.split(',').map(str::trim).collect();
        if values.len() != headings.len() {
            return Err(refused(&format!(
                "line {number} has another number of values than there are headings"
            )));
        }
        let value =
            |column: Option<usize>| column.and_then(|at| values.get(at)).filter(|text| !text.is_empty());
        let none = |what: &str| refused(&format!("line {number}: {what}"));
        rows.push(ItemRow {
            line: number,
            item: value(item)
                .map(|text| text.parse().map_err(|_| none("the number of the item is none")))
                .transpose()?,
            sha256: value(sha256)
                .map(|text| digest(text).ok_or_else(|| none("the SHA-256 is none")))
                .transpose()?,
        });
    }
    Ok(rows)
}

fn digest(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(place..place + 2)?, 16).ok()?;
    }
    Some(bytes)
}
