//! Which deliveries a list shows, and in which order.

use crate::form::Form;
use jiff::Timestamp;
use share::{Delivery, DeliveryState};

/// What can be asked for: value and words.
pub const STATES: [(&str, &str); 6] = [
    ("", "Any"),
    ("overdue", "Certificate overdue"),
    ("delivered", "Not signed for"),
    ("received", "Received"),
    ("destroyed", "Destroyed"),
    ("cancelled", "Cancelled"),
];

/// A question about deliveries.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// One of [`STATES`].
    pub what: &'static str,
    /// Number of the holder who got them.
    pub holder: Option<u32>,
}

impl Filter {
    /// From a query; what makes no sense asks for all.
    pub fn read(query: &Form) -> Self {
        let what = query.text("what");
        Self {
            what: STATES.iter().map(|(value, _)| *value).find(|value| *value == what).unwrap_or_default(),
            holder: query.text("holder").parse().ok(),
        }
    }

    /// Whether it leaves anything out.
    pub fn is_asked(&self) -> bool {
        *self != Self::default()
    }

    /// As a query, ending in `&` unless it is empty.
    pub fn query(&self) -> String {
        let mut text = url::form_urlencoded::Serializer::new(String::new());
        if !self.what.is_empty() {
            text.append_pair("what", self.what);
        }
        if let Some(holder) = self.holder {
            text.append_pair("holder", &holder.to_string());
        }
        let text = text.finish();
        if text.is_empty() { text } else { text + "&" }
    }

    /// What it takes: overdue ones first, the longest overdue before others, and then the newest first.
    pub fn take(&self, mut deliveries: Vec<Delivery>, now: Timestamp) -> Vec<Delivery> {
        deliveries.retain(|delivery| {
            let is_asked = match self.what {
                "" => true,
                "overdue" => delivery.is_overdue(now),
                state => DeliveryState::named(state) == Some(delivery.state),
            };
            is_asked && self.holder.is_none_or(|holder| holder == delivery.holder)
        });
        deliveries.sort_by_key(|delivery| {
            let overdue = delivery.is_overdue(now).then_some(delivery.destroy_by);
            (overdue.is_none(), overdue, std::cmp::Reverse(delivery.number))
        });
        deliveries
    }
}
