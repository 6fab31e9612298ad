//! `tipstaff clean`: a safe copy, built from what is visible, then checked like any other file.

use super::{WORKER, policy, today};
use crate::arguments::{CleanOptions, Common, CopyKind, Format};
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::terminal;
use gate::report::{clean_json, clean_text, text};
use gate::{Checker, CleanError, Cleaned, Verdict};
use sandbox::Sandbox;
use std::io::Write;

/// Runs the command.
pub fn run(options: &CleanOptions, common: &Common) -> Result<Verdict, Failure> {
    if common.format == Format::Sarif {
        return Err(Failure::new(
            "there is no SARIF report of a copy",
            "Say --format json, or check the copy: tipstaff check OUT --format sarif",
        ));
    }
    let (policy, local) = policy::read(options.policy.as_deref())?;
    let sandbox = Sandbox::new([WORKER])
        .map_err(|error| {
            Failure::new(
                format!("the reader could not be started ({error})"),
                "Start the program by its full path",
            )
        })?
        .accept_without(policy.accepted_layers);
    let checker =
        Checker { sandbox: &sandbox, policy: &policy, roster: None, local: local.as_ref(), today: today() };
    let interrupt = Interrupt::listen_patiently();
    let stop = || interrupt.is_set();
    let wanted = gate::CleanOptions {
        output: &options.output,
        kind: options.kind.map(kind),
        sheet: options.sheet.as_deref(),
        overwrite: options.overwrite,
        stop: &stop,
    };
    let waiting = terminal::waiting(common, "copying what is visible, and checking the copy");
    let result = checker.clean(&options.file, &wanted);
    waiting.finish_and_clear();
    let cleaned = result.map_err(|error| failure(&error))?;
    print(&cleaned, common)?;
    Ok(cleaned.verdict)
}

fn kind(kind: CopyKind) -> gate::CopyKind {
    match kind {
        CopyKind::Xlsx => gate::CopyKind::Xlsx,
        CopyKind::Csv => gate::CopyKind::Csv,
        CopyKind::Ods => gate::CopyKind::Ods,
    }
}

fn failure(error: &CleanError) -> Failure {
    Failure::at(&error.path, &error.what, &error.fix)
}

fn print(cleaned: &Cleaned, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match common.format {
        Format::Text => {
            let options = text::TextOptions {
                show_samples: false,
                colour: terminal::has_colours(),
                verbose: common.verbose,
                width: terminal::width(),
            };
            let mut report = String::new();
            // Writing to a string cannot fail.
            let _ = clean_text::write(cleaned, options, &mut report);
            out.write_all(report.as_bytes())?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &clean_json::document(cleaned, false))
                .map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Jsonl | Format::Sarif | Format::Csv | Format::Pdf => {
            serde_json::to_writer(&mut out, &clean_json::document(cleaned, false))
                .map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}
