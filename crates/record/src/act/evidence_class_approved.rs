//! A second actor agrees to how long a class of evidence is kept.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A class of evidence is kept so long from now on. It takes nothing by itself: what is due is planned, approved and carried out like any disposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceClassApproved {
    /// Number of the row of the class.
    pub class: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
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
    /// SHA-256 of the whole simulation, in hexadecimal digits.
    pub simulation: String,
}

impl Act for EvidenceClassApproved {
    const KIND: &'static str = "evidence-class-approved";
    const TITLE: &'static str = "Retention class approved";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_CLASS_STATE];

    fn sentence(&self) -> String {
        format!(
            "Version {} of the retention class {}, as act {} proposed: {}.",
            self.version,
            self.name,
            self.proposal,
            rule(&self.action, &self.clock, self.days)
        )
    }

    fn example() -> Self {
        Self {
            class: 1,
            proposal: 1405,
            name: "non_evidential".into(),
            version: 1,
            clock: "recorded".into(),
            days: Some(31),
            action: "dispose".into(),
            simulation: "ab".repeat(32),
        }
    }
}

/// What a class says, for a person.
pub(super) fn rule(action: &str, clock: &str, days: Option<u32>) -> String {
    let then = if action == "dispose" { "due for disposal" } else { "due for review" };
    match days {
        Some(days) => format!("{then} {} after it was {clock}", counted(days.into(), "day", "days")),
        None => format!("{then} when somebody says so"),
    }
}
