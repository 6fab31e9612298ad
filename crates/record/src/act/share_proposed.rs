//! Somebody asks that a recipient may get deliveries.

use super::{Act, Effect, Word, counted, spaced};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A share was proposed. Its terms are in its row, sealed; what its difference to earlier deliveries would single out is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShareProposed {
    /// Number of the share.
    pub share: u32,
    /// Number of the holder who would get it.
    pub holder: u32,
    /// Fields, by identifier, with commas.
    pub fields: String,
    /// People it is about today.
    pub people: u64,
    /// Deliveries it was compared with.
    pub compared: u64,
    /// People whom the worst of the differences would single out; of sensitive people only, where the unit that knows said
    /// who they are.
    pub singled_out: u64,
    /// The same of all who were chosen: what a delivery is held to, when nobody is there to say who is sensitive.
    pub chosen: u64,
    /// When nothing may be delivered any more, RFC 3339 in UTC.
    pub expires: String,
}

impl Act for ShareProposed {
    const KIND: &'static str = "share-proposed";
    const TITLE: &'static str = "Share proposed";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::SHARE, &table::SHARE_STATE];

    fn sentence(&self) -> String {
        format!(
            "Share {} was proposed: {} of {} for holder {}.",
            self.share,
            spaced(&self.fields),
            counted(self.people, "person", "people"),
            self.holder
        )
    }

    fn example() -> Self {
        Self {
            share: 4,
            holder: 3,
            fields: "surname,rank,photo".into(),
            people: 47_000,
            compared: 12,
            singled_out: 0,
            chosen: 0,
            expires: "2027-08-01T00:00:00Z".into(),
        }
    }
}
