//! What the columns of a view show, for its finding.

use super::field::Field;
use super::segment::{Finished, TableSegment};
use crate::score::{Certainty, Score};
use crate::{IdentifierFound, IdentifierIndex, Strength, Verdict};
use std::collections::HashMap;

/// Counts below five in columns of counts: they can single people out (a rule of the gate).
pub(crate) fn small_counts(finished: &Finished, segment: &TableSegment) -> u64 {
    if !finished.has(Field::Count) {
        return 0;
    }
    let counts = finished.typed.iter().zip(&segment.columns).filter(|(typed, _)| typed.field == Field::Count);
    counts.filter(|(_, column)| column.integers.is_some_and(|(least, _)| (1..5).contains(&least))).count()
        as u64
}

/// Identifiers in the cells of a view: whole cells of typed columns, single ones among others, and what texts show.
pub(crate) fn identifiers(
    segment: &TableSegment,
    finished: &Finished,
    cells: &[u64],
) -> Vec<IdentifierFound> {
    let mut found: HashMap<usize, (u64, u64)> = HashMap::new();
    for (place, typed) in finished.typed.iter().enumerate() {
        let in_view = cells.get(place).copied().unwrap_or(0);
        if in_view == 0 {
            continue;
        }
        if let Field::Identifier(index) = typed.field {
            let passed = segment.columns[place].passed(index).min(in_view);
            let count = found.entry(index.place()).or_default();
            if typed.score.certainty() == Certainty::Certain {
                count.0 += passed;
            } else {
                count.1 += passed;
            }
        } else {
            for (index, passed) in among_others(segment, place) {
                found.entry(index.place()).or_default().1 += passed.min(in_view);
            }
        }
        for (kind, certain, possible) in segment.identifiers_in_text(place) {
            if certain + possible > 0 {
                let count = found.entry(kind).or_default();
                count.0 += certain.min(in_view);
                count.1 += possible.min(in_view);
            }
        }
    }
    let mut list: Vec<IdentifierFound> = found
        .into_iter()
        .filter_map(|(place, (certain, possible))| {
            Some(IdentifierFound { kind: IdentifierIndex::all().nth(place)?, certain, possible })
        })
        .collect();
    list.sort_by_key(|found| found.kind);
    list
}

/// Numbers of people in a column of something else: names and numbers by turns, values beside labels. Each speaks for
/// itself, so that only those count that a shape and a check make likely without a heading.
fn among_others(
    segment: &TableSegment,
    place: usize,
) -> impl Iterator<Item = (IdentifierIndex, u64)> + use<'_> {
    let column = &segment.columns[place];
    IdentifierIndex::all().filter_map(move |index| {
        let identifier = index.identifier();
        let passed = column.checked(index);
        if passed == 0 || identifier.strength != Strength::Person {
            return None;
        }
        let mut score = Score::of(identifier);
        score.check(identifier, Verdict::Passes);
        (score.certainty() >= Certainty::Possible).then_some((index, passed))
    })
}
