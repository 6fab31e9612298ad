//! `tipstaff share deliver`.

use super::{held, tell};
use crate::arguments::{Acting, Common};
use crate::commands::holding::people_of_table;
use crate::commands::say;
use crate::exit::Failure;
use crate::intake;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use record::time::spoken_day;
use share::{DeliveryOrder, FORMS, FormRow, Shares};
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff share deliver cards-2023-07 --data d -o batch.age

The file is sealed to the key of the recipient and marked as this delivery. Nothing of it is kept
here: with the recipe on record its marks can be made again. The holding opens at once.";

/// Options of `share deliver`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name or number of the share
    #[arg(value_name = "SHARE")]
    share: String,
    /// Where to write the sealed file; no file may be there
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,
    /// Only these of the share's people, as for a job of cards: a table with their numbers
    #[arg(long, value_name = "FILE")]
    only: Option<PathBuf>,
    /// Form of the table: csv, xlsx or jsonl
    #[arg(long, value_name = "FORM", default_value = "csv", value_parser = form)]
    form: &'static FormRow,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

fn form(id: &str) -> Result<&'static FormRow, String> {
    FormRow::named(id.trim()).ok_or_else(|| {
        let known: Vec<&str> = FORMS.iter().map(|row| row.id).collect();
        format!("The forms are {}", known.join(", "))
    })
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let share = shares.share(&options.share).await?;
        let only = match &options.only {
            None => None,
            Some(path) => {
                let table = tokio::task::block_in_place(|| intake::read(path))?;
                Some(people_of_table(&record, path, &table).await?)
            }
        };
        let order =
            DeliveryOrder { share: &share, form: options.form, only: only.as_ref(), target: &options.output };
        let made = match shares.deliver(&by, &signer, order, open::now()).await {
            Ok(made) => made,
            Err(error) => return held(error),
        };
        open::publish(&record, common).await;
        let sentence = format!(
            "Delivery {} is in {}: {}, and {} who do not exist; holding {}. The recipient has to destroy it by {}.",
            made.delivery,
            options.output.display(),
            say::counted(made.people, "person", "people"),
            say::count(made.fictitious),
            made.holding,
            spoken_day(made.destroy_by),
        );
        let document = serde_json::json!({
            "schema": "tipstaff.delivered/1", "delivery": made.delivery, "share": share.number,
            "holding": made.holding, "people": made.people, "fictitious": made.fictitious,
            "sha256": say::hex(&made.sha256), "bytes": made.bytes, "destroy_by": made.destroy_by.to_string(),
            "act": made.recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
