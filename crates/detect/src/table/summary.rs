//! What the columns of a view show, for its finding.

use super::field::Field;
use super::segment::{Finished, TableSegment};
use crate::IdentifierIndex;
use crate::findings::IdentifierFound;
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

/// Identifiers in the cells of a view: whole cells of typed columns, and what texts show.
pub(crate) fn identifiers(
    segment: &TableSegment,
    finished: &Finished,
    cells: &[u64],
) -> Vec<IdentifierFound> {
    use crate::Certainty;
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
