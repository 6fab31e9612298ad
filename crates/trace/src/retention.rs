//! Certificates of destruction that a file contradicts.

use crate::accuse::Accused;
use crate::delivery::{Delivery, DeliveryId};
use crate::found::Contradiction;
use crate::source::Resolved;

/// Clocks of two organisations may differ by so much: ten minutes, in microseconds.
const SKEW: i64 = 600_000_000;

/// Rows of a delivery that was certified as destroyed, beside rows of one that came after the certificate: the same store
/// held both. Either the certificate is false, or two thefts were put together; which of the two, the file cannot tell. Only
/// reference numbers and receipts are used, no statistics.
pub(crate) fn contradictions(
    deliveries: &[Delivery],
    resolved: &Resolved,
    accused: &Accused,
) -> Vec<Contradiction> {
    let present: Vec<(&Delivery, u64)> = accused
        .present
        .iter()
        .filter_map(|at| {
            let delivery = deliveries.get(*at)?;
            let rows = resolved.hits.get(at)?.len() as u64;
            (!delivery.marked.has_stable_tokens()).then_some((delivery, rows))
        })
        .collect();
    let mut found = Vec::new();
    for (destroyed, rows) in &present {
        let Some(certified) = destroyed.destroyed else { continue };
        // The last that came says most: until then at least the store held what it should not.
        let later = present
            .iter()
            .filter(|(later, _)| {
                later.id.recipient == destroyed.id.recipient
                    && later.delivered > certified.saturating_add(SKEW)
            })
            .max_by_key(|(later, _)| later.delivered);
        if let Some((later, later_rows)) = later {
            found.push(Contradiction {
                destroyed: destroyed.id,
                certified,
                rows: *rows,
                later: later.id,
                delivered: later.delivered,
                later_rows: *later_rows,
            });
        }
    }
    found
}

/// Deliveries in the file that were certified as destroyed.
pub(crate) fn certified(deliveries: &[Delivery], accused: &Accused) -> Vec<DeliveryId> {
    accused
        .present
        .iter()
        .filter_map(|at| deliveries.get(*at))
        .filter(|delivery| delivery.destroyed.is_some())
        .map(|delivery| delivery.id)
        .collect()
}
