//! What is in suspense, from the alarm on.

use super::rows::Columns;
use super::{Act, Books, Wrong, unless};

impl Books {
    /// What is in suspense of a store.
    pub(super) fn in_suspense(&self, store: Option<u64>) -> impl Iterator<Item = &Columns> {
        self.differences.in_force().map(|(_, row)| row).filter(move |row| row.number(0) == store)
    }

    pub(super) fn alarm(&self, act: &Act<'_>) -> Wrong {
        let said = act.said;
        let of = |kind: &str, column: usize| {
            let rows = act.differences.new.iter().filter(|(_, row)| row.text(2) == Some(kind));
            rows.map(|(_, row)| row.number(column)).try_fold(0_u64, |sum, one| sum.checked_add(one?))
        };
        let counts =
            ["missing", "surplus", "changed", "damaged"].iter().all(|kind| of(kind, 5) == said.number(kind))
                && of("missing", 6) == said.number("missing-bytes");
        let rows = act.differences.new.iter().all(|(_, row)| {
            row.number(1) == Some(act.position)
                && row.number(0) == said.number("store")
                && matches!(row.text(2), Some("missing" | "surplus" | "changed" | "damaged"))
        });
        let first = act.differences.new.first().and_then(|(_, row)| row.digest(4));
        let is_so = counts && rows && first.is_some() && first.as_deref() == said.text("list");
        unless(is_so && self.is_watched(said.number("store")), "says another alarm than it wrote")
    }

    /// What is found ends whole differences; what is left of one begins anew, of the same alarm and kind, and smaller.
    pub(super) fn found(act: &Act<'_>) -> Wrong {
        let said = act.said;
        let named = said.numbers("differences");
        let ended: Vec<u64> =
            act.differences.ended.iter().filter_map(|(number, _)| u64::try_from(*number).ok()).collect();
        if ended.is_empty() || named != Some(ended) {
            return Some("ended other differences than it says are found");
        }
        let mut before: Vec<&Columns> = act.differences.ended.iter().map(|(_, row)| row).collect();
        let (mut items, mut bytes) = (sum(&before, 5), sum(&before, 6));
        if before.iter().any(|row| row.number(0) != said.number("store")) {
            return Some("ended differences of another store than it says");
        }
        for (_, left) in &act.differences.new {
            let of = |row: &&Columns| (0..3).all(|column| row.text(column) == left.text(column));
            let Some(place) = before.iter().position(of) else {
                return Some("left something in suspense that was not there before");
            };
            let whole = before.swap_remove(place);
            if left.number(5) >= whole.number(5) {
                return Some("left more in suspense than there was");
            }
            items = less(items, left.number(5));
            bytes = less(bytes, left.number(6));
        }
        let is_so = items.is_some() && items == said.number("items") && bytes == said.number("bytes");
        unless(is_so && items != Some(0), "says that more or less is found than is in suspense no longer")
    }
}

fn sum(rows: &[&Columns], column: usize) -> Option<u64> {
    rows.iter().map(|row| row.number(column)).try_fold(0_u64, |sum, one| sum.checked_add(one?))
}

fn less(sum: Option<u64>, part: Option<u64>) -> Option<u64> {
    sum?.checked_sub(part?)
}
