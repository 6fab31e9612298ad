//! `tipstaff log policy`.

use super::verify::read_policy;
use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use record::POLICY_FILE;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff log policy --data d
  tipstaff log policy --set witnesses.policy --data d

A policy (C2SP tlog-policy) names witnesses, where they are asked, and how many must agree:
  witness audit audit.example/w+0fd1b3a7+BA... https://audit.example/
  witness region region.example/w+77aa31c0+BA... https://region.example/
  group either any audit region
  quorum either";

/// Options of `log policy`.
#[derive(Debug, Args)]
pub struct Options {
    /// Use this policy from now on
    #[arg(long, value_name = "FILE")]
    set: Option<PathBuf>,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let place = open::place(common)?;
    let path = place.data.join(POLICY_FILE);
    if let Some(file) = &options.set {
        // Read and understood before it takes the place of another.
        read_policy(file)?;
        set(file, &path)?;
    }
    open::wait(async {
        let record = open::record(common).await?;
        let Some(policy) = place.policy()? else {
            let mut out = std::io::stdout().lock();
            if common.format != Format::Text {
                writeln!(out, "{}", json!({ "schema": "tipstaff.log-policy/1", "policy": null }))?;
            } else if !common.quiet {
                writeln!(
                    out,
                    "No witness is asked: somebody who rolls back database and log together is not noticed."
                )?;
            }
            return Ok(Verdict::Clear);
        };
        let checkpoint = record.publish().await?;
        let quorum = policy.weigh(&checkpoint).map_err(record::RecordError::from)?;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            if !common.quiet {
                writeln!(out, "{quorum}")?;
            }
        } else {
            let by: Vec<_> =
                quorum.by.iter().map(|one| json!({ "name": one.name, "time": one.time })).collect();
            let document = json!({
                "schema": "tipstaff.log-policy/1", "met": quorum.met, "by": by, "missing": quorum.missing,
            });
            writeln!(out, "{document}")?;
        }
        Ok(if quorum.met { Verdict::Clear } else { Verdict::Review })
    })
}

/// Copies the file beside its place and renames it.
fn set(file: &Path, path: &Path) -> Result<(), Failure> {
    let failed =
        |error: &std::io::Error| Failure::io(path, error, "Check that the data folder is there and has room");
    let bytes = std::fs::read(file).map_err(|error| Failure::io(file, &error, "Check the path"))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    beside.write_all(&bytes).and_then(|()| beside.as_file().sync_all()).map_err(|error| failed(&error))?;
    beside.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}
