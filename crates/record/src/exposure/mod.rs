//! Exposure: for some holders and a window of time, the people and fields that were with them, *definite* or *possible*.
//!
//! It is a union over holdings. [`Record::exposure`](crate::Record::exposure) reads them once and adds them up;
//! [`ExposureIndex`] keeps the holdings of some holders in memory, compressed as they are stored, for many questions.

mod accumulator;
mod answer;
mod ask;
mod index;
mod one_person;
mod people;
mod portable;
mod question;
mod tally;
mod unlisted;

pub use answer::{CountOf, Exposure, FieldExposure, HoldingsFound, ItemsFound, PeopleFound};
pub use index::ExposureIndex;
pub use one_person::HeldAbout;
pub(crate) use portable::Portable;
pub use question::{HoldersAsked, Question};
pub use unlisted::Interval;
