//! The delivery clock and the specimen clock: which deliveries a recipient's store held when it was copied.

use crate::delivery::{Delivery, DeliveryId};
use serde::{Deserialize, Serialize};

/// A delivery is significantly absent where this or less is the chance that none of its rows came into the file.
pub const ABSENT: f64 = 1e-6;

/// What is found of one delivery to the recipient.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presence<'a> {
    pub(crate) delivery: &'a Delivery,
    /// Rows that could be found.
    pub(crate) rows: u64,
    /// Rows that were.
    pub(crate) found: u64,
}

/// When the store was copied, as the deliveries in it tell. It supposes that the recipient keeps what it is sent, and that
/// rows came into the file independently of when they were delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeliveryClock {
    /// The last delivery that is in the file: the theft was not before it.
    pub last_present: DeliveryId,
    /// When that was.
    pub not_before: i64,
    /// The first delivery that is significantly absent, if one is: the theft was before it.
    pub first_absent: Option<DeliveryId>,
    /// When that was.
    pub before: Option<i64>,
    /// The share of rows that came into the file, of the deliveries from the first to the last present.
    pub share: f64,
    /// Deliveries that are in the file.
    pub present: u32,
}

/// Reads the clock off deliveries to one recipient. Nothing if none is in the file.
///
/// With `found` of `rows` rows in the file, and every share of rows as likely as another beforehand, the chance that none
/// of n further rows is in it is a product of `(b + i) / (a + b + i)`, `i = 0 … n-1`, with `a = found + 1`,
/// `b = rows - found + 1` (beta and binomial).
#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
pub(crate) fn read(mut deliveries: Vec<Presence<'_>>) -> Option<DeliveryClock> {
    deliveries.sort_by_key(|presence| (presence.delivery.delivered, presence.delivery.id));
    let is_present = |presence: &Presence<'_>| presence.found > 0;
    let first = deliveries.iter().position(is_present)?;
    let last = deliveries.iter().rposition(is_present)?;
    let between = deliveries.get(first..=last)?;
    let rows: u64 = between.iter().map(|presence| presence.rows).sum();
    let found: u64 = between.iter().map(|presence| presence.found.min(presence.rows)).sum();
    let (in_file, missing) = (found as f64 + 1.0, rows.saturating_sub(found) as f64 + 1.0);
    let mut chance = 0.0_f64;
    let mut absent = 0.0_f64;
    let mut first_absent = None;
    for presence in deliveries.get(last + 1..)? {
        for _ in 0..presence.rows {
            chance += ((missing + absent) / (in_file + missing + absent)).ln();
            absent += 1.0;
            if chance <= ABSENT.ln() {
                break;
            }
        }
        if chance <= ABSENT.ln() {
            first_absent = Some(presence.delivery);
            break;
        }
    }
    let present = between.iter().filter(|presence| is_present(presence)).count() as u32;
    let last_present = between.last()?.delivery;
    Some(DeliveryClock {
        last_present: last_present.id,
        not_before: last_present.delivered,
        first_absent: first_absent.map(|delivery| delivery.id),
        before: first_absent.map(|delivery| delivery.delivered),
        share: found as f64 / rows.max(1) as f64,
        present,
    })
}
