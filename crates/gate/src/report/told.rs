//! What a report says about a finding, in words for people: the same on a terminal and on a page.

use crate::finding::{Finding, Sample, TableSummary};
use crate::judge::roster_words;
use crate::mask::{harmless, heading, mask};
use crate::words::{count, number, span};
use crate::{Checked, Severity};

/// A finding in words. What could confuse a terminal is replaced; a page still has to escape it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How serious it is.
    pub severity: Severity,
    /// What was found, one sentence without its full stop.
    pub summary: String,
    /// Where; empty where it is the whole file.
    pub place: String,
    /// Kinds of columns that say something about people.
    pub holds: Vec<String>,
    /// Identifiers with their counts.
    pub numbers: Vec<String>,
    /// Values, masked unless asked otherwise.
    pub samples: Vec<String>,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub fix: String,
    /// Reason of the policy that changed the severity.
    pub policy: Option<String>,
}

impl Told {
    /// A finding in words; with values as they are only for who may see them.
    pub fn of(finding: &Finding, show_samples: bool) -> Self {
        let samples = finding.samples.iter();
        Self {
            severity: finding.severity,
            summary: sentence(&harmless(&finding.summary)),
            place: place_words(finding),
            holds: finding
                .table
                .as_ref()
                .map(|table| personal_columns(table, show_samples))
                .unwrap_or_default(),
            numbers: number_words(finding),
            samples: samples
                .map(|sample| sample_words(sample, finding.table.as_ref(), show_samples))
                .collect(),
            why: finding.rule.why,
            fix: finding.fix.clone(),
            policy: finding.policy_reason.as_deref().map(harmless),
        }
    }
}

fn number_words(finding: &Finding) -> Vec<String> {
    let words = finding.identifiers.iter().map(|found| {
        let possible =
            if found.possible > 0 { format!("{} possible", number(found.possible)) } else { String::new() };
        let how_many = match (found.certain, found.possible) {
            (0, _) => possible,
            (certain, 0) => number(certain),
            (certain, _) => format!("{} and {possible}", number(certain)),
        };
        format!("{how_many} × {}", found.kind.identifier().title)
    });
    words.collect()
}

/// The sentence about people, which is what the reader wants to know first.
pub fn people_line(file: &Checked) -> Option<String> {
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

pub(super) fn place_words(finding: &Finding) -> String {
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

/// A sentence begins with a capital.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
