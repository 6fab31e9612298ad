//! The report for people: the verdict, then each thing that holds the file back with what to do, then the notes in short.

use crate::finding::Finding;
use crate::judge::roster_words;
use crate::mask::{harmless, mask};
use crate::words::{count, list};
use crate::{Checked, Severity, Verdict};
use std::fmt::{self, Write};

/// How to write a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextOptions {
    /// Values as they are, instead of masked.
    pub show_samples: bool,
    /// Colours of a terminal.
    pub colour: bool,
    /// Every note, instead of a summary.
    pub verbose: bool,
}

/// Writes the report of one file.
pub fn write(file: &Checked, options: TextOptions, out: &mut dyn Write) -> fmt::Result {
    let paint = Paint(options.colour);
    writeln!(out, "{}  {}", paint.verdict(file.verdict), harmless(&file.path.display().to_string()))?;
    if let Some(line) = people_line(file) {
        writeln!(out, "  {line}")?;
    }
    for finding in file.findings.iter().filter(|finding| finding.severity > Severity::Note) {
        write_finding(finding, options, &paint, out)?;
    }
    write_notes(file, options, out)?;
    if file.verdict != Verdict::Clear && file.verdict != Verdict::Unchecked {
        let name = file.path.display().to_string();
        // A name that cannot be shown as it is cannot be copied from here either.
        if harmless(&name) == name && !name.contains(char::REPLACEMENT_CHARACTER) {
            writeln!(
                out,
                "  A safe copy with only what is visible: tipstaff clean {} -o {}",
                for_shell(&name),
                for_shell(&safe_name(&name))
            )?;
        }
    }
    writeln!(out)
}

/// The sentence about people, which is what the reader wants to know first.
fn people_line(file: &Checked) -> Option<String> {
    let people = &file.people;
    if people.is_empty() {
        return None;
    }
    let how_many = if people.possible == 0 {
        count(people.certain, "person", "people")
    } else {
        format!(
            "between {} and {}",
            crate::words::number(people.certain),
            count(people.most(), "person", "people")
        )
    };
    let by = people.basis.map_or(String::new(), |basis| format!(", counted by {}", basis.words()));
    let roster = people
        .roster
        .as_ref()
        .filter(|roster| roster.certain + roster.possible > 0)
        .map_or(String::new(), roster_words);
    let hidden = match file.hidden_people.most() {
        0 => String::new(),
        most if most == people.most() => ", all of them where nobody sees them".to_owned(),
        _ => format!(
            ", {} of them where nobody sees them",
            count(file.hidden_people.certain.max(1), "person", "people")
        ),
    };
    Some(format!("It is about {how_many}{by}{hidden}{roster}."))
}

fn write_finding(finding: &Finding, options: TextOptions, paint: &Paint, out: &mut dyn Write) -> fmt::Result {
    writeln!(out, "\n  {} {}", paint.severity(finding.severity), harmless(&finding.summary))?;
    let mut place = Vec::new();
    place.extend(finding.place.inside.iter().map(|step| format!("inside {}", harmless(step))));
    if !finding.place.human.is_empty() {
        place.push(harmless(&finding.place.human));
    }
    if !finding.place.range.is_empty() {
        place.push(format!("cells {}", finding.place.range));
    }
    if !finding.place.part.is_empty() {
        place.push(format!("({})", harmless(&finding.place.part)));
    }
    if !place.is_empty() {
        writeln!(out, "         where: {}", place.join(", "))?;
    }
    if let Some(table) = &finding.table {
        let personal: Vec<String> = table
            .columns
            .iter()
            .filter(|column| column.is_personal)
            .take(12)
            .map(|column| {
                let header = if column.header.is_empty() {
                    "without heading".to_owned()
                } else {
                    format!("'{}'", harmless(&column.header))
                };
                format!("{} ({header})", column.title)
            })
            .collect();
        if !personal.is_empty() {
            writeln!(
                out,
                "         holds: {}",
                list(&personal.iter().map(String::as_str).collect::<Vec<_>>())
            )?;
        }
    }
    let numbers: Vec<String> = finding
        .identifiers
        .iter()
        .filter(|found| found.certain > 0)
        .map(|found| format!("{} × {}", crate::words::number(found.certain), found.kind.identifier().title))
        .collect();
    if !numbers.is_empty() {
        writeln!(out, "         numbers: {}", numbers.join(", "))?;
    }
    for sample in finding.samples.iter().take(2) {
        let values: Vec<String> = sample
            .values
            .iter()
            .take(8)
            .map(|(_, value)| if options.show_samples { harmless(value) } else { mask(value) })
            .collect();
        writeln!(out, "         such as: {}", values.join(" | "))?;
    }
    writeln!(out, "         why: {}", finding.rule.why)?;
    writeln!(out, "         do: {}", finding.fix)?;
    if let Some(reason) = &finding.policy_reason {
        writeln!(out, "         policy: {}", harmless(reason))?;
    }
    Ok(())
}

/// Notes hold nothing back: one line for each rule, unless all are asked for.
fn write_notes(file: &Checked, options: TextOptions, out: &mut dyn Write) -> fmt::Result {
    let notes: Vec<&Finding> =
        file.findings.iter().filter(|finding| finding.severity == Severity::Note).collect();
    if notes.is_empty() {
        return Ok(());
    }
    if options.verbose {
        writeln!(out, "\n  Notes, which hold nothing back:")?;
        for note in notes {
            let place = if note.place.human.is_empty() {
                String::new()
            } else {
                format!(" [{}]", harmless(&note.place.human))
            };
            writeln!(out, "    {}{place}", harmless(&note.summary))?;
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
    writeln!(out, "  Also in the file, holding nothing back: {} (--verbose shows each).", list(&titles))
}

/// Notes that are in every file and tell nobody anything.
const QUIET: &[&str] =
    &["view-settings", "theme", "styles", "calculation", "package-part", "merged-range", "rich-text"];

/// A name as one word of a command line: people paste it.
fn for_shell(name: &str) -> String {
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    format!("'{}'", name.replace('\'', "'\\''"))
}

/// `answer.xlsx` becomes `answer-safe.xlsx`; what cannot be written keeps its data in xlsx.
fn safe_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending @ ("xlsx" | "ods" | "csv"))) => format!("{stem}-safe.{ending}"),
        Some((stem, "fods")) => format!("{stem}-safe.ods"),
        Some((stem, "tsv" | "txt")) => format!("{stem}-safe.csv"),
        Some((stem, _)) => format!("{stem}-safe.xlsx"),
        None => format!("{name}-safe.xlsx"),
    }
}

struct Paint(bool);

impl Paint {
    fn verdict(&self, verdict: Verdict) -> String {
        let (code, word) = match verdict {
            Verdict::Clear => ("32", "CLEAR    "),
            Verdict::Review => ("33", "REVIEW   "),
            Verdict::Held => ("31", "HELD     "),
            Verdict::Unchecked => ("35", "UNCHECKED"),
        };
        self.colour(code, word)
    }

    fn severity(&self, severity: Severity) -> String {
        match severity {
            Severity::Block => self.colour("31", "block: "),
            Severity::Review => self.colour("33", "review:"),
            Severity::Note => "note:  ".to_owned(),
        }
    }

    fn colour(&self, code: &str, word: &str) -> String {
        if self.0 { format!("\u{1b}[1;{code}m{word}\u{1b}[0m") } else { word.to_owned() }
    }
}
