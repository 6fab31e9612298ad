//! The report for people: the verdict, then each thing that holds the file back with what to do, then the notes in short.

use super::lines::{Lines, Paint};
use crate::clean::names;
use crate::finding::{Finding, Sample, TableSummary};
use crate::judge::roster_words;
use crate::mask::{harmless, heading, mask};
use crate::words::{count, list, number, span};
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
    if file.verdict != Verdict::Clear && file.verdict != Verdict::Unchecked {
        // A name that cannot be shown as it is cannot be copied from here either.
        let own = file.path.display().to_string();
        if name == own && !own.contains(char::REPLACEMENT_CHARACTER) {
            // A command is copied, so it is not broken into lines.
            let (from, to) = (for_shell(&own), for_shell(&names::safe(&own, None)));
            lines.plain("")?;
            lines.plain(&format!("  Safe copy: tipstaff clean {from} -o {to}"))?;
        }
    }
    lines.plain("")
}

/// The sentence about people, which is what the reader wants to know first.
pub(super) fn people_line(file: &Checked) -> Option<String> {
    let people = &file.people;
    if people.is_empty() {
        return None;
    }
    let how_many = span(people.certain, people.most(), "person", "people");
    let roster = people
        .roster
        .as_ref()
        .filter(|roster| roster.certain + roster.possible > 0)
        .map_or(String::new(), roster_words);
    let hidden = match file.hidden_people.most() {
        0 => String::new(),
        most if most == people.most() => ", all of them where nobody sees them".to_owned(),
        most => {
            let least = file.hidden_people.certain.min(most);
            let how_many =
                if least == most { number(most) } else { format!("{} to {}", number(least), number(most)) };
            format!(", {how_many} of them where nobody sees them")
        }
    };
    let by = people.basis.map_or(String::new(), |basis| format!(" (counted by {})", basis.words()));
    Some(format!("Holds data about {how_many}{hidden}{roster}{by}."))
}

pub(super) fn write_finding(
    finding: &Finding,
    options: TextOptions,
    paint: &Paint,
    lines: &mut Lines<'_>,
) -> fmt::Result {
    lines.plain("")?;
    lines.labelled(&paint.severity(finding.severity), &sentence(&harmless(&finding.summary)))?;
    let place = place_words(finding);
    if !place.is_empty() {
        lines.labelled("where", &place)?;
    }
    if let Some(table) = &finding.table {
        let personal = personal_columns(table, options.show_samples);
        if !personal.is_empty() {
            lines.labelled("holds", &list(&personal.iter().map(String::as_str).collect::<Vec<_>>()))?;
        }
    }
    let numbers: Vec<String> = finding
        .identifiers
        .iter()
        .map(|found| {
            let possible = if found.possible > 0 {
                format!("{} possible", number(found.possible))
            } else {
                String::new()
            };
            let how_many = match (found.certain, found.possible) {
                (0, _) => possible,
                (certain, 0) => number(certain),
                (certain, _) => format!("{} and {possible}", number(certain)),
            };
            format!("{how_many} × {}", found.kind.identifier().title)
        })
        .collect();
    if !numbers.is_empty() {
        lines.labelled("numbers", &numbers.join(", "))?;
    }
    for sample in finding.samples.iter().take(2) {
        lines.labelled("such as", &sample_words(sample, finding.table.as_ref(), options.show_samples))?;
    }
    lines.labelled("why", finding.rule.why)?;
    lines.labelled("do", &finding.fix)?;
    if let Some(reason) = &finding.policy_reason {
        lines.labelled("policy", &harmless(reason))?;
    }
    Ok(())
}

fn place_words(finding: &Finding) -> String {
    let mut place = Vec::new();
    place.extend(finding.place.inside.iter().map(|step| format!("inside {}", harmless(step))));
    if !finding.place.human.is_empty() {
        place.push(harmless(&finding.place.human));
    }
    if !finding.place.range.is_empty() {
        place.push(format!("cells {}", finding.place.range));
    }
    let mut words = place.join(", ");
    if !finding.place.part.is_empty() {
        let part = harmless(&finding.place.part);
        words = if words.is_empty() { part } else { format!("{words} ({part})") };
    }
    words
}

/// "Surname ('Family name')", each kind of column once with its headings.
fn personal_columns(table: &TableSummary, show: bool) -> Vec<String> {
    const MOST: usize = 12;
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for column in table.columns.iter().filter(|column| column.is_personal && column.filled > 0) {
        let header = if show { harmless(&column.header) } else { heading(&column.header) };
        let header = if header.is_empty() { header } else { format!("'{header}'") };
        match kinds.iter_mut().find(|(title, _)| *title == column.title) {
            Some((_, headers)) => headers.push(header),
            None => kinds.push((column.title, vec![header])),
        }
    }
    let left = kinds.len().saturating_sub(MOST) as u64;
    let mut words: Vec<String> = kinds
        .into_iter()
        .take(MOST)
        .map(|(title, headers)| {
            let columns = headers.len() as u64;
            let named: Vec<&str> =
                headers.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
            match (columns, named.as_slice()) {
                (1, []) => format!("{title} (no heading)"),
                (1, [one]) => format!("{title} ({one})"),
                (_, [first, ..]) => format!("{title} ({first} and {} more)", number(columns - 1)),
                (_, []) => format!("{title} ({} columns)", number(columns)),
            }
        })
        .collect();
    if left > 0 {
        words.push(count(left, "more kind of column", "more kinds of column"));
    }
    words
}

/// The values that say something about somebody, with their headings.
fn sample_words(sample: &Sample, table: Option<&TableSummary>, show: bool) -> String {
    const MOST: usize = 6;
    let is_personal = |place: usize| {
        table.is_none_or(|table| table.columns.get(place).is_some_and(|column| column.is_personal))
    };
    let mut values: Vec<&(String, String)> = sample
        .values
        .iter()
        .enumerate()
        .filter(|(place, (_, value))| is_personal(*place) && !value.is_empty())
        .map(|(_, pair)| pair)
        .collect();
    if values.is_empty() {
        values = sample.values.iter().filter(|(_, value)| !value.is_empty()).collect();
    }
    let words: Vec<String> = values
        .into_iter()
        .take(MOST)
        .map(|(label, value)| {
            let value = if show { harmless(value) } else { mask(value) };
            let label = if show || table.is_none() { harmless(label) } else { heading(label) };
            if label.is_empty() { value } else { format!("{label}: {value}") }
        })
        .collect();
    words.join(" | ")
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

/// A sentence begins with a capital.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A name as one word of a command line: people paste it.
fn for_shell(name: &str) -> String {
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    format!("'{}'", name.replace('\'', "'\\''"))
}
