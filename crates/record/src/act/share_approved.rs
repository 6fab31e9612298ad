//! A second actor agrees that a recipient may get deliveries.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A share was approved: deliveries may be made until it ends or expires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShareApproved {
    /// Number of the share.
    pub share: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for ShareApproved {
    const KIND: &'static str = "share-approved";
    const TITLE: &'static str = "Share approved";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::SHARE_STATE];

    fn sentence(&self) -> String {
        format!("Share {}, which act {} proposed, was approved.", self.share, self.proposal)
    }

    fn example() -> Self {
        Self { share: 4, proposal: 1310 }
    }
}
