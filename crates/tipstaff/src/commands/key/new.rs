//! `tipstaff key new`.

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use clap::Args;
use gate::Verdict;
use keyring::ForceKeys;
use record::{KEY_FILE_VARIABLE, RecordError};
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff key new --key-file /etc/tipstaff/force.key
  tipstaff people import people.csv --data d --key-file /etc/tipstaff/force.key

Without it the first command that makes a record makes a key too. The file is text, short enough to
print and to keep in a safe. It never belongs into the data folder or into a backup.";

/// Options of `key new`.
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
pub fn run(_: &Options, common: &Common) -> Result<Verdict, Failure> {
    let variable = std::env::var_os(KEY_FILE_VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from);
    let path = common.place.key_file.clone().or(variable).ok_or_else(|| {
        Failure::new(
            "it is not said where the key file goes",
            format!("Name it with --key-file FILE or in {KEY_FILE_VARIABLE}"),
        )
    })?;
    let keys = ForceKeys::create(&path).map_err(RecordError::from)?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            writeln!(out, "The force key {} is in {}.", keys.newest(), path.display())?;
            writeln!(out, "Keep a printed copy in a safe: without it nobody can read the record.")?;
        }
    } else {
        writeln!(
            out,
            "{}",
            serde_json::json!({ "schema": "tipstaff.key/1", "key": keys.newest().to_string() })
        )?;
    }
    Ok(Verdict::Clear)
}
