//! Which personal data a file holds, about how many people, and how sure that is.
//!
//! This crate knows identifiers, names and people. It knows nothing of file formats or policy.

mod detector;
mod findings;
mod identifiers;
mod involved;
mod kit;
mod lists;
mod people;
mod prose;
mod recogniser;
mod roster;
mod scan;
pub mod score;
mod subjects;
mod table;
mod text;
mod thresholds;
mod vocabulary;

pub use detector::{DetectOptions, Detector, Retyped};
pub use findings::{
    ColumnFound, FileFound, Findings, IdentifierFound, PartFound, TextFound, UnaccountedFound,
    UncheckedFound, ViewFound,
};
pub use identifiers::{
    Day, Gate, IDENTIFIERS, Identifier, IdentifierIndex, IdentifierSet, LicenceHolder, LocalNumbers,
    LocalPattern, Marks, NEVER, PatternError, Shape, Strength, Vectors, Verdict, cell, cell_among,
    is_police_mailbox, named, read_date, spell,
};
pub use people::tally::{Basis, People};
pub use prose::Page;
pub use recogniser::{Evidence, Kind, Limits, RECOGNISERS, Recogniser, Segment, Unchecked, recognise};
pub use roster::{Refused, Roster, RosterBuilder, RosterColumn, RosterFound, SealError, SealKey, normalise};
pub use score::{Certainty, Score, Term, Why};
pub use subjects::Subjects;
pub use table::{FIELDS, Field, FieldRow, Nature, Weight, heading_field};
pub use vocabulary::is_plain_word;
