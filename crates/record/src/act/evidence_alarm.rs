//! A store does not have what it has to have.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A store lists less than it has to, or other things: what differs is in suspense from now on, until it is found or written off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceAlarm {
    /// Number of the store.
    pub store: u32,
    /// Items that are not there.
    pub missing: u64,
    /// Their bytes.
    pub missing_bytes: u64,
    /// Items that nobody expected.
    pub surplus: u64,
    /// Items that are not as they were.
    pub changed: u64,
    /// Items that are other bytes under the same name, as reading them shows.
    pub damaged: u64,
    /// Cases that are touched.
    pub cases: u64,
    /// SHA-256 of the first of their lists, in hexadecimal digits; the rows that were written name each.
    pub list: String,
}

impl Act for EvidenceAlarm {
    const KIND: &'static str = "evidence-alarm";
    const TITLE: &'static str = "Evidence alarm";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::EvidenceManager, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_DIFFERENCE];

    fn sentence(&self) -> String {
        format!(
            "Alarm: of store {} of evidence {} missing ({} bytes), {} not expected, {} changed, {} damaged; {} touched.",
            self.store,
            counted(self.missing, "item is", "items are"),
            grouped(self.missing_bytes),
            grouped(self.surplus),
            grouped(self.changed),
            grouped(self.damaged),
            counted(self.cases, "case is", "cases are")
        )
    }

    fn example() -> Self {
        Self {
            store: 1,
            missing: 96_174,
            missing_bytes: 14_426_100_000_000,
            surplus: 0,
            changed: 0,
            damaged: 0,
            cases: 69,
            list: "cd".repeat(32),
        }
    }
}
