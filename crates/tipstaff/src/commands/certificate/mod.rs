//! `tipstaff certificate`: whether a file may leave, by asking the record here or a server.

pub(super) mod digest;
mod server;

use crate::arguments::{Common, Format};
use crate::exit::Failure;
use crate::open;
use ::release::{Answer, Door};
use clap::Args;
use gate::Verdict;
use record::time::spoken;
use std::io::Write;
use std::path::{Path, PathBuf};
use tlog::VerifierKey;

pub const EXAMPLE: &str = "\
Example:
  tipstaff certificate answer-safe.xlsx
  tipstaff certificate answer-safe.xlsx --server https://tipstaff.example --key-of-record record.vkey

Asks whether exactly these bytes have a certificate that is good now. A server is not believed:
its answer has to carry a certificate that the key of the record has signed. The key is printed
by: tipstaff certificate --print-key. The token of the server comes from the file that
TIPSTAFF_TOKEN_FILE names, or from --token-fd.

Exit status: 0 certified, 1 no certificate, expired or withdrawn, 2 could not be asked.";

/// Options of `certificate`.
#[derive(Debug, Args)]
pub struct Options {
    /// The file
    #[arg(value_name = "FILE", required_unless_present = "print_key")]
    file: Option<PathBuf>,
    /// Ask this server instead of the record here
    #[arg(long, value_name = "URL", env = "TIPSTAFF_SERVER")]
    server: Option<String>,
    /// Key under which the record signs certificates, as --print-key prints it
    #[arg(long, value_name = "VKEY", conflicts_with = "key_of_record")]
    key: Option<String>,
    /// A file that holds this key
    #[arg(long, value_name = "FILE", env = "TIPSTAFF_CERTIFICATE_KEY")]
    key_of_record: Option<PathBuf>,
    /// Read the token of the server from this file descriptor, up to the end of the line
    #[arg(long, value_name = "NUMBER")]
    token_fd: Option<u32>,
    /// Print the key under which the record here signs certificates
    #[arg(long, conflicts_with = "file")]
    print_key: bool,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    open::wait(async {
        let Some(file) = &options.file else {
            let record = open::record(common).await?;
            writeln!(std::io::stdout(), "{}", Door::of(&record).key()?)?;
            return Ok(Verdict::Clear);
        };
        let sha256 = digest::of(file)?;
        let answer = match &options.server {
            None => {
                let record = open::record(common).await?;
                Door::of(&record).ask(&sha256, open::now()).await?
            }
            Some(server) => {
                let key = key(options)?;
                let token = server::token(options.token_fd)?;
                let body = server::ask(server, &token, &sha256).await?;
                Answer::read(&body, &sha256, &key, open::now())
                    .map_err(|error| Failure::from(::release::ReleaseError::from(error)))?
            }
        };
        tell(file, &sha256, &answer, common)
    })
}

/// The key of the record, pinned.
fn key(options: &Options) -> Result<VerifierKey, Failure> {
    let text = match (&options.key, &options.key_of_record) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => std::fs::read_to_string(file)
            .map_err(|error| Failure::io(file, &error, "Check the name of the file with the record's key"))?,
        (None, None) => {
            return Err(Failure::new(
                "the key of the record is not known here, so an answer could be anybody's",
                "Give it with --key or --key-of-record; tipstaff certificate --print-key prints it beside the record",
            ));
        }
    };
    text.trim().parse().map_err(|error| {
        Failure::new(format!("the key of the record is none ({error})"), "Copy it again, whole")
    })
}

fn tell(file: &Path, sha256: &[u8; 32], answer: &Answer, common: &Common) -> Result<Verdict, Failure> {
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        let said = match answer {
            Answer::Certified { until, .. } => format!("certified, until {}", spoken(*until)),
            Answer::Expired { since } => {
                format!("its certificate expired on {}. Let it be released anew", spoken(*since))
            }
            Answer::Withdrawn => "its certificate was withdrawn. It must not leave".into(),
            Answer::None => "no certificate. Let it be released: tipstaff release propose".into(),
        };
        if !common.quiet {
            writeln!(out, "{}: {said}.", super::say::plain(&file.display().to_string()))?;
        }
    } else {
        writeln!(out, "{}", answer.json(sha256))?;
    }
    Ok(if matches!(answer, Answer::Certified { .. }) { Verdict::Clear } else { Verdict::Held })
}
