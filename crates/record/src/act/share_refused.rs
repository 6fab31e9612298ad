//! A recipient may not get deliveries.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A proposed share was refused. Why is in the act's note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShareRefused {
    /// Number of the share.
    pub share: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for ShareRefused {
    const KIND: &'static str = "share-refused";
    const TITLE: &'static str = "Share refused";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::SHARE_STATE];

    fn sentence(&self) -> String {
        format!("Share {}, which act {} proposed, was refused.", self.share, self.proposal)
    }

    fn example() -> Self {
        Self { share: 4, proposal: 1310 }
    }
}
