//! `tipstaff leak bundle`.

use super::{Given, reader};
use crate::arguments::{Acting, Common};
use crate::commands::write;
use crate::exit::Failure;
use crate::open::{self, signing};
use clap::Args;
use gate::Verdict;
use share::Shares;
use std::io::Write;
use std::path::{Path, PathBuf};

pub const EXAMPLE: &str = "\
Example:
  tipstaff leak bundle leaked.csv -o evidence --data d
  python3 evidence/recompute.py evidence/evidence.json

The folder holds the opened keys of the deliveries that the file is attributed to, what was
compared, and a program of a few pages that computes everything again with nothing but Python.
Each of those deliveries has to be opened by two people first: tipstaff leak open.";

/// Options of `leak bundle`.
#[derive(Debug, Args)]
pub struct Options {
    /// What got out.
    #[command(flatten)]
    given: Given,
    /// Folder to write; nothing may be there
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let leaked = options.given.leaked()?;
    let sandbox = reader()?;
    let target = &options.output;
    if target.symlink_metadata().is_ok() {
        return Err(Failure::at(target, &"it exists already", "Choose another folder"));
    }
    open::wait(async {
        let record = open::record(common).await?;
        let (by, signer) = signing(&record, &options.acting).await?;
        let shares = Shares::new(&record);
        let (traced, evidence) =
            shares.trace_with_evidence(&by, &signer, &leaked, &sandbox, open::now()).await?;
        open::publish(&record, common).await;
        if evidence.is_empty() {
            return Err(Failure::new(
                "no delivery is above the bar, so there is nothing to compute again",
                "The report says what was found: tipstaff leak trace",
            ));
        }
        let unwritten = |_| Failure::new("the evidence could not be written", "Try again");
        let evidence = evidence.json().map_err(unwritten)?;
        let fix = "Check that the folder above exists, that you may write there and that there is room";
        let parent =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Only its owner reads the draft, and it goes when it is dropped.
        let draft = tempfile::Builder::new()
            .prefix(".tipstaff-")
            .tempdir_in(parent)
            .map_err(|error| Failure::io(target, &error, fix))?;
        for (name, bytes) in [
            ("report.json", traced.json.as_bytes()),
            ("recompute.py", trace::RECOMPUTE.as_bytes()),
            ("evidence.json", evidence.as_bytes()),
        ] {
            write::whole(&draft.path().join(name), bytes, false, true)?;
        }
        std::fs::rename(draft.path(), target).map_err(|error| Failure::io(target, &error, fix))?;
        // It has its name now, and is nobody's draft.
        let _ = draft.keep();
        for unread in &traced.unread {
            writeln!(std::io::stderr(), "tipstaff: {}: {}", unread.path.display(), unread.what)?;
        }
        Ok(if traced.unread.is_empty() { Verdict::Clear } else { Verdict::Unchecked })
    })
}
