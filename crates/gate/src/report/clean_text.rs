//! The report of a safe copy for people: what it holds, what was left out and why, what everybody still sees.

use super::text::{Paint, TextOptions, people_line, write_finding};
use crate::clean::{Cleaned, CopiedSheet, Copy, LeftOut, Unit};
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
    let code = if cleaned.verdict == Verdict::Clear { "32" } else { "33" };
    for copy in &cleaned.copies {
        writeln!(
            out,
            "{}  {}  (from {})",
            paint.colour(code, "COPIED   "),
            named(&copy.checked.path),
            named(&cleaned.original.path)
        )?;
        write_sheets(copy, out)?;
    }
    let (seen, unseen): (Vec<&LeftOut>, Vec<&LeftOut>) = cleaned.left_out.iter().partition(|line| line.seen);
    write_left_out("Left out, because nobody sees it:", &unseen, out)?;
    write_left_out("Left out, though everybody sees it:", &seen, out)?;
    write_verdict(cleaned, options, &paint, out)?;
    writeln!(out)
}

fn named(path: &Path) -> String {
    harmless(&path.display().to_string())
}

fn write_sheets(copy: &Copy, out: &mut dyn Write) -> fmt::Result {
    for sheet in copy.sheets.iter().take(MOST_SHEETS) {
        let name = if sheet.name.is_empty() {
            "the table".to_owned()
        } else {
            format!("sheet '{}'", harmless(&sheet.name))
        };
        writeln!(out, "  Holds {name}: {}.", contents(sheet))?;
    }
    if let Some(rest) = copy.sheets.len().checked_sub(MOST_SHEETS).filter(|rest| *rest > 0) {
        writeln!(out, "  Holds {} more.", count(rest as u64, "sheet", "sheets"))?;
    }
    let shortened: u64 = copy.sheets.iter().map(|sheet| sheet.shortened).sum();
    if shortened > 0 {
        let what = count(shortened, "number or date was", "numbers or dates were");
        writeln!(
            out,
            "  {what} cut to what is shown: digits and times that nobody sees are not in the copy."
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
        kinds.push(format!("{} kept as the text that is shown", count(sheet.as_text, "number", "numbers")));
    }
    let kinds = if kinds.is_empty() {
        String::new()
    } else {
        format!(" ({})", list(&kinds.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    format!("{}, {}{kinds}", count(sheet.rows, "row", "rows"), count(sheet.values, "value", "values"))
}

fn write_left_out(heading: &str, lines: &[&LeftOut], out: &mut dyn Write) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {heading}")?;
    for line in lines {
        let (one, many) = line.unit.words();
        let mut amount = count(line.amount, one, many);
        if !matches!(line.unit, Unit::Values | Unit::Texts | Unit::Files | Unit::Places) {
            match line.values {
                0 if matches!(line.unit, Unit::Rows | Unit::Columns) => amount.push_str(", without values"),
                0 => {}
                values => amount.push_str(&format!(", {}", count(values, "value", "values"))),
            }
        }
        let why = if line.why.is_empty() { String::new() } else { format!(" {}", line.why) };
        writeln!(out, "    {}: {amount}.{why}", line.what)?;
    }
    Ok(())
}

fn write_verdict(cleaned: &Cleaned, options: TextOptions, paint: &Paint, out: &mut dyn Write) -> fmt::Result {
    writeln!(out)?;
    if cleaned.verdict == Verdict::Clear {
        return writeln!(
            out,
            "  {}  The copy was checked: nothing hidden is in it, and nothing that everybody sees holds it back.",
            paint.verdict(Verdict::Clear)
        );
    }
    writeln!(
        out,
        "  {}  Nothing hidden is in the copy. What everybody sees in it needs a look before it leaves:",
        paint.verdict(cleaned.verdict)
    )?;
    for copy in &cleaned.copies {
        if cleaned.copies.len() > 1 && copy.checked.verdict != Verdict::Clear {
            writeln!(out, "\n  {}:", named(&copy.checked.path))?;
        }
        if let Some(line) = people_line(&copy.checked) {
            writeln!(out, "  {line}")?;
        }
        for finding in copy.checked.findings.iter().filter(|finding| finding.severity > Severity::Note) {
            write_finding(finding, options, paint, out)?;
        }
    }
    Ok(())
}
