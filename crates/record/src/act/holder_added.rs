//! Somebody or something that holds data became known.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A holder was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HolderAdded {
    /// Number of the holder.
    pub holder: u32,
    /// Kind of holder, by identifier.
    pub kind: String,
}

impl Act for HolderAdded {
    const KIND: &'static str = "holder-added";
    const TITLE: &'static str = "Holder added";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::InformationSecurity,
        Role::CardOffice,
        Role::EvidenceManager,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::HOLDER];

    fn sentence(&self) -> String {
        format!("Holder {}, a {}, was added.", self.holder, self.kind)
    }

    fn example() -> Self {
        Self { holder: 1, kind: "supplier".into() }
    }
}
