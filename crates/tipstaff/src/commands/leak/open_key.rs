//! `tipstaff leak open`.

use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use share::Shares;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff leak open 31 --why 'Expert for the court' --as 'R. Quill'
  tipstaff leak open 31 --agree --as 'M. Oake'

Whoever has the key of a delivery's marks can compute every one of them again, and could copy them:
it is opened after a leak, for an expert. No other delivery opens with it.";

/// Options of `leak open`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the delivery
    #[arg(value_name = "DELIVERY")]
    delivery: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS", required_unless_present = "agree")]
    why: Option<String>,
    /// Agree to what somebody else proposed
    #[arg(long, conflicts_with = "why")]
    agree: bool,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let delivery = options.delivery;
        let (outcome, recorded) = match &options.why {
            Some(why) => {
                ("proposed", shares.propose_opening(&by, &signer, delivery, why, open::now()).await?)
            }
            None => ("opened", shares.open_delivery(&by, &signer, delivery, open::now()).await?),
        };
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format != Format::Text {
            let document = serde_json::json!({
                "schema": "tipstaff.opening/1", "outcome": outcome, "delivery": delivery, "act": recorded.position,
            });
            writeln!(out, "{document}")?;
        } else if !common.quiet {
            let next = match outcome {
                "proposed" => "Somebody else agrees with: tipstaff leak open DELIVERY --agree",
                _ => "What an expert needs is written by: tipstaff leak bundle",
            };
            writeln!(out, "Opening delivery {delivery} is {outcome}: act {}. {next}.", recorded.position)?;
        }
        Ok(Verdict::Clear)
    })
}
