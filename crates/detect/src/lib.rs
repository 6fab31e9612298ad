//! Which personal data a file holds, about how many people, and how sure that is.
//!
//! This crate knows identifiers, names and people. It knows nothing of file formats or policy.

mod detector;
mod findings;
mod identifiers;
mod prose;
mod recogniser;
pub mod score;
mod table;
mod text;
mod thresholds;

pub use detector::{DetectOptions, Detector, Retyped};
pub use findings::{
    ColumnFound, FileFound, Findings, IdentifierFound, PartFound, TextFound, UnaccountedFound, UncheckedFound, ViewFound,
};
pub use prose::Page;
pub use recogniser::{Evidence, Kind, Limits, RECOGNISERS, Recogniser, Segment, Unchecked, recognise};
pub use score::{Certainty, Score, Term, Why};
