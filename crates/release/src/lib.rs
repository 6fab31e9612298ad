//! What leaves the force: proposed, approved by somebody else, certified, on record as a holding of the public.
//!
//! ```text
//! Examined ─ propose ─► Release ─ approve (somebody else) ─► holding of the public ┐
//! (a check)                │                                 certificate           ├ one transaction
//!                          ├ refuse, withdraw                                      ┘
//!                          └ recheck ─► holding corrected, certificate withdrawn
//!
//! SHA-256 ─► Door::ask ─► certified, expired, withdrawn or none
//! ```
//!
//! Acts and tables are those of `record`; what may be approved, and what follows, is decided here.

mod approve;
mod certificate;
mod decide;
mod door;
mod error;
mod examined;
mod export;
mod fields;
mod found;
mod history;
mod kept;
pub mod known_people;
mod propose;
mod reasons;
mod recheck;
mod rechecks;
mod register;
mod samples;
mod settings;
mod state;
mod stored;
mod withdraw;

pub use approve::Approved;
pub use certificate::{CERTIFICATE_SCHEMA, Certificate, CertificateError};
pub use door::{ANSWER_SCHEMA, Answer, Door};
pub use error::ReleaseError;
pub use examined::{CHECKER, Examined, rules_digest};
pub use export::{RELEASES_SCHEMA, csv, json};
pub use found::Found;
pub use history::{PastCheck, Standing};
pub use propose::Proposal;
pub use reasons::Reason;
pub use recheck::Rechecked;
pub use rechecks::{Failed, Queue, Rechecks, Task};
pub use register::{Decision, Filter, Release};
pub use settings::Settings;
pub use state::State;

use record::Record;

/// Name of the holder of what was released.
pub const THE_PUBLIC: &str = "The public";

/// Releases of a record.
#[derive(Debug, Clone, Copy)]
pub struct Releases<'r> {
    record: &'r Record,
    settings: Settings,
}

impl<'r> Releases<'r> {
    /// The releases of this record, under these settings.
    pub fn new(record: &'r Record, settings: Settings) -> Self {
        Self { record, settings }
    }

    /// The record.
    pub fn record(&self) -> &'r Record {
        self.record
    }

    /// The settings.
    pub fn settings(&self) -> Settings {
        self.settings
    }
}
