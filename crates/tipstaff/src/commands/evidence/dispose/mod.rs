//! `tipstaff evidence dispose`: our own copies are destroyed, by several.

mod carry_out;
mod plan;
mod show;

use crate::arguments::{Acting, Common};
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use disposal::Disposing;
use gate::Verdict;
use record::{ROLES, Role};
use serde_json::json;

pub const APPROVE_EXAMPLE: &str = "\
Example:
  tipstaff evidence dispose approve 1 --as 'A. Provost'
  tipstaff evidence dispose approve 1 --as 'D. Fell' --in-role information-security

Each approval is by another person in another role, and none by who proposed it. After the last
one it cools off.";

/// What to do with disposals.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Plan a disposal, and propose it
    #[command(after_help = plan::EXAMPLE)]
    Plan(plan::Options),
    /// List disposals
    List,
    /// Print what a disposal takes, and what it leaves out
    Show(show::Options),
    /// Approve what somebody else proposed
    #[command(after_help = APPROVE_EXAMPLE)]
    Approve(Approve),
    /// Refuse a disposal, take it back, or stop one that is being carried out
    Refuse(Refuse),
    /// Destroy what is due, copy by copy
    #[command(after_help = carry_out::EXAMPLE)]
    CarryOut(carry_out::Options),
}

/// Options of `evidence dispose approve`.
#[derive(Debug, Args)]
pub struct Approve {
    /// Number of the disposal
    #[arg(value_name = "DISPOSAL")]
    disposal: u32,
    /// The role in which you approve; without it, one of yours that is free
    #[arg(long, value_name = "ROLE", value_parser = role)]
    in_role: Option<Role>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence dispose refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// Number of the disposal
    #[arg(value_name = "DISPOSAL")]
    disposal: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

fn role(text: &str) -> Result<Role, String> {
    let row = ROLES.iter().find(|row| row.id == text);
    row.map(|row| row.role)
        .ok_or_else(|| "it is approver, data-protection-officer or information-security".into())
}

/// Runs the command.
pub fn run(command: &Command, common: &Common) -> Result<Verdict, Failure> {
    match command {
        Command::Plan(options) => plan::run(options, common),
        Command::List => show::list(common),
        Command::Show(options) => show::run(options, common),
        Command::Approve(options) => approve(options, common),
        Command::Refuse(options) => refuse(options, common),
        Command::CarryOut(options) => carry_out::run(options, common),
    }
}

fn approve(options: &Approve, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let asked = (options.disposal, options.in_role);
        let approved = disposing.approve(&by, &signer, asked, open::now()).await?;
        open::publish(&record, common).await;
        let (number, act) = (options.disposal, approved.recorded.position);
        let sentence = match approved.cooled_off {
            None => format!(
                "Disposal {number} has {} of {} approvals: act {act}. Another person in another role gives the next.",
                approved.approval, approved.approvals
            ),
            Some(until) => {
                format!(
                    "Disposal {number} has its {} approvals and cools off until {until}: act {act}.",
                    approved.approvals
                )
            }
        };
        let document = json!({
            "schema": "tipstaff.evidence-disposal/1", "outcome": "approved", "disposal": number, "act": act,
            "approval": approved.approval, "approvals": approved.approvals,
            "cooled_off": approved.cooled_off.map(|until| until.to_string()),
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

fn refuse(options: &Refuse, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let disposing = Disposing::open(&record).await?;
        let by = open::actor(&record, &options.acting).await?;
        let recorded = disposing.refuse(&by, options.disposal, &options.why, open::now()).await?;
        open::publish(&record, common).await;
        let sentence = format!(
            "Disposal {} is refused: act {}. Nothing more is destroyed by it.",
            options.disposal, recorded.position
        );
        let document = json!({
            "schema": "tipstaff.evidence-disposal/1", "outcome": "refused", "disposal": options.disposal,
            "act": recorded.position,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}
