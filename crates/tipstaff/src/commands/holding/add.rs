//! `tipstaff holding add`.

use super::given::Given;
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::Moment;
use record::{HoldingOrder, Record};
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example: the spreadsheet that was e-mailed two years ago
  tipstaff holding add --holder \"Card maker\" --fields surname,initials,rank,photo \\
    --from 2021-03 --people list.csv --file list.xlsx --note 'sent by mail' --data d

A time is a month (2021-03), a day, or a minute ('2021-03-02 14:05'), in London. What is not
known exactly is told as possible, not as definite.";

/// Options of `holding add`.
#[derive(Debug, Args)]
pub struct Options {
    /// Who has it: name or number of a holder
    #[arg(long, value_name = "HOLDER")]
    holder: String,
    /// What is known about each of them, with commas: surname,initials,rank
    #[arg(long, value_name = "LIST")]
    fields: String,
    /// Since when
    #[arg(long, value_name = "TIME")]
    from: String,
    /// Until when, if it is over
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// The file that was handed over; its SHA-256 is kept, not the file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Why, in your words; kept sealed
    #[arg(long, value_name = "WORDS")]
    note: Option<String>,
    /// Whom it is about.
    #[command(flatten)]
    given: Given,
    /// Who enters it.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    if !options.given.is_given() {
        return Err(Failure::new(
            "nothing says whom the holding is about",
            "Give --people FILE, --all, --numbers LIST, --pay-numbers FILE, --unlisted COUNT or --items LIST",
        ));
    }
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let order = HoldingOrder {
            holder: record.holder(&options.holder).await?.number,
            fields: say::fields(&options.fields)?,
            from: Moment::parse(&options.from)?.into(),
            until: options.until.as_deref().map(Moment::parse).transpose()?.map(Into::into),
            subjects: options.given.subjects(&record).await?,
            handed: options.file.as_deref().map(crate::intake::digest).transpose()?,
            note: options.note.clone().map(Into::into),
        };
        let (holding, recorded) = record.open_holding(&by, order, open::now()).await?;
        open::publish(&record, common).await;
        told(&record, common, holding, recorded.position).await?;
        Ok(Verdict::Clear)
    })
}

/// What is on record now about a holding.
pub async fn told(record: &Record, common: &Common, holding: u32, act: u64) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let document = serde_json::json!({ "schema": "tipstaff.holding/1", "holding": holding, "act": act });
        writeln!(out, "{document}")?;
        return Ok(());
    }
    if common.quiet {
        return Ok(());
    }
    let holders = record.holders().await?;
    for holding in record.holdings([holding], None).await? {
        let holder = holders.iter().find(|holder| holder.number == holding.holder);
        let holder =
            holder.map_or_else(|| format!("holder #{}", holding.holder), |holder| say::holder(holder, false));
        writeln!(
            out,
            "Holding {}: {holder} has {} of {}, {}: act {act}.",
            holding.number,
            say::titles(holding.fields),
            say::subjects(&holding),
            say::lifetime(&holding.life)?
        )?;
    }
    Ok(())
}
