//! `tipstaff receipt sign`.

use super::secret;
use crate::arguments::{Common, Format};
use crate::commands::{share as shared, write};
use crate::exit::Failure;
use crate::open;
use clap::Args;
use gate::Verdict;
use share::{RecipientSecret, Stated, Statement};
use std::io::Write;
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff receipt sign batch.age --keys recipient.key -o receipt.txt
  tipstaff receipt sign --of receipt.txt --destroyed --how 'disks wiped' --keys recipient.key -o destroyed.txt

Send the file that is written to the force. What is signed is the digest of exactly what was in
the delivery. Once it is destroyed the receipt stands for it. Whoever signs that all copies were
destroyed answers for it.";

/// Options of `receipt sign`.
#[derive(Debug, Args)]
pub struct Options {
    /// The sealed delivery
    #[arg(value_name = "FILE", required_unless_present = "of")]
    file: Option<PathBuf>,
    /// The receipt that was signed when it came, instead of the delivery
    #[arg(long, value_name = "FILE", conflicts_with = "file", requires = "destroyed")]
    of: Option<PathBuf>,
    /// The secret keys of the recipient
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// Sign that every copy was destroyed, and not that it came
    #[arg(long)]
    destroyed: bool,
    /// How it was destroyed
    #[arg(long, value_name = "WORDS", requires = "destroyed")]
    how: Option<String>,
    /// Where to write what was signed
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let secret = secret(&options.keys)?;
    let stated = if options.destroyed { Stated::Destroyed } else { Stated::Received };
    let statement = statement(options, &secret, stated)?;
    let note = statement.sign(&secret)?;
    write::whole(&options.output, note.as_bytes(), false, false)?;
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            let what = if options.destroyed { "was destroyed" } else { "was received" };
            writeln!(
                out,
                "Signed that delivery {} {what}. Send {} to the force.",
                statement.delivery,
                options.output.display()
            )?;
        }
    } else {
        let document = serde_json::json!({
            "schema": "tipstaff.signed-receipt/1", "delivery": statement.delivery, "content": statement.content,
            "destroyed": options.destroyed, "at": statement.at,
        });
        writeln!(out, "{document}")?;
    }
    Ok(Verdict::Clear)
}

fn statement(options: &Options, secret: &RecipientSecret, stated: Stated) -> Result<Statement, Failure> {
    let how = options.how.as_deref().unwrap_or_default();
    if let Some(of) = &options.of {
        let note = shared::read_small(of)?;
        let received = Statement::open(&note, &secret.public())?;
        return Ok(Statement { stated, at: open::now().to_string(), how: how.trim().to_owned(), ..received });
    }
    let file =
        options.file.as_deref().ok_or_else(|| Failure::new("no delivery is named", "Name its file"))?;
    Ok(share::open(file, secret, |_, _| Ok(()))?.statement(stated, how, open::now()))
}
