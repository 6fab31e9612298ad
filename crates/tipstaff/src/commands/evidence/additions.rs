//! `tipstaff evidence additions`: what comes into a store need not be asked about, if two people say so.

use crate::arguments::{Acting, Common};
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use evidence::Evidence;
use gate::Verdict;
use serde_json::json;

pub const PROPOSE_EXAMPLE: &str = "\
Example:
  tipstaff evidence additions propose dems --why \"cameras are docked all day\" --as 'E. Marsh'
  tipstaff evidence additions allow 1 --as 'A. Provost'

What leaves the store is an alarm all the same: there is no rule for that.";

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Propose that what comes into a store is booked without an alarm
    #[command(after_help = PROPOSE_EXAMPLE)]
    Propose(Propose),
    /// Allow what somebody else proposed
    Allow(Named),
    /// End a rule, or refuse the proposal of one
    End(Named),
}

/// Options of `evidence additions propose`.
#[derive(Debug, Args)]
pub struct Propose {
    /// Name or number of the store
    #[arg(value_name = "STORE")]
    store: String,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// A rule, and who acts.
#[derive(Debug, Args)]
pub struct Named {
    /// Number of the rule: tipstaff evidence watch list shows it
    #[arg(value_name = "RULE")]
    rule: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let evidence = Evidence::open(&record).await?;
        let now = open::now();
        let (rule, recorded, outcome) = match command {
            Command::Propose(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                let store = evidence.store(&options.store).await?;
                let (rule, recorded) =
                    evidence.propose_additions(&by, &signer, &store, &options.why, now).await?;
                (rule, recorded, "proposed")
            }
            Command::Allow(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                (options.rule, evidence.allow_additions(&by, &signer, options.rule, now).await?, "allowed")
            }
            Command::End(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                (options.rule, evidence.end_additions(&by, &signer, options.rule, now).await?, "ended")
            }
        };
        open::publish(&record, common).await;
        let sentence = match outcome {
            "proposed" => format!(
                "Rule {rule} is proposed: act {}. Somebody else decides: tipstaff evidence additions allow {rule}",
                recorded.position
            ),
            _ => format!("Rule {rule} is {outcome}: act {}.", recorded.position),
        };
        let document = json!({
            "schema": "tipstaff.evidence-rule/1", "outcome": outcome, "rule": rule, "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
