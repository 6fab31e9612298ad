//! From the content of a leaked file to its source: which delivery it was, when it was taken, whom it is about, and which
//! certificates of destruction it contradicts.
//!
//! The chance that anybody innocent is accused is at most one in a million, whatever an attacker did, because only the
//! delivery's own secret marks count towards an accusation ([`marks::evidence`]). What is natural (columns, people, versions of
//! values) excludes and ranks.
//!
//! This room computes. It reads no file, no database and no clock.

mod accuse;
mod clock;
mod delivery;
mod error;
mod evidence;
mod force;
mod found;
mod leak;
mod parallel;
mod people;
pub mod report;
mod retention;
mod rows;
mod source;
mod split;
mod summary;
mod table;
mod trace;

pub use clock::{ABSENT, Bound, ContentClock, DeliveryClock, Reason, Stretch, Window};
pub use delivery::{Delivery, DeliveryId, Honey, Keys, Marked, Tokens};
pub use error::TraceError;
pub use evidence::{Evidence, RECOMPUTE, trace_with_evidence};
pub use force::{Force, Kind, Known};
pub use found::{
    ChannelValues, ColumnFound, Contradiction, DeliveryFound, FileFound, Holds, PersonFound, RecipientFound,
    Split, Trace, Verdict, Work,
};
pub use leak::{Leak, NoPhotos, Photo, PhotoMarks, Table};
pub use source::Fit;
pub use trace::{Question, trace};
