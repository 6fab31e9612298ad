//! Faces of cards were sealed for a print service.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A job was sealed. It is a delivery, and opens a holding of everybody in it as possible: whoever has the file has no key yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardJobSealed {
    /// Number of the job in the record.
    pub job: u32,
    /// Number of the job as the print service knows it.
    pub name: String,
    /// Number of the order.
    pub order: u32,
    /// Number of the share.
    pub share: u32,
    /// Number of the delivery that the job is.
    pub delivery: u32,
    /// Number of the holder who gets it.
    pub holder: u32,
    /// Number of the holding that it opens.
    pub holding: u32,
    /// Cards in it, its specimen aside.
    pub cards: u64,
    /// SHA-256 of the key of the marks of its photos, in hexadecimal digits.
    pub key_commitment: String,
    /// SHA-256 of the list of its cards, in hexadecimal digits.
    pub content: String,
    /// SHA-256 of the sealed file.
    pub sha256: String,
    /// Size of the sealed file.
    pub bytes: u64,
    /// Until when it has to be destroyed, RFC 3339 in UTC.
    pub destroy_by: String,
}

impl Act for CardJobSealed {
    const KIND: &'static str = "card-job-sealed";
    const TITLE: &'static str = "Card job sealed";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Opens;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[
        &table::CARD_JOB,
        &table::CARD_STATE,
        &table::DELIVERY,
        &table::DELIVERY_STATE,
        &table::HOLDING,
        &table::SUBJECTS,
    ];

    fn sentence(&self) -> String {
        format!(
            "{} of order {} sealed as job {} for holder {}: delivery {}, holding {}.",
            counted(self.cards, "card was", "cards were"),
            self.order,
            self.job,
            self.holder,
            self.delivery,
            self.holding
        )
    }

    fn example() -> Self {
        Self {
            job: 3,
            name: "0123456789ABCDEF".into(),
            order: 12,
            share: 4,
            delivery: 31,
            holder: 3,
            holding: 77,
            cards: 210,
            key_commitment: "ab".repeat(32),
            content: "cd".repeat(32),
            sha256: "ef".repeat(32),
            bytes: 48_211_004,
            destroy_by: "2026-12-27T00:00:00Z".into(),
        }
    }
}
