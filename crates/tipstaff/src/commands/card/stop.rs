//! `tipstaff card stop`.

use super::{job, tell};
use crate::arguments::{Acting, Common};
use crate::commands::say;
use crate::exit::Failure;
use crate::open;
use card_office::CardOffice;
use clap::Args;
use gate::Verdict;

pub const EXAMPLE: &str = "\
Example:
  tipstaff card stop 7

No further key leaves. What the print service can have seen are the cards whose keys it has.";

/// Options of `card stop`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the job, here or as the print service knows it
    #[arg(value_name = "JOB")]
    job: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let office = CardOffice::new(&record);
        let job = job(&office, &options.job).await?;
        let recorded = office.stop(&by, &job, open::now()).await?;
        open::publish(&record, common).await;
        let exposed = job.exposed(&office.desk(&job).await?);
        let sentence = format!(
            "Job {} is stopped: act {}. The print service can have seen {} of its {}, and no other.",
            job.number,
            recorded.position,
            say::count(exposed),
            say::counted(job.cards(), "card", "cards")
        );
        let document = serde_json::json!({
            "schema": "tipstaff.card-job-stopped/1", "job": job.number, "name": job.name(), "cards": job.cards(),
            "exposed": exposed, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
