//! A recipient was sent data about people.

use super::{Act, Effect, Word, counted, spaced};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A delivery was made. The two commitments bind the force: it cannot invent marks later, and the recipient signs for the same digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Delivered {
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the share.
    pub share: u32,
    /// Number of the holder who gets it.
    pub holder: u32,
    /// Number of the holding that it opens.
    pub holding: u32,
    /// Fields, by identifier, with commas.
    pub fields: String,
    /// People it is about.
    pub people: u64,
    /// People in it who do not exist.
    pub fictitious: u64,
    /// SHA-256 of the key of its marks, in hexadecimal digits.
    pub key_commitment: String,
    /// SHA-256 of the list of its parts and what is in them, before it was sealed.
    pub content: String,
    /// SHA-256 of the sealed file.
    pub sha256: String,
    /// Size of the sealed file.
    pub bytes: u64,
    /// Until when it has to be destroyed, RFC 3339 in UTC.
    pub destroy_by: String,
}

impl Act for Delivered {
    const KIND: &'static str = "delivered";
    const TITLE: &'static str = "Delivered";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::CardOffice]);
    const WRITES: &'static [&'static Table] =
        &[&table::DELIVERY, &table::DELIVERY_STATE, &table::FICTITIOUS, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "Holder {} was sent delivery {} under share {}: {} of {}, holding {}.",
            self.holder,
            self.delivery,
            self.share,
            spaced(&self.fields),
            counted(self.people, "person", "people"),
            self.holding
        )
    }

    fn example() -> Self {
        Self {
            delivery: 31,
            share: 4,
            holder: 3,
            holding: 77,
            fields: "surname,rank,photo".into(),
            people: 47_000,
            fictitious: 90,
            key_commitment: "ab".repeat(32),
            content: "cd".repeat(32),
            sha256: "ef".repeat(32),
            bytes: 48_211_004,
            destroy_by: "2026-12-27T00:00:00Z".into(),
        }
    }
}
