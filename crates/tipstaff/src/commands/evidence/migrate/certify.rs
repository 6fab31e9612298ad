//! `tipstaff evidence migrate exceptions`, `certificate` and `approve`.

use crate::arguments::{Acting, Common, Format};
use crate::commands::tell::tell;
use crate::commands::{say, write};
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use evidence::{Certificate, Evidence};
use gate::Verdict;
use inventory::Key;
use serde_json::json;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff evidence migrate certificate 1 --out certificate.txt
  tipstaff evidence migrate exceptions 1 --purpose 'to look for them' > exceptions.txt
  tipstaff evidence migrate certificate 1 --accept exceptions.txt

Planned is verified plus exceptions, each by name. The file of exceptions has one name a line; each that
there is has to be on it, and nothing else. With exceptions a second person approves.

Exit status: 0 it has ended, 1 it waits for a second person.";

/// Bytes of a list of exceptions.
const LONGEST: u64 = 64 << 20;

/// Options of `evidence migrate exceptions`.
#[derive(Debug, Args)]
pub struct Exceptions {
    /// Number of the migration
    #[arg(value_name = "NUMBER")]
    migration: u32,
    /// What they are wanted for; kept sealed with the act
    #[arg(long, value_name = "WORDS")]
    purpose: String,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence migrate certificate`.
#[derive(Debug, Args)]
pub struct Options {
    /// Number of the migration
    #[arg(value_name = "NUMBER")]
    migration: u32,
    /// A file with the names that are accepted as exceptions, one a line
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
    /// Where the signed certificate goes
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Options of `evidence migrate approve`.
#[derive(Debug, Args)]
pub struct Approve {
    /// Number of the migration
    #[arg(value_name = "NUMBER")]
    migration: u32,
    /// Where the signed certificate goes
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Names the exceptions, one a line.
pub fn exceptions(options: &Exceptions, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let asked = (options.migration, options.purpose.as_str());
        let exceptions = evidence.show_exceptions(&by, &signer, asked, open::now()).await?;
        open::publish(&record, common).await;
        let mut out = std::io::stdout().lock();
        if common.format == Format::Text {
            for entry in &exceptions {
                writeln!(out, "{}", say::plain(entry.key.as_str()))?;
            }
        } else {
            let names: Vec<&str> = exceptions.iter().map(|entry| entry.key.as_str()).collect();
            let document = json!({
                "schema": "tipstaff.evidence-exceptions/1", "migration": options.migration, "names": names,
            });
            writeln!(out, "{document}")?;
        }
        Ok(if exceptions.is_empty() { Verdict::Clear } else { Verdict::Held })
    })
}

/// Ends a migration, or proposes to.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let mut accepted = HashSet::new();
    if let Some(file) = &options.accept {
        let failed = |error| Failure::io(file, &error, "Name a file of text that can be read");
        let mut text = String::new();
        File::open(file)
            .and_then(|opened| opened.take(LONGEST + 1).read_to_string(&mut text))
            .map_err(failed)?;
        if text.len() as u64 > LONGEST {
            let fix = "A migration with so many exceptions is not done: copy and verify more of it first";
            return Err(Failure::at(file, &"it is longer than any list of exceptions", fix));
        }
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let key = Key::new(line).map_err(|error| Failure::of_sentences(&error.to_string()))?;
            accepted.insert(key);
        }
    }
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let asked = (options.migration, &accepted);
        let certificate = evidence.certify_migration(&by, &signer, asked, open::now()).await?;
        open::publish(&record, common).await;
        told(&certificate, options.migration, options.out.as_ref(), common)
    })
}

/// Approves the exceptions.
pub fn approve(options: &Approve, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let evidence = Evidence::open(&record).await?;
        let certificate = evidence.approve_certificate(&by, &signer, options.migration, open::now()).await?;
        open::publish(&record, common).await;
        told(&certificate, options.migration, options.out.as_ref(), common)
    })
}

fn told(
    certificate: &Certificate,
    migration: u32,
    out: Option<&PathBuf>,
    common: &Common,
) -> Result<Verdict, Failure> {
    let exceptions = certificate.exceptions.len() as u64;
    let act = certificate.recorded.position;
    let head = format!(
        "Migration {migration}: {} planned, {} verified, {} by name",
        say::count(certificate.expected),
        say::count(certificate.verified),
        say::counted(exceptions, "exception", "exceptions"),
    );
    let outcome = if certificate.note.is_some() { "certified" } else { "proposed" };
    let document = json!({
        "schema": "tipstaff.evidence-migration/1", "outcome": outcome, "migration": migration,
        "planned": certificate.expected, "verified": certificate.verified, "exceptions": exceptions, "act": act,
        "certificate": certificate.note.as_ref().map(|note| String::from_utf8_lossy(note).into_owned()),
    });
    let Some(note) = &certificate.note else {
        let sentence = format!(
            "{head}. A second person decides: act {act}. tipstaff evidence migrate approve {migration}"
        );
        tell(common, &sentence, &document)?;
        return Ok(Verdict::Held);
    };
    if let Some(out) = out {
        write::whole(out, note, false, false)?;
    }
    tell(common, &format!("{head}. It has ended: act {act}."), &document)?;
    Ok(Verdict::Clear)
}
