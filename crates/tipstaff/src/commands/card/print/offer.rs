//! `tipstaff card print offer`.

use crate::arguments::Common;
use crate::commands::card::tell;
use crate::commands::{receipt, write};
use crate::exit::Failure;
use crate::open;
use cards::job::{JobOffer, JobSecret};
use clap::Args;
use gate::Verdict;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card print offer --keys recipient.key -o job.secret --offer offer.txt

Send the offer to the force within fourteen days. The secret opens one job and no other: keep it on
the machine that prints.";

/// Options of `card print offer`.
#[derive(Debug, Args)]
pub struct Options {
    /// The secret keys of the print service, as `tipstaff receipt keys` made them
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Where to write the secret of the job; no file may be there
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Where to write the offer for the force; no file may be there
    #[arg(long, value_name = "FILE")]
    offer: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let key = receipt::secret(&options.keys)?.signer()?;
    let secret = JobSecret::generate().map_err(|error| Failure::of_sentences(&error.to_string()))?;
    let failed = |error: cards::job::JobError| Failure::of_sentences(&error.to_string());
    let offer = JobOffer::sign(&secret, &key, open::now()).map_err(failed)?;
    write::whole(&options.output, secret.to_line().map_err(failed)?.as_bytes(), false, true)?;
    write::whole(&options.offer, offer.as_bytes(), false, false)?;
    let sentence = format!(
        "The secret of one job is in {}. Send {} to the force.",
        options.output.display(),
        options.offer.display()
    );
    let document = serde_json::json!({ "schema": "tipstaff.card-print-offer/1", "offer": offer });
    tell(common, &sentence, &document)?;
    Ok(Verdict::Clear)
}
