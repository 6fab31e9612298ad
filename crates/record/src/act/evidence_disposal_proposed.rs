//! Copies of ours are to be destroyed.

use super::{Act, Effect, Word, counted, grouped};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It is proposed to destroy all copies of some items. The list of them is sealed and its digest is what others approve. Items that are held are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceDisposalProposed {
    /// Number of the disposal.
    pub disposal: u32,
    /// Number of the row of the retention class by which they are due; none: somebody chose them.
    pub class: Option<u32>,
    /// Items.
    pub items: u64,
    /// Their bytes, once.
    pub bytes: u64,
    /// Cases that they belong to.
    pub cases: u64,
    /// Items that were left out, because they are held.
    pub held: u64,
    /// SHA-256 of the list, in hexadecimal digits.
    pub list: String,
    /// Approvals that it takes.
    pub approvals: u32,
    /// Seconds from the last approval until the first copy may go.
    pub cooling_seconds: u64,
    /// Seconds from then on until the last copy of an item may go.
    pub last_seconds: u64,
}

impl Act for EvidenceDisposalProposed {
    const KIND: &'static str = "evidence-disposal-proposed";
    const TITLE: &'static str = "Disposal proposed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::EvidenceManager]);
    const WRITES: &'static [&'static Table] = &[&table::EVIDENCE_DISPOSAL, &table::EVIDENCE_DISPOSAL_STATE];

    fn sentence(&self) -> String {
        format!(
            "Disposal {} proposes to destroy every copy of {} ({} bytes) of {}; {} held and left out. It takes {} approvals.",
            self.disposal,
            counted(self.items, "item", "items"),
            grouped(self.bytes),
            counted(self.cases, "case", "cases"),
            counted(self.held, "item is", "items are"),
            self.approvals
        )
    }

    fn example() -> Self {
        Self {
            disposal: 1,
            class: Some(1),
            items: 412,
            bytes: 61_800_000_000,
            cases: 0,
            held: 3,
            list: "cd".repeat(32),
            approvals: 2,
            cooling_seconds: 604_800,
            last_seconds: 604_800,
        }
    }
}
