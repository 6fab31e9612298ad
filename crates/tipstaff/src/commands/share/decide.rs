//! `tipstaff share approve`, `refuse` and `end`.

use super::tell;
use crate::arguments::{Acting, Common};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use record::Recorded;
use share::Shares;

/// Options of `share approve`.
#[derive(Debug, Args)]
pub struct Approve {
    /// Name or number of the share
    #[arg(value_name = "SHARE")]
    share: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `share refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// Name or number of the share
    #[arg(value_name = "SHARE")]
    share: String,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `share end`.
#[derive(Debug, Args)]
pub struct End {
    /// Name or number of the share
    #[arg(value_name = "SHARE")]
    share: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Approves.
pub fn approve(options: &Approve, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let share = shares.share(&options.share).await?.number;
        let recorded = shares.approve(&by, &signer, share, open::now()).await?;
        open::publish(&record, common).await;
        told("approved", share, recorded, common)
    })
}

/// Refuses.
pub fn refuse(options: &Refuse, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let share = shares.share(&options.share).await?.number;
        let recorded = shares.refuse(&by, &signer, share, &options.why, open::now()).await?;
        open::publish(&record, common).await;
        told("refused", share, recorded, common)
    })
}

/// Ends.
pub fn end(options: &End, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let share = shares.share(&options.share).await?.number;
        let recorded = shares.end(&by, &signer, share, open::now()).await?;
        open::publish(&record, common).await;
        told("ended", share, recorded, common)
    })
}

fn told(outcome: &str, share: u32, recorded: Recorded, common: &Common) -> Result<Verdict, Failure> {
    let sentence = format!("Share {share} is {outcome}: act {}.", recorded.position);
    let document = serde_json::json!({
        "schema": "tipstaff.share/1", "outcome": outcome, "share": share, "act": recorded.position,
    });
    tell(common, &sentence, &document)?;
    Ok(Verdict::Clear)
}
