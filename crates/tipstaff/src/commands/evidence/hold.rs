//! `tipstaff evidence hold`: nothing that belongs to a case is destroyed.

use crate::arguments::{Acting, Common, Format};
use crate::commands::say;
use crate::commands::tell::tell;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::{Args, Subcommand};
use disposal::Disposing;
use gate::Verdict;
use serde_json::{Value, json};
use std::io::Write;

pub const PLACE_EXAMPLE: &str = "\
Example:
  tipstaff evidence hold place --case 14XX0000123 --why \"civil claim, letter of 3 May\"

The hold is on everything that belongs to the case, now or later. A case holds by itself until
somebody says that it is finalised: tipstaff evidence case finalise.";

/// What to do with holds.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Place a hold on everything that belongs to a case
    #[command(after_help = PLACE_EXAMPLE)]
    Place(OfCase),
    /// Propose to release a hold
    Release(Release),
    /// Release a hold, as somebody else proposed
    Approve(Decide),
    /// Refuse or take back what was proposed: the hold stays
    Refuse(Refuse),
    /// List holds, and how many cases hold by themselves
    List,
}

/// Options of what is about a case.
#[derive(Debug, Args)]
pub struct OfCase {
    /// Reference of the case
    #[arg(long, value_name = "URN")]
    pub case: String,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    pub why: String,
    /// Who acts.
    #[command(flatten)]
    pub acting: Acting,
}

/// Options of `evidence hold release`.
#[derive(Debug, Args)]
pub struct Release {
    /// Reference of the case, if one hold is on it
    #[arg(long, value_name = "URN", required_unless_present = "hold", conflicts_with = "hold")]
    case: Option<String>,
    /// Number of the hold
    #[arg(long, value_name = "HOLD")]
    hold: Option<u32>,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence hold approve`.
#[derive(Debug, Args)]
pub struct Decide {
    /// Number of the hold
    #[arg(value_name = "HOLD")]
    hold: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence hold refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// Number of the hold
    #[arg(value_name = "HOLD")]
    hold: u32,
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
        let disposing = Disposing::open(&record).await?;
        let now = open::now();
        let (hold, recorded, outcome) = match command {
            Command::List => return list(&disposing, common).await,
            Command::Place(options) => {
                let by = open::actor(&record, &options.acting).await?;
                let case = disposing.case(&options.case).await?;
                let (hold, recorded) = disposing.place_hold(&by, case, &options.why, now).await?;
                (hold, recorded, "placed")
            }
            Command::Release(options) => {
                let hold = match (&options.case, options.hold) {
                    (Some(urn), _) => disposing.hold_on(disposing.case(urn).await?).await?,
                    (None, hold) => hold.unwrap_or_default(),
                };
                let (by, signer) = signing(&record, &options.acting).await?;
                let recorded = disposing.propose_release(&by, &signer, hold, &options.why, now).await?;
                (hold, recorded, "release-proposed")
            }
            Command::Approve(options) => {
                let (by, signer) = signing(&record, &options.acting).await?;
                let recorded = disposing.release_hold(&by, &signer, options.hold, now).await?;
                (options.hold, recorded, "released")
            }
            Command::Refuse(options) => {
                let by = open::actor(&record, &options.acting).await?;
                let recorded = disposing.keep_hold(&by, options.hold, &options.why, now).await?;
                (options.hold, recorded, "kept")
            }
        };
        open::publish(&record, common).await;
        let act = recorded.position;
        let sentence = match outcome {
            "placed" => format!("Hold {hold} is placed, on everything that belongs to the case: act {act}."),
            "release-proposed" => format!(
                "It is proposed to release hold {hold}: act {act}. Somebody else decides: tipstaff evidence hold approve {hold}"
            ),
            "released" => format!("Hold {hold} is released: act {act}."),
            _ => format!("Hold {hold} stays: act {act}."),
        };
        let document = json!({
            "schema": "tipstaff.evidence-hold/1", "outcome": outcome, "hold": hold, "act": act,
        });
        tell(common, &sentence, &document)?;
        Ok(Verdict::Clear)
    })
}

async fn list(disposing: &Disposing<'_>, common: &Common) -> Result<Verdict, Failure> {
    let holds = disposing.holds().await?;
    let going_on = disposing.cases_going_on().await?;
    let mut out = std::io::stdout().lock();
    if common.format != Format::Text {
        let documents: Vec<Value> = holds
            .iter()
            .map(
                |hold| json!({ "hold": hold.number, "case": hold.case, "release_proposed_by": hold.release }),
            )
            .collect();
        let document = json!({
            "schema": "tipstaff.evidence-holds/1", "holds": documents, "cases_not_finalised": going_on,
        });
        writeln!(out, "{document}")?;
        return Ok(Verdict::Clear);
    }
    for hold in &holds {
        let stands = match hold.release {
            None => "stands".to_owned(),
            Some(act) => format!("stands; act {act} proposes to release it"),
        };
        writeln!(out, "{}  case {}: {stands}", hold.number, hold.case)?;
    }
    if holds.is_empty() && !common.quiet {
        writeln!(out, "No hold is on any case.")?;
    }
    if !common.quiet {
        writeln!(
            out,
            "{} by itself until it is finalised.",
            say::counted(going_on, "case holds", "cases hold")
        )?;
    }
    Ok(Verdict::Clear)
}
