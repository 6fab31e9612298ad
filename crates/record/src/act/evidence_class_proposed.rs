//! How long a class of evidence is kept is to change.

use super::evidence_class_approved::rule;
use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed that a class of evidence is kept so long. What that would take at once was simulated, and the simulation is part of what is proposed.
/// A second actor decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceClassProposed {
    /// Number of the row of the class.
    pub class: u32,
    /// Its name.
    pub name: String,
    /// Which version of the class of this name it is.
    pub version: u32,
    /// From when its period counts: recorded or received.
    pub clock: String,
    /// Days that it lasts; none: no period.
    pub days: Option<u32>,
    /// What comes then: review or dispose.
    pub action: String,
    /// Items that it would take at once, as it was simulated.
    pub items: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Cases that they belong to.
    pub cases: u64,
    /// SHA-256 of the whole simulation, in hexadecimal digits.
    pub simulation: String,
}

impl Act for EvidenceClassProposed {
    const KIND: &'static str = "evidence-class-proposed";
    const TITLE: &'static str = "Retention class proposed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_CLASS, &table::EVIDENCE_CLASS_STATE];

    fn sentence(&self) -> String {
        format!(
            "Version {} of the retention class {} proposes: {}. At once that would take {} ({} bytes) of {}.",
            self.version,
            self.name,
            rule(&self.action, &self.clock, self.days),
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            counted(self.cases, "case", "cases")
        )
    }

    fn example() -> Self {
        Self {
            class: 1,
            name: "non_evidential".into(),
            version: 1,
            clock: "recorded".into(),
            days: Some(31),
            action: "dispose".into(),
            items: 412,
            bytes: 61_800_000_000,
            cases: 0,
            simulation: "ab".repeat(32),
        }
    }
}
