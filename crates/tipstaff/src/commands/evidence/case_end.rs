//! `tipstaff evidence case`: until a case is finalised, whatever belongs to it is held.

use super::hold::OfCase;
use crate::arguments::Common;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Subcommand;
use disposal::Disposing;
use gate::Verdict;
use serde_json::json;

pub const FINALISE_EXAMPLE: &str = "\
Example:
  tipstaff evidence case finalise --case 14XX0000123 --why \"appeal period over on 2 May\"

Holds that somebody placed on the case stay. A case that goes on after all is reopened.";

/// What to say of a case.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say that a case is finalised, so that it no longer holds by itself
    #[command(after_help = FINALISE_EXAMPLE)]
    Finalise(OfCase),
    /// Say that a case goes on
    Reopen(OfCase),
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let now = open::now();
        let (case, recorded, outcome) = match command {
            Command::Finalise(options) => {
                let case = disposing.case(&options.case).await?;
                let (by, signer) = signing(&record, &options.acting).await?;
                let recorded = disposing.finalise_case(&by, &signer, case, &options.why, now).await?;
                (case, recorded, "finalised")
            }
            Command::Reopen(options) => {
                let case = disposing.case(&options.case).await?;
                let by = open::actor(&record, &options.acting).await?;
                let recorded = disposing.reopen_case(&by, case, &options.why, now).await?;
                (case, recorded, "reopened")
            }
        };
        open::publish(&record, common).await;
        let act = recorded.position;
        let sentence = match outcome {
            "finalised" => {
                format!("Case {case} is finalised and holds nothing by itself any more: act {act}.")
            }
            _ => format!("Case {case} goes on, and whatever belongs to it is held: act {act}."),
        };
        let document = json!({
            "schema": "tipstaff.evidence-case/1", "outcome": outcome, "case": case, "act": act,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
