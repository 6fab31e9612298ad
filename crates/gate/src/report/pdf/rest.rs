//! What was not understood, and what is there and holds nothing back.

use super::findings::kinds;
use crate::finding::Finding;
use crate::mask::harmless;
use crate::report::told::{place_words, sentence};
use crate::words::count;
use crate::{Checked, Severity};
use paper::{Block, Cell, Row, Table};

/// Lines of each list; the report for programs has them all.
const MOST: usize = 60;

/// Parts that no reader understood.
pub(super) fn unaccounted(file: &Checked) -> Vec<Block> {
    if file.unaccounted.is_empty() {
        return Vec::new();
    }
    let row = |gap: &crate::Unaccounted| Row {
        cells: vec![Cell::label(harmless(&gap.part)), Cell::text(harmless(&gap.why))],
    };
    let mut blocks = vec![
        Block::heading(2, "What was not understood"),
        Block::paragraph(
            "Tipstaff accounts for every part of a file. These parts it could not read, so nobody knows what they hold.",
        ),
        Block::Table(Table {
            widths: vec![40, 60],
            head: vec!["Part".into(), "Why".into()],
            rows: file.unaccounted.iter().take(MOST).map(row).collect(),
        }),
    ];
    let more = file.unaccounted.len().saturating_sub(MOST) as u64;
    if more > 0 {
        blocks.push(Block::paragraph(format!(
            "And {} in the report as JSON.",
            count(more, "more part", "more parts")
        )));
    }
    blocks
}

/// What holds nothing back: first what does not because the force decided so, each with the reason; then the rest by kind.
pub(super) fn notes(file: &Checked) -> Vec<Block> {
    let notes = || file.findings.iter().filter(|finding| finding.severity == Severity::Note);
    let decided: Vec<&Finding> = notes().filter(|finding| finding.policy_reason.is_some()).collect();
    let rest: Vec<&Finding> = notes().filter(|finding| finding.policy_reason.is_none()).collect();
    let mut blocks = Vec::new();
    if !decided.is_empty() {
        blocks.push(Block::heading(2, "What the force has decided to let pass"));
        blocks.push(Block::Table(Table {
            widths: vec![36, 30, 34],
            head: vec!["What".into(), "Where".into(), "Reason in the policy".into()],
            rows: decided.iter().take(MOST).map(|finding| decision(finding)).collect(),
        }));
        let more = decided.len().saturating_sub(MOST) as u64;
        if more > 0 {
            let more = count(more, "more decision", "more decisions");
            blocks.push(Block::paragraph(format!("And {more} in the report as JSON.")));
        }
    }
    if !rest.is_empty() {
        blocks.push(Block::heading(2, "Also there, holding nothing back"));
        blocks.push(Block::List(
            kinds(&rest).into_iter().map(|(finding, places)| kind(finding, places)).collect(),
        ));
    }
    blocks
}

fn decision(finding: &Finding) -> Row {
    let reason = finding.policy_reason.as_deref().map(harmless).unwrap_or_default();
    Row {
        cells: vec![
            Cell::label(sentence(&harmless(&finding.summary))),
            Cell::text(place_words(finding)),
            Cell::text(reason),
        ],
    }
}

fn kind(finding: &Finding, places: u64) -> String {
    let title = sentence(finding.rule.title);
    if places == 1 { title } else { format!("{title} ({})", count(places, "place", "places")) }
}
