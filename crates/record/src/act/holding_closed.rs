//! A holder has the data no longer.

use super::{Act, Effect, Word, between};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A holding ended: returned, destroyed, taken down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HoldingClosed {
    /// Number of the holding.
    pub holding: u32,
    /// Number of the holder.
    pub holder: u32,
    /// It may have ended then, RFC 3339.
    pub ended_earliest: String,
    /// It had ended by then, RFC 3339; none: nobody is sure.
    pub ended_latest: Option<String>,
}

impl Act for HoldingClosed {
    const KIND: &'static str = "holding-closed";
    const TITLE: &'static str = "Holding closed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::Closes;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[
        Role::Administrator,
        Role::DataProtection,
        Role::FoiOfficer,
        Role::InformationSecurity,
        Role::CardOffice,
        Role::EvidenceManager,
    ]);
    const WRITES: &'static [&'static Table] = &[&table::HOLDING];

    fn sentence(&self) -> String {
        let when = between(&self.ended_earliest, self.ended_latest.as_deref());
        format!("Holding {} of holder {} ended {when}.", self.holding, self.holder)
    }

    fn example() -> Self {
        Self {
            holding: 5,
            holder: 1,
            ended_earliest: "2023-08-08T13:31:00Z".into(),
            ended_latest: Some("2023-08-08T15:51:00Z".into()),
        }
    }
}
