//! `tipstaff card set-up`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::exit::Failure;
use crate::open::{self, signing};
use card_office::{CardOffice, SetUp};
use cards::Algorithm;
use clap::{Args, ValueEnum};
use gate::Verdict;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card set-up --force 'Example Police' --issuer example --page https://cards.example.uk/ \\
    --contact 'Call 101 and ask for the control room'

Short name, page and list stand in the code of each card: choose them before the first card is
printed, and keep them. The job key that is printed is what print services are told, once: with it
their agent knows that a job is from this force.";

/// Options of `card set-up`.
#[derive(Debug, Args)]
pub struct Options {
    /// Name of the force, as it stands on cards
    #[arg(long, value_name = "NAME")]
    force: String,
    /// Short name of the force, as it stands in each code: met
    #[arg(long, value_name = "WORD")]
    issuer: String,
    /// Address of the page on which cards are checked
    #[arg(long, value_name = "URL")]
    page: String,
    /// Name of the list of revoked cards, beside the page
    #[arg(long, value_name = "NAME", default_value = "1")]
    list: String,
    /// What somebody does who doubts a card
    #[arg(long, value_name = "WORDS")]
    contact: String,
    /// How cards are signed
    #[arg(long, value_enum, default_value_t = Signing::Ed25519)]
    algorithm: Signing,
    /// Sign with a fresh key from now on, although there is one
    #[arg(long)]
    new_key: bool,
    /// For how many cards over the years a new list has room
    #[arg(long, value_name = "NUMBER", default_value_t = 50_000)]
    room: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// How cards are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Signing {
    /// Browsers since 2023 to 2025
    Ed25519,
    /// Every browser
    P256,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let office = CardOffice::new(&record);
        let set_up = SetUp {
            force: options.force.clone(),
            issuer: options.issuer.clone(),
            page: options.page.clone(),
            list: options.list.clone(),
            contact: options.contact.clone(),
            algorithm: match options.algorithm {
                Signing::Ed25519 => Algorithm::Ed25519,
                Signing::P256 => Algorithm::P256,
            },
            new_key: options.new_key,
            room: options.room,
        };
        let recorded = office.set_up(&by, &signer, &set_up, open::now()).await?;
        open::publish(&record, common).await;
        let key = office.job_key()?;
        let sentence = format!(
            "The card office is set up: act {}. Tell print services this key, and compare it on the telephone:\n{key}",
            recorded.position
        );
        let document = serde_json::json!({
            "schema": "tipstaff.card-office/1", "outcome": "set-up", "job_key": key, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
