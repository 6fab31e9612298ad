//! `tipstaff holding correct`.

use super::given::Given;
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::Moment;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example: the list had collar numbers too
  tipstaff holding correct 5 --fields surname,initials,rank,collar-number --data d

What is not named stays as it is. The correction counts from the beginning of the holding; what
was known before it can still be asked with: tipstaff exposure --known-on TIME";

/// Options of `holding correct`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the holding
    #[arg(value_name = "NUMBER")]
    holding: u32,
    /// Who had it: name or number of a holder
    #[arg(long, value_name = "HOLDER")]
    holder: Option<String>,
    /// What is known about each of them, all of it, with commas
    #[arg(long, value_name = "LIST")]
    fields: Option<String>,
    /// Since when
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Until when
    #[arg(long, value_name = "TIME", conflicts_with = "open")]
    until: Option<String>,
    /// It has not ended after all
    #[arg(long)]
    open: bool,
    /// The file that was handed over; its SHA-256 is kept, not the file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Why, in your words; kept sealed
    #[arg(long, value_name = "WORDS")]
    note: Option<String>,
    /// Whom it is about: all of them, not only those who come or go.
    #[command(flatten)]
    given: Given,
    /// Who corrects it.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let before = record.holding_order(options.holding).await?;
        let mut order = before.clone();
        if let Some(holder) = &options.holder {
            order.holder = record.holder(holder).await?.number;
        }
        if let Some(fields) = &options.fields {
            order.fields = say::fields(fields)?;
        }
        if let Some(from) = &options.from {
            order.from = Moment::parse(from)?.into();
        }
        if let Some(until) = &options.until {
            order.until = Some(Moment::parse(until)?.into());
        }
        if options.open {
            order.until = None;
        }
        if let Some(file) = &options.file {
            order.handed = Some(crate::intake::digest(file)?);
        }
        if options.given.is_given() {
            order.subjects = options.given.subjects(&record).await?;
        }
        if order == before {
            return Err(Failure::new(
                format!("holding {} would stay as it is", options.holding),
                "Say what was different, such as --fields, --from or --people",
            ));
        }
        order.note = options.note.clone().map(Into::into);
        let recorded = record.correct_holding(&by, options.holding, order, open::now()).await?;
        open::publish(&record, common).await;
        super::add::told(&record, common, options.holding, recorded.position).await?;
        Ok(Verdict::Clear)
    })
}
