//! How the rows of a file share out among several sources.

use crate::accuse::Accused;
use crate::delivery::Delivery;
use crate::found::Split;
use crate::source::FileRows;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

/// Counts rows by source: by reference number where a row has one, else by who holds the person. Nothing if nobody is above
/// the bar.
pub(crate) fn split(deliveries: &[Delivery], rows: &FileRows, accused: &Accused) -> Option<Split> {
    if accused.present.is_empty() {
        return None;
    }
    let sources: BTreeSet<u32> = accused
        .present
        .iter()
        .filter_map(|at| deliveries.get(*at))
        .map(|delivery| delivery.id.recipient)
        .collect();
    // Whoever has one delivery has the others too: what is in another of the same recipient's is from no second source.
    let mut held: BTreeMap<u32, RoaringBitmap> = BTreeMap::new();
    for delivery in deliveries.iter().filter(|delivery| sources.contains(&delivery.id.recipient)) {
        *held.entry(delivery.id.recipient).or_default() |= &delivery.people;
    }
    let mut counts: BTreeMap<u32, u64> = held.keys().map(|recipient| (*recipient, 0)).collect();
    let mut split = Split::default();
    for row in &rows.rows {
        let by_token = rows
            .owner(row)
            .and_then(|owner| owner.deliveries.first())
            .and_then(|at| Some(deliveries.get(*at)?.id.recipient));
        let sources: Vec<u32> = match (by_token, row.person) {
            (Some(recipient), _) => vec![recipient],
            (None, Some(person)) => held
                .iter()
                .filter(|(_, people)| people.contains(person))
                .map(|(recipient, _)| *recipient)
                .collect(),
            (None, None) => continue,
        };
        match sources.as_slice() {
            [] => split.unexplained += 1,
            [one] => match counts.get_mut(one) {
                Some(count) => *count += 1,
                None => split.unexplained += 1,
            },
            _ => split.shared += 1,
        }
    }
    split.rows = counts.into_iter().collect();
    Some(split)
}
