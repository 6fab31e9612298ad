//! `tipstaff release recheck`.

use super::{Rules, releases, told, workshop};
use crate::arguments::{Acting, Common, Format};
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::open;
use ::release::{Examined, Rechecked, ReleaseError};
use clap::Args;
use gate::Verdict;
use serde_json::json;
use std::io::Write;
use std::path::Path;

pub const EXAMPLE: &str = "\
Example:
  tipstaff release recheck
  tipstaff release recheck 12

Every released file whose bytes were kept is checked again. More people than was known correct
the holding of the public, from the release on; a file that would not be approved today loses
its certificate. Each is an act of its own, told as it comes.

Exit status: 0 nothing new, 1 more people or a certificate that went, 2 some could not be checked.";

/// Options of `release recheck`.
#[derive(Debug, Args)]
pub struct Options {
    /// Only this release
    #[arg(value_name = "RELEASE")]
    release: Option<u32>,
    /// What it is checked with.
    #[command(flatten)]
    rules: Rules,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let interrupt = Interrupt::listen();
    open::wait(async {
        let record = open::record(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let workshop = workshop(&record, options.rules.policy.as_deref()).await?;
        let releases = releases(&record, &workshop);
        let mut worst = Verdict::Clear;
        let mut collected = Vec::new();
        let mut failed: Option<Failure> = None;
        let check = |release: &::release::Release, file: std::fs::File| {
            let name = Path::new(release.file_name.as_str());
            let at = open::now();
            let checked =
                tokio::task::block_in_place(|| workshop.checker().check_open(file, name, &|| false));
            Examined { checked, rules: workshop.rules(), at }
        };
        let each = |release: &::release::Release, told: Result<Rechecked, ReleaseError>| {
            worst = worst.max(match &told {
                Ok(one) if one.now == Verdict::Unchecked => Verdict::Unchecked,
                Ok(one) if one.is_news() => Verdict::Held,
                Ok(_) => Verdict::Clear,
                Err(_) => Verdict::Unchecked,
            });
            let written = match common.format {
                Format::Text => writeln!(std::io::stdout(), "{}", line(release.number, &told)),
                Format::Jsonl => writeln!(std::io::stdout(), "{}", document(release.number, &told)),
                Format::Json | Format::Sarif | Format::Csv | Format::Pdf => {
                    collected.push(document(release.number, &told));
                    Ok(())
                }
            };
            failed = written.err().map(Failure::from);
            failed.is_none() && !interrupt.is_set()
        };
        let limit = workshop.policy().limits.file_bytes;
        releases.recheck(&by, options.release, limit, open::now, check, each).await?;
        open::publish(&record, common).await;
        if let Some(failure) = failed {
            return Err(failure);
        }
        if interrupt.is_set() {
            return Err(Failure::new(
                "stopped before everything was checked again",
                "What is printed is in the record; run it again for the rest",
            ));
        }
        if matches!(common.format, Format::Json | Format::Sarif | Format::Csv | Format::Pdf) {
            writeln!(
                std::io::stdout(),
                "{}",
                json!({ "schema": "tipstaff.release-recheck/1", "releases": collected })
            )?;
        }
        Ok(worst)
    })
}

fn line(release: u32, told: &Result<Rechecked, ReleaseError>) -> String {
    match told {
        Err(error) => format!("{release:>6}  not checked: {error}"),
        Ok(one) => {
            let mut news = Vec::new();
            if !one.holdings.is_empty() {
                news.push("more than was known, the holding of the public is corrected");
            }
            if !one.withdrawn.is_empty() {
                news.push("its certificate is withdrawn");
            }
            let news = if news.is_empty() { String::new() } else { format!("; {}", news.join("; ")) };
            let before = if one.before == one.now { String::new() } else { format!(", was {}", one.before) };
            format!("{release:>6}  {}{before}, {}{news}", one.now, told::people(one.subjects, one.possible))
        }
    }
}

fn document(release: u32, told: &Result<Rechecked, ReleaseError>) -> serde_json::Value {
    match told {
        Err(error) => json!({ "release": release, "outcome": "not-checked", "why": error.to_string() }),
        Ok(one) => json!({
            "release": release, "outcome": "checked", "before": one.before.to_string(), "verdict": one.now.to_string(),
            "people": { "certain": one.subjects, "possible": one.possible }, "known": one.known,
            "holdings": one.holdings, "certificates_withdrawn": one.withdrawn, "act": one.recorded.position,
        }),
    }
}
