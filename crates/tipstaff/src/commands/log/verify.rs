//! `tipstaff log verify`.

use crate::arguments::{Common, Format};
use crate::commands::say::counted;
use crate::exit::Failure;
use crate::{open, terminal};
use clap::Args;
use gate::Verdict;
use record::{Fault, Verification, VerifyOptions};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;
use tlog::{Policy, VerifierKey};

pub const EXAMPLE: &str = "\
Example:
  tipstaff log verify --data d
  tipstaff log verify EXPORT --vkey KEY

Every act is replayed and every row held against it; each difference is named with its number.
An export is verified offline, without keys and without the database. Ask for the log's key
where you would ask for a telephone number, not in the export.

Exit status: 0 nothing differs, 1 something does, 2 could not be checked.";

/// Options of `log verify`.
#[derive(Debug, Args)]
pub struct Options {
    /// An export to verify instead of the record
    #[arg(value_name = "EXPORT")]
    export: Option<PathBuf>,
    /// Key of the log: tipstaff/...+...+...
    #[arg(long, value_name = "KEY")]
    vkey: Option<String>,
    /// Whose cosignatures must be there (default for a record: the policy in its data folder)
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Open every sealed value, not one of each person
    #[arg(long, conflicts_with = "export")]
    deep: bool,
    /// Verify without the key of the record: keys and sealed values are left out
    #[arg(long, conflicts_with_all = ["deep", "export"])]
    without_key: bool,
    /// Ask no witness how far the log has come
    #[arg(long)]
    offline: bool,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let verify = VerifyOptions {
        deep: options.deep,
        without_keys: options.without_key,
        log_key: options.vkey.as_deref().map(log_key).transpose()?,
        policy: options.policy.as_deref().map(read_policy).transpose()?,
        ask: !options.offline,
    };
    let named = verify.policy.as_ref().is_some_and(|policy| !policy.logs().is_empty());
    if options.export.is_some() && verify.log_key.is_none() && !named {
        return Err(Failure::new(
            "an export says itself which key it was signed with, and that proves nothing",
            "Give the log's key with --vkey KEY, or a policy that names it with --policy FILE",
        ));
    }
    let (bar, mut progress) = terminal::stages(common);
    let verification = open::wait(async {
        Ok(match &options.export {
            Some(export) => record::verify_export(export, &verify, &mut progress).await?,
            None => record::verify(&open::place(common)?, &verify, &mut progress).await?,
        })
    });
    bar.finish_and_clear();
    let verification = verification?;
    if common.format == Format::Text {
        tell(&verification, common)?;
    } else {
        writeln!(std::io::stdout().lock(), "{}", document(&verification))?;
    }
    Ok(if verification.is_sound() { Verdict::Clear } else { Verdict::Held })
}

fn log_key(text: &str) -> Result<VerifierKey, Failure> {
    text.trim().parse().map_err(|error: tlog::LogError| {
        Failure::new(format!("the key of the log cannot be used: {error}"), "Copy it again, whole")
    })
}

/// A policy file.
pub fn read_policy(path: &std::path::Path) -> Result<Policy, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::io(path, &error, "Check the path"))?;
    Policy::parse(&bytes).map_err(|error| Failure::at(path, &error, "Correct the line, and try again"))
}

fn tell(verification: &Verification, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let Verification { record, acts, rows, signatures, opened, .. } = verification;
    if verification.is_sound() {
        if common.quiet {
            return Ok(());
        }
        writeln!(
            out,
            "The record {record} is as its log says: {}, {}, {}.",
            counted(*acts, "act", "acts"),
            counted(*rows, "row", "rows"),
            counted(*signatures, "signature", "signatures")
        )?;
        if *opened > 0 {
            writeln!(out, "{} opened.", counted(*opened, "sealed value was", "sealed values were"))?;
        }
    } else {
        let differences = verification.counts.values().sum();
        writeln!(
            out,
            "The record {record} is not as its log says: {} in {} and {}.",
            counted(differences, "difference", "differences"),
            counted(*acts, "act", "acts"),
            counted(*rows, "row", "rows")
        )?;
        let mut before: Option<Fault> = None;
        let mut differences: Vec<_> = verification.differences.iter().collect();
        differences.sort_by_key(|difference| difference.fault);
        for difference in differences {
            if before != Some(difference.fault) {
                let row = difference.fault.row();
                writeln!(out, "\n{} ({}). {}.", row.what, row.id, row.fix)?;
                before = Some(difference.fault);
            }
            writeln!(out, "  {}", difference.what)?;
        }
        let named = verification.differences.len() as u64;
        let all: u64 = verification.counts.values().sum();
        if all > named {
            writeln!(
                out,
                "\nAnd {} that are not named here.",
                counted(all - named, "difference", "differences")
            )?;
        }
    }
    published(verification, &mut out)
}

fn published(verification: &Verification, out: &mut impl Write) -> Result<(), Failure> {
    match verification.published {
        Some(published) if published < verification.acts => {
            let waiting = counted(verification.acts - published, "act waits", "acts wait");
            writeln!(
                out,
                "The checkpoint covers {published}; {waiting} to be published: tipstaff log publish."
            )?;
        }
        Some(published) => writeln!(out, "The checkpoint covers {}.", counted(published, "act", "acts"))?,
        None => {}
    }
    if verification.restorations > 0 {
        let times = counted(verification.restorations.into(), "time", "times");
        writeln!(
            out,
            "The record was restored from a backup {times}: tipstaff log show --kind record-restored."
        )?;
    }
    if !verification.log_key_known {
        writeln!(
            out,
            "The key of the log is the one that the record names itself; give the right one with --vkey."
        )?;
    }
    for silent in &verification.silent {
        writeln!(out, "A witness did not answer, so it is not known how far it has seen the log: {silent}.")?;
    }
    Ok(())
}

fn document(verification: &Verification) -> serde_json::Value {
    let differences: Vec<_> = verification
        .differences
        .iter()
        .map(|one| {
            json!({
                "kind": one.fault.id(), "place": one.place, "number": one.number, "what": one.what,
                "fix": one.fault.row().fix,
            })
        })
        .collect();
    let counts: serde_json::Map<String, serde_json::Value> =
        verification.counts.iter().map(|(fault, count)| (fault.id().to_owned(), (*count).into())).collect();
    json!({
        "schema": "tipstaff.verification/1",
        "verdict": if verification.is_sound() { "clear" } else { "held" },
        "record": verification.record,
        "acts": verification.acts,
        "rows": verification.rows,
        "signatures": verification.signatures,
        "opened": verification.opened,
        "with_keys": verification.with_keys,
        "published": verification.published,
        "log_key_known": verification.log_key_known,
        "silent_witnesses": verification.silent,
        "restorations": verification.restorations,
        "counts": counts,
        "differences": differences,
    })
}
