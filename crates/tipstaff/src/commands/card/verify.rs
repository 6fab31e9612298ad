//! `tipstaff card verify`.

use super::tell;
use crate::arguments::Common;
use crate::commands::read;
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use cards::statement::{Standing, Statement, standing};
use cards::status_list::ListToken;
use clap::Args;
use gate::Verdict;
use record::time::spoken;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card verify 'HTTPS://CARDS.EXAMPLE.UK/#…' --list /srv/cards/1 --data d

Says of a scanned code what the page for the public says. It is no proof that the person who shows
the card is the one it was issued to: a code can be photographed.

Exit status: 0 issued and not revoked, 1 revoked, suspended, out of date or a specimen, 2 not
checked.";

/// Longest list that is read.
const LONGEST: u64 = 4 << 20;

/// Options of `card verify`.
#[derive(Debug, Args)]
pub struct Options {
    /// What a telephone reads off the card
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// The published list
    #[arg(long, value_name = "FILE")]
    list: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let token = read::whole(&options.list, LONGEST, "Name the list in the published folder")?;
    open::wait(async {
        let record = open::record(common).await?;
        let office = CardOffice::new(&record);
        let issuer = office.issuer().await?;
        let keys = office.public_keys().await?;
        let failed = |error: &dyn std::fmt::Display| Failure::of_sentences(&error.to_string());
        let statement = issuer.page.statement_in(&options.address).map_err(|error| failed(&error))?;
        let statement = Statement::open(&statement, &keys).map_err(|error| failed(&error))?;
        let list = ListToken::open(&token, &keys).map_err(|error| failed(&error))?;
        let kind = statement.holder.words();
        let (verdict, outcome, sentence) = match standing(&statement, &list, open::now()) {
            Standing::Issued { as_of } => {
                (Verdict::Clear, "issued", format!("Issued to {kind}. Not revoked as of {}.", spoken(as_of)))
            }
            Standing::Revoked { as_of } => {
                (Verdict::Held, "revoked", format!("This card was revoked, as of {}.", spoken(as_of)))
            }
            Standing::Suspended { as_of } => (
                Verdict::Held,
                "suspended",
                format!("This card is not valid for now, as of {}.", spoken(as_of)),
            ),
            Standing::Expired => (Verdict::Held, "expired", "This card is out of date.".to_owned()),
            Standing::Specimen => (Verdict::Held, "specimen", "This card is a specimen.".to_owned()),
            Standing::NotChecked(why) => {
                return Err(Failure::of_sentences(&format!("the card was not checked: {why}")));
            }
        };
        let document = serde_json::json!({
            "schema": "tipstaff.card-verified/1", "outcome": outcome, "list": list.address,
            "list_made": list.issued.to_string(),
        });
        tell(common, &sentence, &document)?;
        Ok(verdict)
    })
}
