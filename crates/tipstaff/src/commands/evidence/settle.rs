//! `tipstaff evidence settle`: two people decide what becomes of a difference.

use super::size;
use super::sweep::what;
use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use evidence::{Evidence, Settlement, SettlementOrder};
use gate::Verdict;
use serde_json::{Value, json};
use std::io::Write;

pub const PROPOSE_EXAMPLE: &str = "\
Example:
  tipstaff evidence settle propose 3 --why \"deleted by the supplier on 26 July; no copy found\"

What is missing is written off, what nobody expected is expected from then on, what changed is
expected as it is now: once a second person, another one, has approved it. What nobody expected and
is there no longer is put down as gone with --gone.";

/// What to do with settlements.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Propose to settle a difference
    #[command(after_help = PROPOSE_EXAMPLE)]
    Propose(Propose),
    /// Approve what somebody else proposed
    Approve(Approve),
    /// Refuse or take back what was proposed
    Refuse(Refuse),
    /// List settlements
    List,
}

/// Options of `evidence settle propose`.
#[derive(Debug, Args)]
pub struct Propose {
    /// Number of the difference: tipstaff evidence balance shows it
    #[arg(value_name = "DIFFERENCE")]
    difference: u32,
    /// What nobody expected is there no longer: nothing is expected of it
    #[arg(long)]
    gone: bool,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence settle approve`.
#[derive(Debug, Args)]
pub struct Approve {
    /// Number of the settlement
    #[arg(value_name = "SETTLEMENT")]
    settlement: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence settle refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// Number of the settlement
    #[arg(value_name = "SETTLEMENT")]
    settlement: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
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
        let (settlement, recorded, outcome) = match command {
            Command::List => return list(&evidence, common).await,
            Command::Propose(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                let order = SettlementOrder { difference: options.difference, why: &options.why };
                let (settlement, recorded) = if options.gone {
                    evidence.propose_gone(&by, &signer, order, now).await?
                } else {
                    evidence.propose_settlement(&by, &signer, order, now).await?
                };
                (settlement, recorded, "proposed")
            }
            Command::Approve(options) => {
                show(&evidence, options.settlement).await?;
                let (by, signer) = signing(&record, &options.acting).await?;
                let recorded = evidence.settle(&by, &signer, options.settlement, now).await?;
                (options.settlement, recorded, "approved")
            }
            Command::Refuse(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                let recorded =
                    evidence.refuse_settlement(&by, &signer, options.settlement, &options.why, now).await?;
                (options.settlement, recorded, "refused")
            }
        };
        open::publish(&record, common).await;
        let sentence = match outcome {
            "proposed" => format!(
                "Settlement {settlement} is proposed: act {}. Somebody else decides: tipstaff evidence settle approve {settlement}",
                recorded.position
            ),
            _ => format!("Settlement {settlement} is {outcome}: act {}.", recorded.position),
        };
        let document = json!({
            "schema": "tipstaff.evidence-settlement/1", "outcome": outcome, "settlement": settlement,
            "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

/// What is to be approved and why, before the passphrase of who approves is asked for. On standard error, for the answer is
/// printed after it.
async fn show(evidence: &Evidence<'_>, settlement: u32) -> Result<(), Failure> {
    let all = evidence.settlements().await?;
    // One that there is not is refused where it is settled, in better words.
    let Some(one) = all.iter().find(|one| one.number == settlement && one.waits()) else { return Ok(()) };
    let reason = evidence.reason_of_settlement(one).await?;
    write(&mut std::io::stderr(), one, &reason)
}

async fn list(evidence: &Evidence<'_>, common: &Common) -> Result<Verdict, Failure> {
    let settlements = evidence.settlements().await?;
    let mut out = std::io::stdout().lock();
    let mut documents: Vec<Value> = Vec::new();
    for one in &settlements {
        let reason = evidence.reason_of_settlement(one).await?;
        if common.format == Format::Text {
            write(&mut out, one, &reason)?;
        } else {
            documents.push(json!({
                "settlement": one.number, "store": one.store, "difference": one.difference, "kind": one.kind.id(),
                "gone": one.is_gone, "items": one.items, "bytes": one.bytes, "state": one.state, "reason": reason.as_str(),
            }));
        }
    }
    if common.format != Format::Text {
        let document = json!({ "schema": "tipstaff.evidence-settlements/1", "settlements": documents });
        writeln!(out, "{document}")?;
    } else if settlements.is_empty() && !common.quiet {
        writeln!(out, "Nothing was settled, and nothing waits to be.")?;
    }
    Ok(Verdict::Clear)
}

fn write(out: &mut impl Write, one: &Settlement, reason: &str) -> Result<(), Failure> {
    writeln!(
        out,
        "{}  {}: {} ({}) of store {} {}{}\n   Why: {}",
        one.number,
        one.state,
        say::counted(one.items, "item", "items"),
        size(one.bytes),
        one.store,
        what(one.kind),
        if one.is_gone { ", gone again" } else { "" },
        say::plain(reason),
    )?;
    Ok(())
}
