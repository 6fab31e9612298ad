//! Somebody looked at values in a file under check.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// Values in a file under check were shown to the actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SamplesShown {
    /// SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// How many values. Why is in the act's note.
    pub values: u64,
}

impl Act for SamplesShown {
    const KIND: &'static str = "samples-shown";
    const TITLE: &'static str = "Samples shown";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles =
        Roles::of(&[Role::FoiOfficer, Role::Approver, Role::DataProtection, Role::InformationSecurity]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!("{} shown of those in a file under check.", counted(self.values, "value was", "values were"))
    }

    fn example() -> Self {
        Self { sha256: "ab".repeat(32), values: 12 }
    }
}
