//! `tipstaff check FILE --format pdf -o OUT`: the report for a case file.

use super::write;
use crate::arguments::{CheckOptions, Common, Format};
use crate::exit::Failure;
use crate::open;
use gate::report::pdf::{self, PdfOptions};
use gate::{Checked, Policy};
use std::io::{self, IsTerminal, Write};

/// Refuses what cannot be answered, before anything is checked.
pub fn refuse(options: &CheckOptions, common: &Common) -> Result<(), Failure> {
    if common.format != Format::Pdf {
        return match &options.output {
            Some(path) => {
                Err(Failure::at(path, &"only a report as PDF is written to a file", "Say --format pdf"))
            }
            None => Ok(()),
        };
    }
    match options.paths.as_slice() {
        [one] if !one.is_dir() => {}
        _ => {
            return Err(Failure::new(
                "a report as PDF is about one file",
                "Name one file; --format json reports many at once",
            ));
        }
    }
    if options.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::new(
            "a PDF cannot be read on a terminal",
            "Say where to write it: -o report.pdf",
        ));
    }
    if let Some(path) = &options.output
        && !options.overwrite
        && path.symlink_metadata().is_ok()
    {
        return Err(Failure::at(path, &"it exists already", "Choose another name, or say --overwrite"));
    }
    Ok(())
}

/// Writes the report, to where it is wanted.
pub fn write(checked: &[Checked], policy: &Policy, options: &CheckOptions) -> Result<(), Failure> {
    let Some(file) = checked.first() else { return Ok(()) };
    let named = match &options.policy {
        Some(path) => gate::harmless(&path.display().to_string()),
        None => "none of the force's own".to_owned(),
    };
    let about = PdfOptions {
        checked: open::now(),
        rules: release::rules_digest(policy),
        policy: &named,
        show_samples: options.show_samples,
    };
    let report = pdf::write(file, about).map_err(|error| {
        Failure::new(
            error.to_string(),
            "The result itself can be had as text or JSON: leave --format pdf out",
        )
    })?;
    match &options.output {
        Some(path) => {
            // A report with values as they are is for nobody else.
            write::whole(path, &report, options.overwrite, options.show_samples)?;
            let name = gate::harmless(&file.path.display().to_string());
            let place = gate::harmless(&path.display().to_string());
            writeln!(
                io::stdout(),
                "{}  {name}: the report is in {place}",
                file.verdict.to_string().to_uppercase()
            )?;
        }
        None => io::stdout().lock().write_all(&report)?,
    }
    Ok(())
}
