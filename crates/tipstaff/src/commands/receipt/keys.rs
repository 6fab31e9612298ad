//! `tipstaff receipt keys`.

use crate::arguments::{Common, Format};
use crate::commands::write;
use crate::exit::Failure;
use clap::Args;
use gate::Verdict;
use share::RecipientSecret;
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff receipt keys -o recipient.key

Send the line that is printed to the force, and compare it with them on the telephone. Keep the
file where only those read it who work with deliveries: it opens them. The program age opens them
with the same file: age -d -i recipient.key batch.age | tar x";

/// Options of `receipt keys`.
#[derive(Debug, Args)]
pub struct Options {
    /// Where to write the secret keys; no file may be there
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let secret = RecipientSecret::fresh()?;
    write::whole(&options.output, secret.to_text().as_bytes(), false, true)?;
    let public = secret.public();
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        writeln!(out, "{public}")?;
    } else {
        let document =
            serde_json::json!({ "schema": "tipstaff.recipient-keys/1", "keys": public.to_string() });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}
