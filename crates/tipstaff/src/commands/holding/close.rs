//! `tipstaff holding close`.

use crate::arguments::{Acting, Common};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::time::Moment;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff holding close 5 --until 2023-08-08 --note 'certificate of destruction 118' --data d

What the holder had until then stays on record, and counts in every question about that time.";

/// Options of `holding close`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the holding
    #[arg(value_name = "NUMBER")]
    holding: u32,
    /// When it ended: returned, destroyed, taken down
    #[arg(long, value_name = "TIME")]
    until: String,
    /// Why, in your words; kept sealed
    #[arg(long, value_name = "WORDS")]
    note: Option<String>,
    /// Who closes it.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let ending = Moment::parse(&options.until)?.into();
        let note = options.note.clone().map(Into::into);
        let recorded = record.close_holding(&by, options.holding, ending, note, open::now()).await?;
        open::publish(&record, common).await;
        super::add::told(&record, common, options.holding, recorded.position).await?;
        std::io::stdout().flush()?;
        Ok(Verdict::Clear)
    })
}
