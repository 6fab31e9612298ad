//! The report of a safe copy for people: what it holds, what was left out and why, what everybody still sees.

use super::lines::{Lines, Paint};
use super::text::{TextOptions, write_finding};
use super::told::people_line;
use crate::clean::{Cleaned, CopiedFile, CopiedSheet, LeftOut};
use crate::mask::harmless;
use crate::words::{count, list};
use crate::{Severity, Verdict};
use std::fmt::{self, Write};
use std::path::Path;

/// Sheets that are named one by one; of more, only some are.
const MOST_SHEETS: usize = 12;

/// Writes the report.
pub fn write(cleaned: &Cleaned, options: TextOptions, out: &mut dyn Write) -> fmt::Result {
    let paint = Paint(options.colour);
    let mut lines = Lines::new(options.width, out);
    for copy in &cleaned.copies {
        let name = named(&copy.checked.path);
        lines.plain(&format!("{}  {name}", paint.verdict(copy.checked.verdict.max(at_least(cleaned)))))?;
        write_sheets(copy, &mut lines)?;
    }
    lines.wrapped("  ", &format!("Made from what is visible in {}.", named(&cleaned.original.path)))?;
    let (seen, unseen): (Vec<&LeftOut>, Vec<&LeftOut>) = cleaned.left_out.iter().partition(|line| line.seen);
    write_left_out("Left out, because nobody sees it:", &unseen, &mut lines)?;
    write_left_out("Left out or changed, though everybody sees it:", &seen, &mut lines)?;
    write_verdict(cleaned, options, &paint, &mut lines)?;
    lines.plain("")
}

/// What holds every file of the copy back.
fn at_least(cleaned: &Cleaned) -> Verdict {
    let worst = cleaned.copies.iter().map(|copy| copy.checked.verdict).max();
    if worst.is_some_and(|worst| worst < cleaned.verdict) { cleaned.verdict } else { Verdict::Clear }
}

fn named(path: &Path) -> String {
    harmless(&path.display().to_string())
}

fn write_sheets(copy: &CopiedFile, lines: &mut Lines<'_>) -> fmt::Result {
    for sheet in copy.sheets.iter().take(MOST_SHEETS) {
        let name = match sheet.name.as_str() {
            "" => "The table".to_owned(),
            name => format!("Sheet '{}'", harmless(name)),
        };
        lines.wrapped("  ", &format!("{name}: {}.", contents(sheet)))?;
    }
    if let Some(rest) = copy.sheets.len().checked_sub(MOST_SHEETS).filter(|rest| *rest > 0) {
        lines.wrapped("  ", &format!("And {}.", count(rest as u64, "more sheet", "more sheets")))?;
    }
    let shortened: u64 = copy.sheets.iter().map(|sheet| sheet.shortened).sum();
    if shortened > 0 {
        let what = count(shortened, "number or date is", "numbers or dates are");
        lines.wrapped(
            "  ",
            &format!("{what} cut to what is shown: digits and times that nobody sees are gone."),
        )?;
    }
    Ok(())
}

/// "24 rows, 96 values (48 numbers, 2 dates)".
fn contents(sheet: &CopiedSheet) -> String {
    if sheet.values == 0 {
        return "empty".to_owned();
    }
    let mut kinds = Vec::new();
    if sheet.numbers > 0 {
        kinds.push(count(sheet.numbers, "number", "numbers"));
    }
    if sheet.dates > 0 {
        kinds.push(count(sheet.dates, "date", "dates"));
    }
    if sheet.as_text > 0 {
        kinds.push(format!("{} now the text that is shown", count(sheet.as_text, "number", "numbers")));
    }
    let kinds = if kinds.is_empty() {
        String::new()
    } else {
        format!(" ({})", list(&kinds.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    format!("{}, {}{kinds}", count(sheet.rows, "row", "rows"), count(sheet.values, "value", "values"))
}

fn write_left_out(heading: &str, left_out: &[&LeftOut], lines: &mut Lines<'_>) -> fmt::Result {
    if left_out.is_empty() {
        return Ok(());
    }
    lines.plain("")?;
    lines.plain(&format!("  {heading}"))?;
    for line in left_out {
        lines.hanging("    ", &line.sentence())?;
    }
    Ok(())
}

fn write_verdict(
    cleaned: &Cleaned,
    options: TextOptions,
    paint: &Paint,
    lines: &mut Lines<'_>,
) -> fmt::Result {
    lines.plain("")?;
    let told =
        |copy: &CopiedFile| copy.checked.findings.iter().any(|finding| finding.severity > Severity::Note);
    if !cleaned.copies.iter().any(told) {
        return lines.wrapped(
            "  ",
            "The copy was checked: nothing hidden is in it, and nothing personal that holds it back.",
        );
    }
    lines.wrapped(
        "  ",
        "The copy was checked: nothing hidden is in it. What everybody sees in it needs a look before it leaves.",
    )?;
    for copy in cleaned.copies.iter().filter(|copy| told(copy)) {
        if cleaned.copies.len() > 1 {
            lines.plain("")?;
            lines.plain(&format!("  {}:", named(&copy.checked.path)))?;
        }
        if let Some(line) = people_line(&copy.checked) {
            lines.wrapped("  ", &line)?;
        }
        for finding in copy.checked.findings.iter().filter(|finding| finding.severity > Severity::Note) {
            write_finding(finding, options, paint, lines)?;
        }
    }
    Ok(())
}
