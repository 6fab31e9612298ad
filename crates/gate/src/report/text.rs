//! The report for people: the verdict, then each thing that holds the file back with what to do, then the notes in short.

use super::lines::{Lines, Paint};
use super::told::{Told, people_line, place_words, sentence};
use crate::clean::names;
use crate::finding::Finding;
use crate::mask::harmless;
use crate::words::{count, list};
use crate::{Checked, Severity, Verdict};
use std::fmt::{self, Write};

/// How to write a report.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions {
    /// Values as they are, instead of masked.
    pub show_samples: bool,
    /// Colours of a terminal.
    pub colour: bool,
    /// Every note, instead of a summary.
    pub verbose: bool,
    /// Characters of a line.
    pub width: usize,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { show_samples: false, colour: false, verbose: false, width: 100 }
    }
}

/// Findings of one rule that are told one by one; the rest is counted.
const MOST_OF_A_RULE: usize = 5;

/// Writes the report of one file.
pub fn write(file: &Checked, options: TextOptions, out: &mut dyn Write) -> fmt::Result {
    let paint = Paint(options.colour);
    let mut lines = Lines::new(options.width, out);
    let name = harmless(&file.path.display().to_string());
    lines.plain(&format!("{}  {name}", paint.verdict(file.verdict)))?;
    if let Some(line) = people_line(file) {
        lines.wrapped("  ", &line)?;
    }
    let told: Vec<&Finding> =
        file.findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    for (place, finding) in told.iter().enumerate() {
        let is_same =
            |other: &&&Finding| other.rule.id == finding.rule.id && other.severity == finding.severity;
        let before = told[..place].iter().filter(is_same).count();
        if before < MOST_OF_A_RULE || options.verbose {
            write_finding(finding, options, &paint, &mut lines)?;
        } else if before == MOST_OF_A_RULE {
            let more = told[place..].iter().filter(is_same).count() as u64;
            let places = count(more, "more place", "more places");
            lines.plain("")?;
            let title = sentence(finding.rule.title);
            lines.wrapped("  ", &format!("{title}: {places} (--verbose shows each)."))?;
        }
    }
    write_decided(file, &paint, &mut lines)?;
    write_notes(file, options, &mut lines)?;
    if let Some(command) = safe_copy(file) {
        // A command is copied, so it is not broken into lines.
        lines.plain("")?;
        lines.plain(&format!("  Safe copy: {command}"))?;
    }
    lines.plain("")
}

/// The command that makes a safe copy, where one helps.
pub(super) fn safe_copy(file: &Checked) -> Option<String> {
    if matches!(file.verdict, Verdict::Clear | Verdict::Unchecked) || !file.has_safe_copy() {
        return None;
    }
    let own = file.path.display().to_string();
    // A name that cannot be shown as it is cannot be copied from here either.
    let can_be_copied = harmless(&own) == own && !own.contains(char::REPLACEMENT_CHARACTER);
    can_be_copied
        .then(|| format!("tipstaff clean {} -o {}", for_shell(&own), for_shell(&names::safe(&own, None))))
}

pub(super) fn write_finding(
    finding: &Finding,
    options: TextOptions,
    paint: &Paint,
    lines: &mut Lines<'_>,
) -> fmt::Result {
    let told = Told::of(finding, options.show_samples);
    lines.plain("")?;
    lines.labelled(&paint.severity(finding.severity), &told.summary)?;
    if !told.place.is_empty() {
        lines.labelled("where", &told.place)?;
    }
    if !told.holds.is_empty() {
        lines.labelled("holds", &list(&told.holds.iter().map(String::as_str).collect::<Vec<_>>()))?;
    }
    if !told.numbers.is_empty() {
        lines.labelled("numbers", &told.numbers.join(", "))?;
    }
    for sample in told.samples.iter().take(2) {
        lines.labelled("such as", sample)?;
    }
    lines.labelled("why", told.why)?;
    lines.labelled("do", &told.fix)?;
    if let Some(reason) = &told.policy {
        lines.labelled("policy", reason)?;
    }
    Ok(())
}

/// Notes that are notes because the force decided so: each with the reason.
fn write_decided(file: &Checked, paint: &Paint, lines: &mut Lines<'_>) -> fmt::Result {
    for finding in notes(file) {
        let Some(reason) = &finding.policy_reason else { continue };
        lines.plain("")?;
        lines.labelled(&paint.severity(finding.severity), &sentence(&harmless(&finding.summary)))?;
        let place = place_words(finding);
        if !place.is_empty() {
            lines.labelled("where", &place)?;
        }
        lines.labelled("policy", &harmless(reason))?;
    }
    Ok(())
}

fn notes(file: &Checked) -> impl Iterator<Item = &Finding> {
    file.findings.iter().filter(|finding| finding.severity == Severity::Note)
}

/// Notes hold nothing back: one line for all rules, unless each is asked for.
fn write_notes(file: &Checked, options: TextOptions, lines: &mut Lines<'_>) -> fmt::Result {
    let notes: Vec<&Finding> = notes(file).filter(|finding| finding.policy_reason.is_none()).collect();
    if options.verbose && !notes.is_empty() {
        lines.plain("\n  Notes, which hold nothing back:")?;
        for note in notes {
            let place = if note.place.human.is_empty() {
                String::new()
            } else {
                format!(" [{}]", harmless(&note.place.human))
            };
            lines.hanging("    ", &format!("{}{place}", sentence(&harmless(&note.summary))))?;
        }
        return Ok(());
    }
    let mut titles: Vec<&str> = Vec::new();
    for note in &notes {
        if !titles.contains(&note.rule.title) && !QUIET.contains(&note.rule.id) {
            titles.push(note.rule.title);
        }
    }
    if titles.is_empty() {
        return Ok(());
    }
    lines.plain("")?;
    lines.wrapped(
        "  ",
        &format!("Also there, holding nothing back: {} (--verbose shows each).", list(&titles)),
    )
}

/// Notes that are in every file and tell nobody anything.
const QUIET: &[&str] =
    &["view-settings", "theme", "styles", "calculation", "package-part", "merged-range", "rich-text"];

/// A name as one word of a command line: people paste it.
fn for_shell(name: &str) -> String {
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    format!("'{}'", name.replace('\'', "'\\''"))
}
