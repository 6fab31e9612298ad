//! The outline of a file: its parts in the order in which one lies in another, each with what is hidden about it and which
//! findings are about it. A picture of the file is drawn from it.
//!
//! It is made from what the detector keeps of the parts anyway, so that checking costs nothing more.

use crate::judge::Judged;
use detect::{FileFound, Findings, PartFound};
use inspect::{Channel, Content, Hiding, TableTally, Visibility};
use std::collections::{HashMap, HashSet};

/// Parts that an outline holds; the rest is counted.
const MOST_PARTS: usize = 2_000;

/// The parts of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The parts; what belongs to a part, or lies in it, comes right after it.
    pub parts: Vec<OutlinePart>,
    /// How many more there are.
    pub more: u64,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlinePart {
    /// Its number; a [`crate::Preview`] of the same file has the same.
    pub number: u32,
    /// How many parts it lies in, or belongs to.
    pub depth: u32,
    /// Path in the container.
    pub path: String,
    /// Name for a person: "sheet 'Data'".
    pub human: String,
    /// The kind of place.
    pub channel: Channel,
    /// What hides the part as a whole.
    pub hiding: Hiding,
    /// What hides rows, columns or cells in it.
    pub partly: Hiding,
    /// Rows with a value, in a table.
    pub rows: Option<u64>,
    /// Columns from the first to the last with a value, in a table.
    pub columns: Option<u64>,
    /// Rows that are hidden, in a table, whether or not they hold a value.
    pub hidden_rows: Option<u64>,
    /// Columns that are hidden, in a table, whether or not they hold a value.
    pub hidden_columns: Option<u64>,
    /// Size: of a file, or of all text in the part.
    pub bytes: Option<u64>,
    /// Places in the list of findings of those that are about this part.
    pub findings: Vec<usize>,
}

impl OutlinePart {
    /// The kind of place in words: "worksheet".
    pub fn kind(&self) -> &'static str {
        self.channel.title()
    }

    /// Whether, and how, a person who opens the file sees the part as a whole.
    pub fn visibility(&self) -> Visibility {
        match self.channel.row().visibility {
            Visibility::Visible if !self.hiding.is_seen() => Visibility::Hidden,
            other => other,
        }
    }

    fn new(part: &PartFound, depth: u32, file: Option<&FileFound>, findings: Vec<usize>) -> Self {
        let table = part.tally.as_ref().filter(|_| part.content == Content::Table);
        let marked = |table: &TableTally, lines: Hiding| {
            table.hidden.iter().filter(|line| lines.contains(line.why)).map(|line| line.marked).sum()
        };
        // The texts of a table are its name and the like, and say nothing of its size.
        let text = part.text.as_ref().filter(|_| table.is_none()).map(|text| text.bytes);
        Self {
            number: part.id,
            depth,
            path: part.path.clone(),
            human: part.human.clone(),
            channel: part.channel,
            hiding: part.hiding,
            partly: table.map_or(Hiding::empty(), |table| table.hidden.iter().map(|line| line.why).collect())
                - part.hiding,
            rows: table.map(|table| table.rows),
            columns: table.map(|table| {
                table.column_span.map_or(0, |(first, last)| u64::from(last.saturating_sub(first)) + 1)
            }),
            hidden_rows: table.map(|table| marked(table, Hiding::WHOLE_ROW)),
            hidden_columns: table.map(|table| marked(table, Hiding::WHOLE_COLUMN)),
            bytes: file.map(|file| file.bytes).or(text),
            findings,
        }
    }
}

impl Outline {
    /// Draws the outline of a file.
    pub(crate) fn draw(findings: &Findings, judged: &Judged) -> Self {
        let order = in_order(findings);
        let mut about = about_parts(findings, judged);
        let files: HashMap<u32, &FileFound> =
            findings.files.iter().rev().filter_map(|file| Some((file.inside?, file))).collect();
        let parts: Vec<OutlinePart> = order
            .into_iter()
            .take(MOST_PARTS)
            .filter_map(|(place, depth)| {
                let part = findings.parts.get(place)?;
                let found = about.remove(&part.id).unwrap_or_default();
                Some(OutlinePart::new(part, depth, files.get(&part.id).copied(), found))
            })
            .collect();
        let more = findings.parts.len().saturating_sub(parts.len()) as u64;
        Self { parts, more }
    }
}

/// The findings of each part, by its number.
fn about_parts(findings: &Findings, judged: &Judged) -> HashMap<u32, Vec<usize>> {
    // What no reader understood is told for the file, and named by its path.
    let by_path: HashMap<&str, u32> = findings
        .parts
        .iter()
        .rev()
        .filter(|part| part.file == 0 && !part.path.is_empty())
        .map(|part| (part.path.as_str(), part.id))
        .collect();
    let mut about: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, (finding, part)) in judged.findings.iter().zip(&judged.parts).enumerate() {
        let named = || finding.place.inside.is_empty().then(|| by_path.get(finding.place.part.as_str()))?;
        if let Some(part) = part.as_ref().or_else(named) {
            about.entry(*part).or_default().push(place);
        }
    }
    about
}

/// The parts as a tree is read: each with its depth, what belongs to it right after it, all else as it stands in the file.
fn in_order(findings: &Findings) -> Vec<(usize, u32)> {
    let holders: HashMap<u32, u32> =
        findings.files.iter().filter_map(|file| Some((file.id, file.inside?))).collect();
    let mut below: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut known = HashSet::new();
    let mut waiting = Vec::new();
    for (place, part) in findings.parts.iter().enumerate() {
        // What is said to lie in a part that has not come yet lies in none: so no circle can be told.
        let above = part.parent.or_else(|| holders.get(&part.file).copied()).filter(|id| known.contains(id));
        match above {
            Some(above) => below.entry(above).or_default().push(place),
            None => waiting.push((place, 0)),
        }
        known.insert(part.id);
    }
    waiting.reverse();
    let mut order = Vec::with_capacity(findings.parts.len());
    while let Some((place, depth)) = waiting.pop() {
        order.push((place, depth));
        let inside = findings.parts.get(place).and_then(|part| below.remove(&part.id));
        waiting.extend(inside.into_iter().flatten().rev().map(|place| (place, depth + 1)));
    }
    order
}
