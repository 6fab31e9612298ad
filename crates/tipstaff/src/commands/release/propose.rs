//! `tipstaff release propose`.

use super::{Rules, releases, signing, told, workshop};
use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::open;
use ::release::{Proposal, Reason, ReleaseError};
use clap::Args;
use gate::Verdict;
use std::io::Write;
use std::path::PathBuf;
use zeroize::Zeroizing;

pub const EXAMPLE: &str = "\
Example:
  tipstaff release propose answer-safe.xlsx --reference 'FOI 2026/118' --recipient 'The Argus' \\
    --what 'Stops by ward and month' --as 'R. Quill'

The file is checked first, with the people of the record. What is held is not proposed. What is
for review needs a reason for each rule: --reason visible-individuals='wards have thousands'.

Exit status: 0 proposed, 1 the check holds it back, 2 could not be done.";

/// Options of `release propose`.
#[derive(Debug, Args)]
pub struct Options {
    /// The file, as the recipient will get it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Reference of the request; kept sealed, as the next two
    #[arg(long, value_name = "WORDS")]
    reference: String,
    /// Who gets it
    #[arg(long, value_name = "WORDS")]
    recipient: String,
    /// What it is, in a few words
    #[arg(long, value_name = "WORDS")]
    what: String,
    /// Why findings for review under a rule may pass
    #[arg(long = "reason", value_name = "RULE=WORDS")]
    reasons: Vec<String>,
    /// What it is checked with.
    #[command(flatten)]
    rules: Rules,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let reasons = options.reasons.iter().map(|text| reason(text)).collect::<Result<Vec<_>, _>>()?;
    open::wait(async {
        let record = open::record(common).await?;
        let workshop = workshop(&record, options.rules.policy.as_deref()).await?;
        let examined = tokio::task::block_in_place(|| workshop.examined(&options.file));
        let verdict = examined.checked.verdict;
        let releases = releases(&record, &workshop);
        if matches!(verdict, Verdict::Held | Verdict::Unchecked) {
            let error = Failure::from(ReleaseError::MayNotLeave { verdict });
            return held(&error, verdict);
        }
        let (by, signer) = signing(&record, &options.acting).await?;
        let file = std::fs::File::open(&options.file)
            .map_err(|error| Failure::io(&options.file, &error, "Check that it is still there"))?;
        let blob = releases.keep(file, &examined.sha256()?).await?;
        let said = |text: &str| Zeroizing::new(text.to_owned());
        let name = options.file.file_name().unwrap_or_default().to_string_lossy();
        let proposal = Proposal {
            file_name: said(&name),
            reference: said(&options.reference),
            recipient: said(&options.recipient),
            what: said(&options.what),
            reasons,
            blob: Some(blob.clone()),
        };
        let proposed = releases.propose(&by, &signer, &proposal, &examined, open::now()).await;
        let (release, recorded) = match proposed {
            Ok(done) => done,
            Err(error) => {
                // If they stay, they stay sealed, and the sweep of the server takes them in a month.
                let _ = releases.forget(&blob).await;
                if matches!(error, ReleaseError::NoReason { .. }) {
                    return held(&error.into(), verdict);
                }
                return Err(error.into());
            }
        };
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        let found = examined.found();
        if common.format == Format::Text {
            if !common.quiet {
                writeln!(
                    out,
                    "Release {release} is proposed: {verdict}, {}. Somebody else approves it with: tipstaff release approve {release}",
                    told::people(found.certain(), found.besides())
                )?;
            }
        } else {
            let document = serde_json::json!({
                "schema": "tipstaff.release/1", "outcome": "proposed", "release": release, "act": recorded.position,
                "verdict": verdict.to_string(), "sha256": examined.checked.sha256,
                "people": { "certain": found.certain(), "possible": found.besides() },
            });
            writeln!(out, "{document}")?;
        }
        Ok(Verdict::Clear)
    })
}

/// The check holds it back: that is an answer, not a failure.
fn held(why: &Failure, verdict: Verdict) -> Result<Verdict, Failure> {
    writeln!(std::io::stderr(), "tipstaff: {why}")?;
    Ok(verdict)
}

fn reason(text: &str) -> Result<Reason, Failure> {
    let (rule, words) = text.split_once('=').ok_or_else(|| {
        Failure::new(
            "a reason names no rule",
            "Write it as RULE=WORDS, such as --reason visible-individuals='wards have thousands of people'",
        )
    })?;
    Ok(Reason { rule: rule.trim().to_owned(), place: None, text: words.trim().to_owned() })
}
