//! `tipstaff evidence additions`: what comes into a store need not be asked about, if two people say so.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use evidence::{Evidence, Rule};
use gate::Verdict;
use serde_json::json;
use std::io::Write;

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
    /// List rules and proposals of rules that have not ended
    List,
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
    /// Number of the rule: tipstaff evidence additions list shows it
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
            Command::List => return list(&evidence, common).await,
            Command::Propose(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                let store = evidence.store(&options.store).await?;
                let (rule, recorded) =
                    evidence.propose_additions(&by, &signer, &store, &options.why, now).await?;
                (rule, recorded, "proposed")
            }
            Command::Allow(options) => {
                show(&evidence, options.rule).await?;
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

/// What is to be allowed and why, before the passphrase of who allows it is asked for.
async fn show(evidence: &Evidence<'_>, rule: u32) -> Result<(), Failure> {
    let all = evidence.rules().await?;
    // One that there is not is refused where it is allowed, in better words.
    let Some(one) = all.iter().find(|one| one.number == rule && !one.is_allowed) else { return Ok(()) };
    let reason = evidence.reason_of_rule(one).await?;
    write(&mut std::io::stderr(), one, &reason)
}

async fn list(evidence: &Evidence<'_>, common: &Common) -> Result<Verdict, Failure> {
    let rules = evidence.rules().await?;
    let mut out = std::io::stdout().lock();
    let mut documents = Vec::new();
    for one in &rules {
        let reason = evidence.reason_of_rule(one).await?;
        if common.format == Format::Text {
            write(&mut out, one, &reason)?;
        } else {
            documents.push(json!({
                "rule": one.number, "store": one.store, "state": state(one), "reason": reason.as_str(),
            }));
        }
    }
    if common.format != Format::Text {
        writeln!(out, "{}", json!({ "schema": "tipstaff.evidence-rules/1", "rules": documents }))?;
    } else if rules.is_empty() && !common.quiet {
        writeln!(out, "What comes into a store is asked about: there is no rule, and none was proposed.")?;
    }
    Ok(Verdict::Clear)
}

fn state(rule: &Rule) -> &'static str {
    if rule.is_allowed { "allowed" } else { "proposed" }
}

fn write(out: &mut impl Write, one: &Rule, reason: &str) -> Result<(), Failure> {
    writeln!(
        out,
        "{}  {}: what comes into store {} is booked without an alarm\n   Why: {}",
        one.number,
        state(one),
        one.store,
        say::plain(reason),
    )?;
    Ok(())
}
