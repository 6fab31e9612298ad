//! `tipstaff check`: what files hold, about how many people, and whether they may leave.

use super::{WORKER, check_pdf, policy, today};
use crate::arguments::{CheckOptions, Common, Format};
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::{open, roster, terminal};
use detect::Roster;
use gate::report::{json, sarif, text};
use gate::{Checked, Checker, Policy, Verdict};
use sandbox::{Pool, Sandbox};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(options: &CheckOptions, common: &Common) -> Result<Verdict, Failure> {
    check_pdf::refuse(options, common)?;
    let (policy, local) = policy::read(options.policy.as_deref())?;
    let roster = match (&options.roster, &common.place.data) {
        (Some(_), Some(_)) => {
            return Err(Failure::new(
                "a roster and a record are both named",
                "Give --roster FILE for a list of people, or --data DIR for the people of the record",
            ));
        }
        (Some(path), None) => {
            Some(roster::read(path, options.roster_key.as_deref(), options.roster_columns.as_deref())?)
        }
        // Only a record that is named: a check without one is the same wherever it runs.
        (None, Some(_)) => Some(known_people(common)?),
        (None, None) => None,
    };
    let sandbox = Sandbox::new([WORKER])
        .map_err(|error| {
            Failure::new(
                format!("the reader could not be started ({error})"),
                "Start the program by its full path",
            )
        })?
        .accept_without(policy.accepted_layers);
    let checker = Checker {
        sandbox: &sandbox,
        policy: &policy,
        roster: roster.as_ref(),
        local: local.as_ref(),
        today: today(),
    };
    let interrupt = Interrupt::listen();
    let jobs =
        options.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let mut printer = Printer::new(options, common, &policy);
    let progress = terminal::progress(common, single(&options.paths));
    let mut result = Ok(());
    Pool::new(jobs).run(
        paths(&options.paths).take_while(|_| !interrupt.is_set()),
        |path| match path {
            Ok(path) => checker.check(&path),
            // A folder that cannot be walked is a file that cannot be checked.
            Err((path, error)) => checker.unreadable(&path, &error),
        },
        |checked| {
            progress.inc(1);
            result = progress.suspend(|| printer.file(checked));
            if result.is_err() || interrupt.is_set() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    progress.finish_and_clear();
    result?;
    if interrupt.is_set() {
        return Err(Failure::new(
            "stopped before all files were checked",
            "What is printed is complete for the files that it names",
        ));
    }
    printer.finish()
}

/// The people of the record as a roster.
fn known_people(common: &Common) -> Result<Roster, Failure> {
    let known = open::wait(async {
        let record = open::record(common).await?;
        Ok(release::known_people::roster(&record, open::now()).await?)
    })?;
    known.ok_or_else(|| {
        Failure::new(
            "there is nobody in the record to look for",
            "Import people first: tipstaff people import FILE",
        )
    })
}

/// 1 when there is one file to check, so that no progress need be shown.
fn single(paths: &[PathBuf]) -> Option<u64> {
    match paths {
        [path] if path.is_file() => Some(1),
        _ => None,
    }
}

/// All files under the paths, in a fixed order. Links are followed once; loops are seen by the walker.
fn paths(roots: &[PathBuf]) -> impl Iterator<Item = Result<PathBuf, (PathBuf, io::Error)>> + Send + use<> {
    let roots = roots.to_vec();
    roots.into_iter().flat_map(|root| {
        let walk = walkdir::WalkDir::new(&root).follow_links(true).sort_by_file_name();
        walk.into_iter().filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => Some(Ok(entry.into_path())),
            Err(error) if error.loop_ancestor().is_some() => None,
            Err(error) => {
                let path = error.path().map_or_else(|| root.clone(), Path::to_owned);
                Some(Err((path, error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))))
            }
        })
    })
}

/// Prints results as they come, or collects them for one document.
struct Printer<'a> {
    options: &'a CheckOptions,
    common: &'a Common,
    policy: &'a Policy,
    worst: Verdict,
    files: u64,
    collected: Vec<Checked>,
}

impl<'a> Printer<'a> {
    fn new(options: &'a CheckOptions, common: &'a Common, policy: &'a Policy) -> Self {
        Self { options, common, policy, worst: Verdict::Clear, files: 0, collected: Vec::new() }
    }

    fn file(&mut self, checked: Checked) -> Result<(), Failure> {
        self.worst = self.worst.max(checked.verdict);
        self.files += 1;
        let mut out = io::stdout().lock();
        match self.common.format {
            Format::Text => {
                let options = text::TextOptions {
                    show_samples: self.options.show_samples,
                    colour: terminal::has_colours(),
                    verbose: self.common.verbose,
                    width: terminal::width(),
                };
                let mut report = String::new();
                // Writing to a string cannot fail.
                let _ = text::write(&checked, options, &mut report);
                out.write_all(report.as_bytes())?;
            }
            Format::Jsonl => {
                let line = json::line(&checked, self.options.show_samples).map_err(io::Error::from)?;
                writeln!(out, "{line}")?;
                out.flush()?;
            }
            // A table was refused before anything was checked.
            Format::Json | Format::Sarif | Format::Csv | Format::Pdf => self.collected.push(checked),
        }
        Ok(())
    }

    fn finish(self) -> Result<Verdict, Failure> {
        if self.files == 0 {
            // No document either: it would say that all of nothing is clear.
            return Err(Failure::new(
                "there is no file to check",
                "Name a file, or a folder that holds some",
            ));
        }
        if self.common.format == Format::Pdf {
            check_pdf::write(&self.collected, self.policy, self.options)?;
            return Ok(self.worst);
        }
        let mut out = io::stdout().lock();
        match self.common.format {
            Format::Json => {
                let document = json::document(&self.collected, self.options.show_samples);
                writeln!(out, "{}", json::pretty(&document).map_err(io::Error::from)?)?;
            }
            Format::Sarif => {
                let document = sarif::document(&self.collected);
                writeln!(out, "{}", json::pretty(&document).map_err(io::Error::from)?)?;
            }
            Format::Text | Format::Jsonl | Format::Csv | Format::Pdf => {}
        }
        Ok(self.worst)
    }
}
