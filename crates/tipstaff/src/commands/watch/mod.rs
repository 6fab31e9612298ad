//! `tipstaff watch`: a folder in which files are put, and from which only what may leave comes out.
//!
//! ```text
//! DIR/in ── rename ─► DIR/work ─┬─ certified or clear ─► DIR/out
//!                  (checked)    └─ everything else ────► DIR/held, with its report
//! ```
//!
//! A file is in exactly one of the four at every moment: it only ever moves by a rename that replaces nothing. What lies in
//! `work` when a watch begins was left by one that ended in the middle, and is taken up first.
//!
//! The folder is looked through every second. Notices of the kernel (inotify) would come sooner, and not at all from
//! network shares, which is where such folders lie; and whether a file is complete has to be asked again and again anyway.

mod arrival;
mod folders;
mod judge;
mod names;
mod report;
mod settle;

use crate::arguments::{Common, Format};
use crate::commands::workshop::Workshop;
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::open;
use clap::Args;
use folders::Folders;
use gate::Verdict;
use judge::{Judge, Judged};
use release::known_people;
use settle::Settling;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

pub const EXAMPLE: &str = "\
Example:
  tipstaff watch /srv/gate --data DIR
  tipstaff watch /srv/gate --once

Files that are put into DIR/in are checked. What is clear, or has a certificate of the record,
goes to DIR/out; everything else to DIR/held, with NAME.report.txt and NAME.report.json beside
it. Nothing is overwritten, no link is followed, and names that begin with a full stop wait.

Exit status with --once: 0 everything went out, 1 something is held, 2 something could not be
checked.";

/// How often the folder is looked through.
const EVERY: Duration = Duration::from_secs(1);

/// Options of `watch`.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder; in, work, out and held are made in it
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// End when everything that is there has been checked
    #[arg(long)]
    once: bool,
    /// Decisions of the force: severities, thresholds, allowances, limits
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// Seconds for which a file must not have changed before it counts as complete
    #[arg(long, value_name = "SECONDS", default_value_t = 2)]
    settle: u32,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let interrupt = Interrupt::listen();
    let folders = Folders::open(&options.folder)?;
    let mut workshop = Workshop::new(options.policy.as_deref(), None)?;
    open::wait(async {
        // Only a record that is named: a watch without one is the same wherever it runs.
        let record = match &common.place.data {
            Some(_) => Some(open::record(common).await?),
            None => None,
        };
        let mut settling = Settling::new(Duration::from_secs(options.settle.into()));
        let mut worst = Verdict::Clear;
        loop {
            let left_over = folders.left_over()?;
            let (complete, waiting) = settling.complete(&folders.arrived()?);
            if let Some(record) = record.as_ref().filter(|_| !left_over.is_empty() || !complete.is_empty()) {
                // People join and leave while a watch runs.
                workshop.roster = known_people::roster(record, open::now()).await?;
            }
            let judge = Judge { folders: &folders, workshop: &workshop, record: record.as_ref() };
            for name in left_over {
                worst = worst.max(told(&judge.judge(&name).await?, common)?);
            }
            for name in complete {
                if interrupt.is_set() {
                    break;
                }
                if folders.take(&name)? {
                    worst = worst.max(told(&judge.judge(&name).await?, common)?);
                }
            }
            if interrupt.is_set() || options.once && !waiting {
                return Ok(if options.once { worst } else { Verdict::Clear });
            }
            tokio::time::sleep(EVERY).await;
        }
    })
}

/// Says what became of a file; gives its verdict.
fn told(judged: &Judged, common: &Common) -> Result<Verdict, Failure> {
    let mut out = std::io::stdout().lock();
    if common.format == Format::Text {
        if !common.quiet {
            writeln!(
                out,
                "{:<5} {}: {}",
                judged.folder,
                super::say::plain(&judged.name.to_string_lossy()),
                judged.why
            )?;
        }
    } else {
        let line = serde_json::json!({
            "schema": "tipstaff.watch/1", "folder": judged.folder, "name": judged.name.to_string_lossy(),
            "verdict": judged.verdict.to_string(), "certified": judged.is_certified,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(if judged.folder == "out" { Verdict::Clear } else { judged.verdict.max(Verdict::Review) })
}
