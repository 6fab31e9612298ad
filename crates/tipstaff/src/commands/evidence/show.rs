//! `tipstaff evidence show`: which items, and which cases.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use evidence::{Evidence, InSuspense, Shown};
use gate::Verdict;
use record::time::spoken_day;
use serde_json::{Value, json};
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence show 3 --purpose \"to look for copies\" --as 'E. Marsh'
  tipstaff evidence show 3 --purpose \"for the prosecutors\" --format json > lost.json

The number is that of a difference: tipstaff evidence balance shows them. Names of files can be
names of people, so this takes the signature of who sees them, and is written down.";

/// Options of `evidence show`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the difference
    #[arg(value_name = "DIFFERENCE", required_unless_present = "settlement")]
    difference: Option<u32>,
    /// The difference that this settlement is about
    #[arg(long, value_name = "SETTLEMENT", conflicts_with = "difference")]
    settlement: Option<u32>,
    /// What they are wanted for; kept sealed with the act
    #[arg(long, value_name = "WORDS")]
    purpose: String,
    /// At most so many items
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000_000)]
    most: usize,
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
        let difference = difference(&evidence, options).await?;
        let asked = (&difference, options.most);
        let shown = evidence.show(&by, &signer, asked, &options.purpose, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if let Some(act) = difference.ended {
                writeln!(out, "Difference {} is in suspense no longer, since act {act}.", difference.number)?;
            }
            print(&mut out, &shown)?;
        } else {
            writeln!(out, "{}", document(&difference, &shown))?;
        }
        Ok(Verdict::Clear)
    })
}

/// The difference of a number, or of a settlement; in suspense or not.
async fn difference(evidence: &Evidence<'_>, options: &Options) -> Result<InSuspense, Failure> {
    let number = match (options.difference, options.settlement) {
        (_, Some(settlement)) => evidence.settlement(settlement).await?.difference,
        (Some(difference), None) => difference,
        // clap asks for one of the two.
        (None, None) => 0,
    };
    Ok(evidence.difference_on_record(number).await?)
}

fn print(out: &mut impl Write, shown: &Shown) -> Result<(), Failure> {
    for item in &shown.items {
        let cases: Vec<String> = shown.cases_of(item).map(|case| say::plain(&case.urn)).collect();
        let cases = if cases.is_empty() { String::new() } else { format!("  {}", cases.join(", ")) };
        writeln!(out, "{}  {}{cases}", say::plain(item.key.as_str()), super::size(item.size))?;
    }
    for case in &shown.cases {
        let court = case.court_date.map_or_else(
            || "no day in court known".to_owned(),
            |date| format!("in court on {}", spoken_day(date)),
        );
        let officer =
            case.officer.map_or_else(|| "none known".to_owned(), |officer| format!("person {officer}"));
        writeln!(out, "Case {}: officer in the case {officer}, {court}", say::plain(&case.urn))?;
    }
    Ok(())
}

fn document(difference: &InSuspense, shown: &Shown) -> Value {
    let items: Vec<Value> = shown
        .items
        .iter()
        .map(|item| {
            json!({
                "name": item.key.as_str(), "bytes": item.size, "item": item.item, "class": item.class.as_deref(),
                "source": item.source.as_deref(), "recorded_at": item.recorded_at.map(|at| at.to_string()),
                "sha256": item.sha256.map(|digest| say::hex(&digest)),
                "cases": shown.cases_of(item).map(|case| case.number).collect::<Vec<_>>(),
            })
        })
        .collect();
    let cases: Vec<Value> = shown
        .cases
        .iter()
        .map(|case| {
            json!({
                "case": case.number, "urn": case.urn.as_str(), "officer": case.officer,
                "court_date": case.court_date.map(|date| date.to_string()),
            })
        })
        .collect();
    json!({
        "schema": "tipstaff.evidence-names/1", "difference": difference.number, "kind": difference.kind.id(),
        "ended": difference.ended, "items": items, "cases": cases,
    })
}
