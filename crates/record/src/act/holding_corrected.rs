//! What a holding was is known better.

use super::{Act, Effect, Word, spaced, subjects};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A holding was corrected, from its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HoldingCorrected {
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

impl Act for HoldingCorrected {
    const KIND: &'static str = "holding-corrected";
    const TITLE: &'static str = "Holding corrected";
    const WORD: Word = Word::Alteration;
    const EFFECT: Effect = Effect::Corrects;
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
            "Holding {} of holder {} was corrected: {} of {}.",
            self.holding,
            self.holder,
            spaced(&self.fields),
            subjects(self.subjects, self.possible)
        )
    }

    fn example() -> Self {
        Self { holding: 5, holder: 1, fields: "surname,rank".into(), subjects: 9_276, possible: 207 }
    }
}
