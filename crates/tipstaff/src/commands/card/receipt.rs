//! `tipstaff card receipt`.

use super::{job, tell};
use crate::arguments::{Acting, Common};
use crate::commands::{read, say, write};
use crate::exit::Failure;
use crate::open;
use card_office::{Answered, CardOffice, Job};
use cards::job::{ClosingBundle, LONGEST_BUNDLE, RequestBundle};
use clap::Args;
use gate::Verdict;
use record::Actor;
use serde_json::Value;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff card receipt 1 request-0.json       writes answer-0.age beside it
  tipstaff card receipt 1 closing.json

Takes what a print agent sent without a network: a request for keys, with the receipts that came
with it, or the end of a job with its certificate of destruction.

Exit status: 0 taken in and answered, 1 the request is refused, or the job was stopped, 2 could not
be done.";

/// Options of `card receipt`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the job, here or as the print service knows it
    #[arg(value_name = "JOB")]
    job: String,
    /// What the print agent wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let fix = "Name what the print agent wrote";
    let bytes = read::whole(&options.file, LONGEST_BUNDLE as u64, fix)?;
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let office = CardOffice::new(&record);
        let job = job(&office, &options.job).await?;
        let (verdict, sentence, document) = if let Ok(closing) = ClosingBundle::from_json(&bytes) {
            closed(&office, &by, &job, &closing).await?
        } else if RequestBundle::from_json(&bytes).is_ok() {
            answered(&office, &by, &job, &bytes, &options.file).await?
        } else {
            let fix = "Name request-N.json, or what the agent wrote when it closed the job";
            return Err(Failure::at(&options.file, &"it is nothing that a print agent writes", fix));
        };
        open::publish(&record, common).await;
        tell(common, &sentence, &document)?;
        Ok(verdict)
    })
}

type Told = (Verdict, String, Value);

async fn answered(
    office: &CardOffice<'_>,
    by: &Actor,
    job: &Job,
    bytes: &[u8],
    file: &Path,
) -> Result<Told, Failure> {
    let document = |outcome: &str, exposed: u64| {
        serde_json::json!({
            "schema": "tipstaff.card-request/1", "job": job.number, "outcome": outcome, "exposed": exposed,
        })
    };
    let answered = office.answer(Some(by), job, bytes, open::now()).await?;
    let exposed = job.exposed(&office.desk(job).await?);
    Ok(match answered {
        Answered::Keys { window, answer } => {
            let target = file.with_file_name(format!("answer-{window}.age"));
            write::whole(&target, &answer, true, false)?;
            let sentence = format!(
                "{} is for the print service. It can have seen {} of the {} of job {} from now on.",
                target.display(),
                say::count(exposed),
                say::counted(job.cards(), "card", "cards"),
                job.number
            );
            (Verdict::Clear, sentence, document("answered", exposed))
        }
        Answered::NotYet { seconds } => {
            let sentence =
                format!("No keys yet: no print service is so fast. Answer it again in {seconds} seconds.");
            (Verdict::Held, sentence, document("not-yet", exposed))
        }
        Answered::Stopped => {
            let target = file.with_file_name("stopped");
            write::whole(&target, b"stopped\n", true, false)?;
            let sentence =
                format!("Job {} was stopped: {} tells the print service.", job.number, target.display());
            (Verdict::Held, sentence, document("stopped", exposed))
        }
        Answered::Refused(why) => {
            let sentence = format!("No keys: {why}. Receipts that came with it were taken in.");
            (Verdict::Held, sentence, document("refused", exposed))
        }
    })
}

async fn closed(
    office: &CardOffice<'_>,
    by: &Actor,
    job: &Job,
    closing: &ClosingBundle,
) -> Result<Told, Failure> {
    let now = open::now();
    let receipts = office.take_receipts(by, job, &closing.receipts, now).await?;
    let recorded = office.close(by, job, &closing.certificate, now).await?;
    let sentence = format!(
        "Job {} is closed, as its print service signed: delivery {} is destroyed, holding {} has ended. {} came with it.",
        job.number,
        job.delivery,
        job.holding,
        say::counted(receipts.fresh, "receipt", "receipts")
    );
    let document = serde_json::json!({
        "schema": "tipstaff.card-job-closed/1", "job": job.number, "delivery": job.delivery, "holding": job.holding,
        "receipts": receipts.fresh, "act": recorded.position,
    });
    Ok((Verdict::Clear, sentence, document))
}
