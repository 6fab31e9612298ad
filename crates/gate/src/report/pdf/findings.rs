//! The findings that hold a file back, each with place, counts and what to do.

use super::mark_of;
use crate::finding::Finding;
use crate::report::Told;
use crate::report::told::sentence;
use crate::words::{count, list, number};
use crate::{Checked, Severity};
use paper::{Block, Cell, Heading, Row, Table};

/// Findings that are told one by one. The report for programs has them all.
const MOST: usize = 100;
/// Findings of one rule of which each is told.
const MOST_OF_A_RULE: usize = 25;

/// The findings.
pub(super) fn findings(file: &Checked, show_samples: bool) -> Vec<Block> {
    let all: Vec<&Finding> =
        file.findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let kinds = kinds(&all);
    let mut blocks = vec![Block::heading(2, "What was found")];
    if all.len() > 1 {
        blocks.push(overview(&kinds));
    }
    let mut told: Vec<(&str, Severity, usize)> = Vec::new();
    let (mut shown, mut left) = (0, 0_u64);
    for finding in &all {
        let place = told.iter().position(|(rule, severity, _)| (*rule, *severity) == key(finding));
        let before = place.and_then(|place| told.get_mut(place));
        let so_far: usize = before.as_ref().map_or(0, |(.., count)| *count);
        if shown >= MOST || so_far >= MOST_OF_A_RULE {
            left += 1;
            continue;
        }
        match before {
            Some((.., count)) => *count += 1,
            None => told.push((finding.rule.id, finding.severity, 1)),
        }
        shown += 1;
        blocks.extend(one(finding, show_samples));
    }
    if left > 0 {
        let more = count(left, "more finding of these kinds is", "more findings of these kinds are");
        blocks.push(Block::paragraph(format!("And {more} in the report as JSON.")));
    }
    blocks
}

fn key(finding: &Finding) -> (&'static str, Severity) {
    (finding.rule.id, finding.severity)
}

/// How many findings there are of each rule, in the order in which they are told.
pub(super) fn kinds<'f>(all: &[&'f Finding]) -> Vec<(&'f Finding, u64)> {
    let mut kinds: Vec<(&Finding, u64)> = Vec::new();
    for finding in all {
        match kinds.iter_mut().find(|(first, _)| key(first) == key(finding)) {
            Some((_, count)) => *count += 1,
            None => kinds.push((*finding, 1)),
        }
    }
    kinds
}

fn overview(kinds: &[(&Finding, u64)]) -> Block {
    let row = |(finding, places): &(&Finding, u64)| {
        let mark = mark_of(finding.severity);
        Row {
            cells: vec![
                Cell::text(mark.words).with_icon(mark.icon, mark.tone),
                Cell::text(sentence(finding.rule.title)),
                Cell::text(number(*places)),
            ],
        }
    };
    Block::Table(Table {
        widths: vec![26, 60, 14],
        head: vec!["How grave".into(), "What".into(), "Places".into()],
        rows: kinds.iter().map(row).collect(),
    })
}

/// One finding, in the words of the report in text.
fn one(finding: &Finding, show_samples: bool) -> [Block; 2] {
    let told = Told::of(finding, show_samples);
    let holds = list(&told.holds.iter().map(String::as_str).collect::<Vec<_>>());
    let mut facts = vec![("Where", told.place), ("Holds", holds), ("Numbers", told.numbers.join(", "))];
    facts.extend(told.samples.into_iter().take(2).map(|sample| ("Such as", sample)));
    facts.extend([("Why it matters", told.why.to_owned()), ("What to do", told.fix)]);
    facts.extend(told.policy.map(|reason| ("The force's rule", reason)));
    let heading = Heading { level: 3, text: told.summary, mark: Some(mark_of(finding.severity)) };
    [Block::Heading(heading), Block::facts(facts)]
}
