//! Which personal data a file holds, about how many people, and how sure that is.
//!
//! This crate knows identifiers, names and people. It knows nothing of file formats or policy.

mod identifiers;
mod prose;
mod recogniser;
pub mod score;
mod thresholds;

pub use identifiers::{
    Day, Gate, IDENTIFIERS, Identifier, IdentifierIndex, IdentifierSet, LicenceHolder, LocalNumbers,
    LocalPattern, Marks, NEVER, PatternError, Shape, Strength, Vectors, Verdict, cell, cell_among,
    is_police_mailbox, named, read_date, spell,
};
pub use prose::Page;
pub use recogniser::{Evidence, Kind, Limits, RECOGNISERS, Recogniser, Segment, Unchecked, recognise};
pub use score::{Certainty, Score, Term, Why};
