//! Several readings of one span: the best is reported, the others stand behind it.

use crate::recogniser::{Evidence, Kind};
use crate::score::{ALTERNATIVE_WITHIN, Score};
use std::ops::Range;

/// A reading of a span.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub range: Range<usize>,
    pub kind: Kind,
    pub score: Score,
}

/// Sorts readings out: best first, and what overlaps a better one becomes its alternative, in groups that lie apart.
/// Readings come in order of their start, more or less: groups are small whatever a file holds.
pub(crate) fn settle(readings: &mut Vec<Reading>, out: &mut Vec<Evidence>) {
    readings.sort_by_key(|reading| reading.range.start);
    let mut group: Vec<Reading> = Vec::new();
    let mut end = 0;
    for reading in readings.drain(..) {
        if reading.range.start >= end || group.len() >= MOST_READINGS {
            settle_group(&mut group, out);
        }
        end = end.max(reading.range.end);
        group.push(reading);
    }
    settle_group(&mut group, out);
}

fn settle_group(group: &mut Vec<Reading>, out: &mut Vec<Evidence>) {
    // Surer first; of two that are as sure the longer.
    group.sort_by(|left, right| {
        right
            .score
            .bits()
            .total_cmp(&left.score.bits())
            .then_with(|| right.range.len().cmp(&left.range.len()))
            .then_with(|| left.kind.cmp(&right.kind))
    });
    let begin = out.len();
    for reading in group.drain(..) {
        let kept = out.get(begin..).unwrap_or_default();
        let overlapping = || kept.iter().filter(|other| overlaps(&other.range, &reading.range));
        let rank = overlapping().count();
        let best = overlapping().map(|other| other.bits).fold(f32::NEG_INFINITY, f32::max);
        let known =
            kept.iter().any(|other| other.kind == reading.kind && overlaps(&other.range, &reading.range));
        if known || (rank > 0 && best - reading.score.bits() > ALTERNATIVE_WITHIN) || rank > MOST_ALTERNATIVES
        {
            continue;
        }
        let mut evidence = Evidence::new(reading.range, reading.kind, reading.score);
        evidence.rank = rank as u8;
        out.push(evidence);
    }
}

/// Readings that are settled together. A file can be made to chain them without end.
const MOST_READINGS: usize = 64;
/// Alternatives that are kept for one span.
const MOST_ALTERNATIVES: usize = 4;

fn overlaps(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}
