//! A delivery in words.

use jiff::Timestamp;
use record::time::spoken_day;
use share::{Delivery, DeliveryState};

/// A state for people, the certificate that is missing first.
pub fn state(delivery: &Delivery, now: Timestamp) -> String {
    let by = spoken_day(delivery.destroy_by);
    match delivery.state {
        _ if delivery.is_overdue(now) => format!("Certificate of destruction overdue since {by}"),
        DeliveryState::Delivered => format!("Not signed for yet; to be destroyed by {by}"),
        DeliveryState::Received => format!("Received; to be destroyed by {by}"),
        DeliveryState::Destroyed => delivery
            .destroyed
            .map_or_else(|| "Destroyed".into(), |at| format!("Destroyed {}", spoken_day(at))),
        DeliveryState::Cancelled => "Cancelled: it never reached the recipient".into(),
    }
}
