//! `tipstaff release refuse`, `withdraw` and `revoke`.

use super::signing;
use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use ::release::{ReleaseError, Releases, Settings};
use clap::Args;
use gate::Verdict;
use record::Recorded;
use std::io::Write;

/// Options of `release refuse`.
#[derive(Debug, Args)]
pub struct Refuse {
    /// Number of the release
    #[arg(value_name = "RELEASE")]
    release: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `release withdraw`.
#[derive(Debug, Args)]
pub struct Withdraw {
    /// Number of the release
    #[arg(value_name = "RELEASE")]
    release: u32,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `release revoke`.
#[derive(Debug, Args)]
pub struct Revoke {
    /// Number of a release of the file; every certificate of these bytes is withdrawn
    #[arg(value_name = "RELEASE")]
    release: u32,
    /// Why; kept sealed
    #[arg(long, value_name = "WORDS")]
    why: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Refuses.
pub fn refuse(options: &Refuse, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let releases = Releases::new(&record, Settings::default());
        let recorded = releases.refuse(&by, &signer, options.release, &options.why, open::now()).await?;
        open::publish(&record, common).await;
        tell("refused", options.release, recorded, common)
    })
}

/// Takes back.
pub fn withdraw(options: &Withdraw, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let releases = Releases::new(&record, Settings::default());
        let recorded = releases.withdraw(&by, &signer, options.release, open::now()).await?;
        open::publish(&record, common).await;
        tell("withdrawn", options.release, recorded, common)
    })
}

/// Withdraws certificates.
pub fn revoke(options: &Revoke, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let releases = Releases::new(&record, Settings::default());
        let sha256 = releases.get(options.release).await?.digest().ok_or(ReleaseError::NoDigest)?;
        let recorded =
            releases.withdraw_certificate(&by, &signer, &sha256, &options.why, open::now()).await?;
        open::publish(&record, common).await;
        tell("certificate-withdrawn", options.release, recorded, common)
    })
}

fn tell(outcome: &str, release: u32, recorded: Recorded, common: &Common) -> Result<Verdict, Failure> {
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let said = match outcome {
                "certificate-withdrawn" => "has no certificate any more".to_owned(),
                outcome => format!("is {outcome}"),
            };
            writeln!(out, "Release {release} {said}: act {}.", recorded.position)?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.release/1", "outcome": outcome, "release": release, "act": recorded.position,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
