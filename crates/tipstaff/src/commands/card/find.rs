//! `tipstaff card find`.

use super::tell;
use crate::arguments::Common;
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use cards::job::Serial;
use clap::Args;
use gate::Verdict;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card find 7QK2M9XD

Who the person is, `tipstaff people show NUMBER` tells, and the log says who asked.";

/// Options of `card find`.
#[derive(Debug, Args)]
pub struct Options {
    /// Serial of the card
    #[arg(value_name = "SERIAL")]
    serial: Serial,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let card = CardOffice::new(&record).card(options.serial).await?;
        // Where it is printed, and so whether somebody is set apart, is not told.
        let state = card.state.told();
        let sentence =
            format!("Card {}: {state}. Made for person {}, order {}.", card.serial, card.person, card.order);
        let document = serde_json::json!({
            "schema": "tipstaff.card/1", "serial": card.serial.to_string(), "state": state, "person": card.person,
            "order": card.order,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
