//! A holder has data: entered by hand, also long after the fact.

use super::{Act, Effect, Word, spaced, subjects};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A holding was entered: a holder has fields about people or items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HoldingOpened {
    /// Number of the holding.
    pub holding: u32,
    /// Number of the holder.
    pub holder: u32,
    /// Fields, by identifier, with commas.
    pub fields: String,
    /// People or items for certain.
    pub subjects: u64,
    /// People who may be in it besides.
    pub possible: u64,
}

impl Act for HoldingOpened {
    const KIND: &'static str = "holding-opened";
    const TITLE: &'static str = "Holding entered";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::InformationSecurity,
        Role::CardOffice,
        Role::EvidenceManager,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "Holder {} has {} of {}: holding {}.",
            self.holder,
            spaced(&self.fields),
            subjects(self.subjects, self.possible),
            self.holding
        )
    }

    fn example() -> Self {
        Self { holding: 5, holder: 1, fields: "surname,rank".into(), subjects: 9_483, possible: 0 }
    }
}
