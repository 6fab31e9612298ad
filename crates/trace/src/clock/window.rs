//! The window of the theft, with what each of its ends rests on.

use super::deliveries::DeliveryClock;
use crate::delivery::DeliveryId;
use serde::{Deserialize, Serialize};

/// Why the theft cannot have been earlier, or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// This delivery is in the file, and was not handed over before.
    Delivered(DeliveryId),
    /// The specimen row of this delivery is in the file.
    Specimen(DeliveryId),
    /// The content shows the record as it was then, and not before.
    Content,
    /// Rows of this delivery would be in the file if it had been there.
    Absent(DeliveryId),
    /// The file was found.
    Found,
}

/// One end of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Why.
    pub reason: Reason,
}

/// Between when and when the file was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Window {
    /// Not before.
    pub from: Option<Bound>,
    /// Before.
    pub until: Option<Bound>,
}

/// The window: the latest of what it cannot be before, and the earliest of what it cannot be after. Where the two cross,
/// clocks disagree or two thefts were put together: then only the earlier end is believed, for it rests on what is in the
/// file and not on what is missing.
pub(crate) fn window(
    deliveries: Option<&DeliveryClock>,
    specimens: Option<&DeliveryClock>,
    delivered: Option<(DeliveryId, i64)>,
    found: Option<i64>,
) -> Window {
    let mut from: Vec<Bound> = Vec::new();
    from.extend(
        deliveries.map(|clock| Bound { at: clock.not_before, reason: Reason::Delivered(clock.last_present) }),
    );
    from.extend(
        specimens.map(|clock| Bound { at: clock.not_before, reason: Reason::Specimen(clock.last_present) }),
    );
    from.extend(delivered.map(|(id, at)| Bound { at, reason: Reason::Delivered(id) }));
    let from = from.into_iter().max_by_key(|bound| bound.at);
    let mut until: Vec<Bound> = Vec::new();
    for clock in [deliveries, specimens].into_iter().flatten() {
        if let (Some(at), Some(id)) = (clock.before, clock.first_absent) {
            until.push(Bound { at, reason: Reason::Absent(id) });
        }
    }
    until.extend(found.map(|at| Bound { at, reason: Reason::Found }));
    let is_later = |bound: &Bound| from.is_none_or(|from| bound.at >= from.at);
    let until = until.into_iter().filter(is_later).min_by_key(|bound| bound.at);
    Window { from, until }
}

impl Window {
    /// The window of a file: that of its only source, no earlier than its content; of several sources, it was put together
    /// after the last was taken.
    pub(crate) fn of_file(sources: &[&Self], content: Option<i64>, found: Option<i64>) -> Self {
        let content = content.map(|at| Bound { at, reason: Reason::Content });
        let from =
            sources.iter().filter_map(|window| window.from).chain(content).max_by_key(|bound| bound.at);
        let until = match sources {
            [one] => one.until,
            _ => found.map(|at| Bound { at, reason: Reason::Found }),
        };
        let until = until.filter(|until| from.is_none_or(|from| until.at >= from.at));
        Self { from, until }
    }
}
