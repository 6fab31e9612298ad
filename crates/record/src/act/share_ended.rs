//! Nothing is delivered under a share any more.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A share ended. What was delivered under it stays on record until it is destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShareEnded {
    /// Number of the share.
    pub share: u32,
}

impl Act for ShareEnded {
    const KIND: &'static str = "share-ended";
    const TITLE: &'static str = "Share ended";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles =
        Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::CardOffice, Role::Approver]);
    const WRITES: &'static [&'static Table] = &[&table::SHARE_STATE];

    fn sentence(&self) -> String {
        format!("Share {} ended: nothing is delivered under it any more.", self.share)
    }

    fn example() -> Self {
        Self { share: 4 }
    }
}
