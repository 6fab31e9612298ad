//! The report as JSON: schema `tipstaff.check/1`, published in `docs/src/reference/check-json.md`. It only ever grows.

use super::json_parts::{PartEntry, part};
use crate::finding::Finding;
use crate::mask::{heading, is_invisible, mask};
use crate::{Checked, Severity, Verdict};
use detect::People;
use serde::Serialize;
use std::fmt::Write;

/// The schema's name.
pub const SCHEMA: &str = "tipstaff.check/1";

/// The document for many files.
#[derive(Debug, Serialize)]
pub struct Document {
    schema: &'static str,
    verdict: Verdict,
    files: Vec<FileEntry>,
}

/// One file.
#[derive(Debug, Serialize)]
pub struct FileEntry {
    path: String,
    sha256: String,
    bytes: u64,
    format: String,
    verdict: Verdict,
    people: PeopleEntry,
    hidden_people: PeopleEntry,
    unaccounted: Vec<UnaccountedEntry>,
    findings: Vec<FindingEntry>,
    parts: Vec<PartEntry>,
    #[serde(skip_serializing_if = "is_none")]
    more_parts: u64,
    sandbox: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct PeopleEntry {
    /// The best single figure: rows, where each row is one person; else those who are certain.
    distinct: u64,
    certain: u64,
    possible: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_roster: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_roster_possible: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roster: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counted_by: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct UnaccountedEntry {
    part: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[u64; 2]>,
    why: String,
}

#[derive(Debug, Serialize)]
struct FindingEntry {
    rule: &'static str,
    severity: Severity,
    place: PlaceEntry,
    visible: bool,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<TableEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<PeopleEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<IdentifierEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    samples: Vec<Vec<[String; 2]>>,
    why: &'static str,
    fix: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<String>,
}

#[derive(Debug, Serialize)]
struct PlaceEntry {
    part: String,
    human: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    range: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TableEntry {
    rows: u64,
    columns: Vec<ColumnEntry>,
}

#[derive(Debug, Serialize)]
struct ColumnEntry {
    header: String,
    field: &'static str,
    filled: u64,
    /// Why the column is taken for that: the terms of its score, strongest first.
    #[serde(skip_serializing_if = "String::is_empty")]
    why: String,
}

#[derive(Debug, Serialize)]
struct IdentifierEntry {
    kind: &'static str,
    count: u64,
    possible: u64,
}

/// The document for many files.
pub fn document(files: &[Checked], show_samples: bool) -> Document {
    let verdict = files.iter().map(|file| file.verdict).max().unwrap_or(Verdict::Clear);
    Document { schema: SCHEMA, verdict, files: files.iter().map(|file| entry(file, show_samples)).collect() }
}

/// One line of JSON Lines: the entry of a file with the schema's name.
pub fn line(file: &Checked, show_samples: bool) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct Line {
        schema: &'static str,
        #[serde(flatten)]
        file: FileEntry,
    }
    Ok(escaped(serde_json::to_string(&Line { schema: SCHEMA, file: entry(file, show_samples) })?))
}

/// A document as text, for people to read as well.
pub fn pretty(document: &impl Serialize) -> serde_json::Result<String> {
    Ok(escaped(serde_json::to_string_pretty(document)?))
}

/// JSON escapes the control characters of ASCII. The further ones of Unicode, and those that turn the direction of text,
/// would reach the terminal as they are; they can only stand in strings, where they may be escaped too.
fn escaped(json: String) -> String {
    let must_be = |letter: char| matches!(letter, '\u{7f}'..='\u{9f}') || is_invisible(letter);
    if !json.contains(must_be) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for letter in json.chars() {
        if must_be(letter) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

pub(super) fn entry(file: &Checked, show_samples: bool) -> FileEntry {
    FileEntry {
        path: file.path.display().to_string(),
        sha256: file.sha256.clone(),
        bytes: file.bytes,
        format: file.format.clone(),
        verdict: file.verdict,
        people: people(&file.people),
        hidden_people: people(&file.hidden_people),
        unaccounted: file
            .unaccounted
            .iter()
            .map(|gap| UnaccountedEntry {
                part: gap.part.clone(),
                range: gap.range.map(|(from, to)| [from, to]),
                why: gap.why.clone(),
            })
            .collect(),
        findings: file.findings.iter().map(|found| finding(found, show_samples)).collect(),
        parts: file.outline.parts.iter().map(part).collect(),
        more_parts: file.outline.more,
        sandbox: file.confinement.layers.ids().collect(),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

fn people(people: &People) -> PeopleEntry {
    let roster = people.roster.as_ref();
    PeopleEntry {
        distinct: people.best(),
        certain: people.certain,
        possible: people.possible,
        on_roster: roster.map(|roster| roster.certain),
        on_roster_possible: roster.map(|roster| roster.possible),
        roster: roster.map(|roster| roster.of),
        counted_by: people.basis.map(detect::Basis::words),
    }
}

fn finding(finding: &Finding, show_samples: bool) -> FindingEntry {
    let shown = |text: &str| if show_samples { text.to_owned() } else { mask(text) };
    // Headings stand in the file; the labels of texts are ours.
    let is_open = show_samples || finding.table.is_none();
    let named = |text: &str| if is_open { text.to_owned() } else { heading(text) };
    FindingEntry {
        rule: finding.rule.id,
        severity: finding.severity,
        place: PlaceEntry {
            part: finding.place.part.clone(),
            human: finding.place.human.clone(),
            range: finding.place.range.clone(),
            inside: finding.place.inside.clone(),
        },
        visible: finding.visible,
        summary: finding.summary.clone(),
        table: finding.table.as_ref().map(|table| TableEntry {
            rows: table.rows,
            columns: table
                .columns
                .iter()
                .map(|column| ColumnEntry {
                    header: named(&column.header),
                    field: column.field,
                    filled: column.filled,
                    why: if column.is_personal { column.why.clone() } else { String::new() },
                })
                .collect(),
        }),
        people: finding.people.as_ref().map(people),
        identifiers: finding
            .identifiers
            .iter()
            .map(|found| IdentifierEntry {
                kind: found.kind.identifier().id,
                count: found.certain,
                possible: found.possible,
            })
            .collect(),
        samples: finding
            .samples
            .iter()
            .map(|sample| sample.values.iter().map(|(label, value)| [named(label), shown(value)]).collect())
            .collect(),
        why: finding.rule.why,
        fix: finding.fix.clone(),
        policy: finding.policy_reason.clone(),
    }
}
