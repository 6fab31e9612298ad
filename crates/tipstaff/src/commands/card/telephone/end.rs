//! `tipstaff card telephone end`.

use crate::arguments::{Acting, Common};
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use clap::Args;
use gate::Verdict;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card telephone end 7

For good. The public sees it once the list is published: tipstaff card telephone publish.";

/// Options of `card telephone end`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the telephone
    #[arg(value_name = "TELEPHONE")]
    telephone: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let recorded = CardOffice::new(&record).end_telephone(&by, options.telephone, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "Telephone {} answers for nobody any more: act {}. The public sees it once the list is published: tipstaff card \
             telephone publish.",
            options.telephone, recorded.position
        );
        let document = serde_json::json!({
            "schema": "tipstaff.card-telephone-ended/1", "telephone": options.telephone, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
