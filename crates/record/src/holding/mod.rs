//! Holdings: this holder has these fields about these subjects, from then until (perhaps) then, because of that act.
//!
//! A holding has a number of its own; its rows in `holding` are its versions, and its rows in `subjects` whom it is about.
//! Closing writes a new version and leaves the subjects; correcting writes both, from the beginning of the holding.

mod change;
mod count;
mod import;
mod known;
mod lifetime;
mod matched;
mod order;
mod show;
mod subjects;
mod told;

pub use count::HoldingCount;
pub use import::{ImportedHolder, ImportedHolding};
pub(crate) use known::{Known, counts, stream};
pub use lifetime::{Beginning, Certainty, Ending, Lifetime};
pub use matched::Matched;
pub use order::HoldingOrder;
pub(crate) use order::people_numbered;
pub(crate) use show::{COLUMNS, Head, fields_of};
pub use show::{Holding, HoldingFilter, SubjectCount};
pub(crate) use subjects::Stored;
pub use subjects::{Subjects, UnlistedTag};
pub use told::ActTold;
