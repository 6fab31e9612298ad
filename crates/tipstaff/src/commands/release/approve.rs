//! `tipstaff release approve`.

use super::{Rules, releases, signing, workshop};
use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use ::release::{Examined, ReleaseError};
use clap::Args;
use gate::Verdict;
use record::time::spoken;
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff release approve 12 --as 'M. Oake'
  tipstaff release approve 12 --file answer-safe.xlsx --as 'M. Oake'

From the approval on, the public holds what the file says about people, and a certificate says
that the file may leave. The check of the proposal is good for a day; after that, or with
--file, the very bytes are checked again. Bytes that were kept with the proposal need no --file.

Exit status: 0 approved, 1 the check holds it back today, 2 could not be done.";

/// Options of `release approve`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the release
    #[arg(value_name = "RELEASE")]
    release: u32,
    /// The file, to be checked again now
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// What it is checked with.
    #[command(flatten)]
    rules: Rules,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let workshop = workshop(&record, options.rules.policy.as_deref()).await?;
        let releases = releases(&record, &workshop);
        let (by, signer) = signing(&record, &options.acting).await?;
        let rules = workshop.rules();
        let number = options.release;
        let mut fresh: Option<Examined> =
            options.file.as_ref().map(|file| tokio::task::block_in_place(|| workshop.examined(file)));
        let mut approved = releases.approve(&by, &signer, number, fresh.as_ref(), &rules, open::now()).await;
        if let (Err(ReleaseError::Stale { .. }), None) = (&approved, &fresh) {
            // The bytes were kept for this: they are checked again now.
            let kept = releases.get(number).await?;
            if let Some(file) = releases.bytes(&kept, workshop.policy().limits.file_bytes).await? {
                let name = PathBuf::from(kept.file_name.as_str());
                let at = open::now();
                let checked =
                    tokio::task::block_in_place(|| workshop.checker().check_open(file, &name, &|| false));
                fresh = Some(Examined { checked, rules, at });
                approved = releases.approve(&by, &signer, number, fresh.as_ref(), &rules, open::now()).await;
            }
        }
        let approved = match approved {
            Err(
                error @ (ReleaseError::Worse { .. }
                | ReleaseError::NoReason { .. }
                | ReleaseError::MayNotLeave { .. }),
            ) => {
                let verdict = fresh.map_or(Verdict::Held, |fresh| fresh.checked.verdict);
                writeln!(std::io::stderr(), "tipstaff: {}", Failure::from(error))?;
                return Ok(verdict.max(Verdict::Review));
            }
            other => other?,
        };
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                let holdings: Vec<String> = approved.holdings.iter().map(ToString::to_string).collect();
                let holdings = match holdings.as_slice() {
                    [] => "nobody is in it".to_owned(),
                    _ => format!("holding {} of the public", holdings.join(" and ")),
                };
                writeln!(
                    out,
                    "Release {} is approved: {holdings}. Its certificate is good until {}.",
                    approved.release,
                    spoken(approved.expires)
                )?;
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.release/1", "outcome": "approved", "release": approved.release,
                "act": approved.recorded.position, "certificate": approved.certificate,
                "expires": approved.expires.to_string(), "holdings": approved.holdings, "note": approved.note,
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}
