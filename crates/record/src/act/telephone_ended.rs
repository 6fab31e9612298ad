//! A telephone answers for nobody any more.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A telephone was lost, or its time is over: what it can answer with is revoked, for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TelephoneEnded {
    /// Number of the telephone.
    pub telephone: u32,
}

impl Act for TelephoneEnded {
    const KIND: &'static str = "telephone-ended";
    const TITLE: &'static str = "Telephone ended";
    const WORD: Word = Word::Alteration;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::CardOffice, Role::InformationSecurity, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_TELEPHONE, &table::CARD_LIST];

    fn sentence(&self) -> String {
        format!("Telephone {} answers for nobody any more.", self.telephone)
    }

    fn example() -> Self {
        Self { telephone: 7 }
    }
}
