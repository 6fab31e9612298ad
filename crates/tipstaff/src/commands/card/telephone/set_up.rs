//! `tipstaff card telephone set-up`.

use crate::arguments::{Acting, Common};
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use card_office::{CardOffice, MeetingSetUp};
use clap::Args;
use gate::Verdict;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card telephone set-up --page https://cards.example.uk/ask/ \\
    --telephone https://cards.example.uk/telephone/ --relay https://relay.example.uk/

Telephones sign for this page and for no other: choose it before the first one is enrolled.";

/// Options of `card telephone set-up`.
#[derive(Debug, Args)]
pub struct Options {
    /// Address of the page of whoever asks
    #[arg(long, value_name = "URL")]
    page: String,
    /// Address of the page of telephones
    #[arg(long, value_name = "URL")]
    telephone: String,
    /// Address of the relay
    #[arg(long, value_name = "URL")]
    relay: String,
    /// For how many answers over the years a new list has room; a telephone takes up to 32 at once
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    room: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let set_up = MeetingSetUp {
            page: options.page.clone(),
            telephone: options.telephone.clone(),
            relay: options.relay.clone(),
            room: options.room,
        };
        let recorded = CardOffice::new(&record).set_meeting(&by, &signer, &set_up, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "The check from both sides is set up: act {}. Publish its pages (tipstaff card telephone publish), and run the relay.",
            recorded.position
        );
        let document = serde_json::json!({ "schema": "tipstaff.card-meeting/1", "act": recorded.position });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
