//! Three clocks: what the content shows, which deliveries are in it, which specimens are in it.

mod content;
mod deliveries;
mod timeline;
mod votes;
mod window;

pub use content::{ContentClock, Stretch};
pub use deliveries::{ABSENT, DeliveryClock};
pub(crate) use deliveries::{Presence, read};
pub(crate) use timeline::Timeline;
pub(crate) use window::window;
pub use window::{Bound, Reason, Window};
