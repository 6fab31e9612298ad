//! `tipstaff release list` and `show`.

use super::told;
use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use ::release::{Filter, RELEASES_SCHEMA, Releases, Settings, State};
use clap::Args;
use gate::Verdict;
use record::time::Moment;
use serde_json::json;
use std::io::Write;

pub const EXAMPLE: &str = "\
Example:
  tipstaff release list --state proposed
  tipstaff release list --from 2026-10 --reference 'FOI 2026' --format csv";

/// Options of `release list`.
#[derive(Debug, Args)]
pub struct Options {
    /// Proposed on this day or in this month, or later
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Proposed up to the end of this day or month
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// With these words in the reference
    #[arg(long, value_name = "WORDS")]
    reference: Option<String>,
    /// With these words in the recipient
    #[arg(long, value_name = "WORDS")]
    recipient: Option<String>,
    /// In this state: proposed, approved, refused, withdrawn
    #[arg(long, value_name = "STATE", value_parser = state)]
    state: Option<State>,
    /// With this verdict of the newest check: clear, review, held, unchecked
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    verdict: Option<Verdict>,
    /// With at least so many people in it, certain or possible
    #[arg(long, value_name = "NUMBER")]
    people: Option<u64>,
}

/// Options of `release show`.
#[derive(Debug, Args)]
pub struct One {
    /// Number of the release
    #[arg(value_name = "RELEASE")]
    release: u32,
}

/// Lists.
pub fn list(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let filter = Filter {
        from: options.from.as_deref().map(Moment::parse).transpose()?.map(|moment| moment.first),
        until: options.to.as_deref().map(Moment::parse).transpose()?.map(|moment| moment.after),
        reference: options.reference.clone(),
        recipient: options.recipient.clone(),
        state: options.state,
        verdict: options.verdict,
        people: options.people,
        ..Filter::default()
    };
    open::wait(async {
        let record = open::record(common).await?;
        let found = Releases::new(&record, Settings::default()).list(&filter).await?;
        let mut out = std::io::stdout().lock();
        match common.format {
            Format::Text if found.is_empty() => {
                if !common.quiet {
                    writeln!(out, "No such release. The first: tipstaff release propose --help")?;
                }
            }
            Format::Text => {
                for release in &found {
                    writeln!(out, "{}", told::line(release))?;
                }
            }
            Format::Csv => {
                let mut table = String::new();
                ::release::csv(&found, &mut table)?;
                out.write_all(table.as_bytes())?;
            }
            Format::Jsonl => {
                for release in &found {
                    writeln!(out, "{}", ::release::json(release))?;
                }
            }
            Format::Json | Format::Sarif | Format::Pdf => {
                let releases: Vec<_> = found.iter().map(::release::json).collect();
                writeln!(out, "{}", json!({ "schema": RELEASES_SCHEMA, "releases": releases }))?;
            }
        }
        Ok(Verdict::Clear)
    })
}

/// Shows one.
pub fn show(options: &One, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let release = Releases::new(&record, Settings::default()).get(options.release).await?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            writeln!(out, "{}", told::whole(&release))?;
        } else {
            let releases = [::release::json(&release)];
            writeln!(out, "{}", json!({ "schema": RELEASES_SCHEMA, "releases": releases }))?;
        }
        Ok(Verdict::Clear)
    })
}

fn state(text: &str) -> Result<State, &'static str> {
    State::named(text).ok_or("the states are proposed, approved, refused, withdrawn")
}

fn verdict(text: &str) -> Result<Verdict, &'static str> {
    [Verdict::Clear, Verdict::Review, Verdict::Held, Verdict::Unchecked]
        .into_iter()
        .find(|verdict| verdict.to_string() == text)
        .ok_or("the verdicts are clear, review, held, unchecked")
}
