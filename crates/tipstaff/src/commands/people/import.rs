//! `tipstaff people import`.

use super::{count, mapping, refused};
use crate::arguments::{Acting, Common, Format};
use crate::commands::say::{counted, plain};
use crate::exit::Failure;
use crate::intake::{self, Intake};
use crate::{open, terminal};
use ::intake::Mapping;
use clap::Args;
use gate::Verdict;
use record::time::{Moment, spoken};
use record::{Completeness, ImportOrder, ImportReport, Imported, Refusal, RefusedRow};
use std::io::{BufReader, IsTerminal, Write};
use std::path::PathBuf;

pub const EXAMPLE: &str = "\
Example:
  tipstaff people import people.csv
  tipstaff people import hr.xlsx --source hr --as-of 2026-11-01 --mapping hr.toml

The file is a full extract: who is missing has left, and an empty cell ends a value. With
--partial it says nothing about anybody and anything else. The same extract again changes
nothing. Where a row is wrong, nothing of the file is taken.

Exit status: 0 imported, or nothing to change; 1 imported without some rows; 2 not imported.";

/// Options of `people import`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Options {
    /// The table: csv, tsv, xlsx, xls, xlsb, ods or JSON Lines, with a row of headings
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Name of the extract; a later extract of the same name is its newer state
    #[arg(long, value_name = "NAME", default_value = "people")]
    source: String,
    /// When the extract was true: a day, a minute or an instant (default: now)
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Everybody is in it, with everything (this is the default)
    #[arg(long, conflicts_with = "partial")]
    complete: bool,
    /// It says nothing about people and values that are not in it
    #[arg(long)]
    partial: bool,
    /// Sheet to read, where several have something on them
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What each column holds, where the headings do not say it
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// The number that tells people apart (default: service, pay, warrant or collar number)
    #[arg(long, value_name = "FIELD")]
    key_field: Option<String>,
    /// It is right that more than a tenth of the people have left
    #[arg(long)]
    leavers_expected: bool,
    /// Leave rows out in which something is wrong, and take the others
    #[arg(long)]
    without_refused: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Who acts.
    #[command(flatten)]
    acting: Acting,
}

/// Runs the command.
pub fn run(options: &Options, common: &Common) -> Result<Verdict, Failure> {
    let now = open::now();
    let waiting = terminal::waiting(common, "Reading the file");
    let intake = intake::read_sheet(&options.file, options.sheet.as_deref());
    waiting.finish_and_clear();
    let mut intake = intake?;
    let mapping = agreed(options, common, &intake)?;
    let order = ImportOrder {
        source: options.source.clone(),
        as_of: match &options.as_of {
            None => now,
            Some(text) => Moment::parse(text)?.first,
        },
        completeness: if options.partial { Completeness::Partial } else { Completeness::Complete },
        file: intake.sha256,
        columns: mapping.columns(),
        key: options.key_field.as_deref().map(super::field).transpose()?,
        leavers_expected: options.leavers_expected,
        without_refused: options.without_refused,
    };
    let unread: Vec<RefusedRow> = std::mem::take(&mut intake.faults)
        .into_iter()
        .map(|fault| RefusedRow { row: fault.row, why: Refusal::NotRead(fault.why) })
        .collect();
    open::wait(async {
        let record = open::record_or_new(common).await?;
        let by = open::actor(&record, &options.acting).await?;
        let bar = terminal::rows(common, intake.rows.len() as u64);
        let mut step = |done: u64, _: u64| bar.set_position(done);
        let report = record.import_people(&order, &intake.rows, unread, &by, now, &mut step).await;
        bar.finish_and_clear();
        let report = report?;
        if matches!(report.outcome, Imported::Written(_)) {
            open::publish(&record, common).await;
        }
        if common.format == Format::Text {
            if report.outcome == Imported::Refused {
                return Err(refuse(&report));
            }
            text(&order, &report, common)?;
        } else {
            json(&order, &report, &mapping)?;
        }
        Ok(match (report.outcome, report.refused.count) {
            (Imported::Refused, _) => Verdict::Unchecked,
            (_, 0) => Verdict::Clear,
            _ => Verdict::Held,
        })
    })
}

/// What the columns hold; told, and confirmed where there is somebody to ask.
fn agreed(options: &Options, common: &Common, intake: &Intake) -> Result<Mapping, Failure> {
    let mut agreed = match &options.mapping {
        Some(path) => mapping::read(path, &intake.headings)?,
        None => Mapping::guessed(&intake.headings),
    };
    let path = &options.file;
    if agreed.is_unknown() {
        // The headings are not printed: they may be the first person.
        return Err(Failure::at(
            path,
            &"none of its headings says what its column holds",
            "Check that its first row holds headings, and say what they mean with --mapping FILE",
        ));
    }
    let asks = !options.yes && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let mut out = std::io::stderr().lock();
    let mut answers = BufReader::new(std::io::stdin());
    if !agreed.is_clear() {
        if !asks {
            let mut out = std::io::stdout().lock();
            if common.format == Format::Text {
                write!(out, "{}", mapping::to_file(&agreed))?;
            } else {
                let document = serde_json::json!({ "schema": "tipstaff.people-mapping/1", "columns": mapping::json(&agreed) });
                writeln!(out, "{document}")?;
            }
            return Err(Failure::at(
                path,
                &"it is not clear what some of its columns hold",
                "Put what was printed into a file, with a field where it says 'not clear', and name it with --mapping FILE",
            ));
        }
        mapping::ask(&mut agreed, &mut answers, &mut out)?;
    }
    if !common.quiet {
        let rows = counted(intake.rows.len() as u64, "row", "rows");
        writeln!(out, "{}: {rows}.", plain(&path.display().to_string()))?;
        for line in mapping::lines(&agreed) {
            writeln!(out, "  {line}")?;
        }
        for told in &intake.told {
            writeln!(out, "{told}")?;
        }
    }
    if asks {
        use std::io::BufRead;
        write!(out, "Import this? [y/N] ")?;
        out.flush()?;
        let mut answer = String::new();
        answers.read_line(&mut answer)?;
        if !["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
            return Err(Failure::new("nothing was imported", "Say y to import, or give --yes"));
        }
    }
    Ok(agreed)
}

fn refuse(report: &ImportReport) -> Failure {
    let mut rows = Vec::new();
    // Writing to a vector cannot fail.
    let _ = refused::write(&mut rows, &report.refused);
    let what = if report.refused.count == 1 { "row was" } else { "rows were" };
    Failure::new(
        format!(
            "nothing was imported, because {} {what} refused:\n{}",
            count(report.refused.count),
            String::from_utf8_lossy(&rows).trim_end()
        ),
        "Put the file right where it comes from and import it again, or leave these rows out with --without-refused",
    )
}

fn text(order: &ImportOrder, report: &ImportReport, common: &Common) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if common.quiet {
        return Ok(());
    }
    match report.outcome {
        Imported::Written(recorded) => writeln!(
            out,
            "The extract '{}' of {} is in the record: act {}.",
            order.source,
            spoken(order.as_of),
            recorded.position
        )?,
        _ => writeln!(out, "The extract '{}' was known already; nothing was written.", order.source)?,
    }
    let people = [
        ("new", report.joined),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
        ("left", report.left),
        ("returned", report.returned),
    ];
    for (what, people) in people {
        writeln!(out, "  {:>9}  {what}", count(people))?;
    }
    writeln!(out, "People are told apart by their {}.", report.key.title().to_lowercase())?;
    if report.refused.count > 0 {
        writeln!(out, "{} left out:", counted(report.refused.count, "row was", "rows were"))?;
        refused::write(&mut out, &report.refused)?;
    }
    if report.is_leaving_undecided && order.completeness == Completeness::Complete {
        writeln!(out, "They could be about anybody, so it was not decided who has left.")?;
    }
    Ok(())
}

fn json(order: &ImportOrder, report: &ImportReport, columns: &Mapping) -> Result<(), Failure> {
    let (outcome, act) = match report.outcome {
        Imported::Written(recorded) => ("imported", Some(recorded.position)),
        Imported::Unchanged => ("unchanged", None),
        Imported::Refused => ("refused", None),
        // Nobody asked here only what would change.
        Imported::Tried => ("tried", None),
    };
    let document = serde_json::json!({
        "schema": "tipstaff.people-import/1",
        "outcome": outcome,
        "act": act,
        "source": order.source,
        "as_of": order.as_of.to_string(),
        "complete": order.completeness == Completeness::Complete,
        "key": report.key.id(),
        "columns": mapping::json(columns),
        "people": {
            "rows": report.rows, "new": report.joined, "changed": report.changed, "unchanged": report.unchanged,
            "left": report.left, "returned": report.returned, "leaving_undecided": report.is_leaving_undecided,
        },
        "refused": refused::json(&report.refused),
    });
    writeln!(std::io::stdout().lock(), "{document}")?;
    Ok(())
}
