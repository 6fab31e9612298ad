//! A holder gets nothing any more.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A holder gets no deliveries any more: the keys it showed are not used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RecipientEnded {
    /// Number of the holder.
    pub holder: u32,
}

impl Act for RecipientEnded {
    const KIND: &'static str = "recipient-ended";
    const TITLE: &'static str = "Recipient ended";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::RECIPIENT];

    fn sentence(&self) -> String {
        format!("Holder {} gets no deliveries any more.", self.holder)
    }

    fn example() -> Self {
        Self { holder: 3 }
    }
}
