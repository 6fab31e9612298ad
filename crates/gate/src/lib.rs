//! The gate: what was found in a file becomes a verdict, a report and a safe copy.
//!
//! [`Checker::check`] opens a file in the sandbox, has it examined, and judges what was found by one table of rules
//! ([`RULES`]) and the policy of the force. Reports in four forms come from the same [`Checked`]. The gate knows neither
//! how formats are parsed nor what is on record.

mod check;
mod clean;
mod finding;
mod judge;
mod kept;
mod mask;
mod memory;
mod outline;
mod policy;
mod preview;
mod release_settings;
pub mod report;
mod rule;
mod rules;
mod severity;
mod thresholds;
mod words;

pub use check::{Checked, Checker, Unaccounted, io_words};
pub use clean::{
    Cause, CleanError, CleanOptions, Cleaned, CopiedFile, CopiedSheet, CopyKind, InMemoryCopy, LeftOut,
    Original, Unit,
};
pub use detect::Subjects;
pub use finding::{ColumnSummary, Finding, Place, Sample, TableSummary};
pub use inspect::Visibility;
pub use kept::{KEPT_SCHEMA, Kept, KeptError};
pub use mask::{harmless, heading as masked_heading, mask};
pub use outline::{Outline, OutlinePart};
pub use policy::{Allowance, LocalNumber, Override, POLICY_SCHEMA, Policy, PolicyError};
pub use preview::{
    Preview, PreviewCell, PreviewColumn, PreviewLimits, PreviewParagraph, PreviewRow, PreviewTable,
    PreviewText,
};
pub use release_settings::ReleaseSettings;
pub use rule::{Rule, Subject};
pub use rules::RULES;
pub use severity::{Severity, Verdict};
pub use thresholds::Thresholds;
pub use words::size;
