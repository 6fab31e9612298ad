//! A print service signed that nothing of a job is left.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The print agent signed its certificate of destruction, which agrees with its receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardJobClosed {
    /// Number of the job.
    pub job: u32,
    /// Number of the delivery that the job is.
    pub delivery: u32,
    /// Number of the holding that it closes.
    pub holding: u32,
    /// Cards that were printed.
    pub printed: u64,
    /// Cards that were spoiled and destroyed.
    pub spoiled: u64,
    /// Cards that were never printed.
    pub destroyed: u64,
    /// When, as the print agent says, RFC 3339 in UTC.
    pub stated: String,
}

impl Act for CardJobClosed {
    const KIND: &'static str = "card-job-closed";
    const TITLE: &'static str = "Card job closed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::Closes;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] =
        &[&table::CARD_JOB_EVENT, &table::CARD_STATE, &table::DELIVERY_STATE, &table::HOLDING];

    fn sentence(&self) -> String {
        format!(
            "Job {} was closed: {} printed, {} spoiled, {} never printed. Delivery {} was destroyed, as its print service says.",
            self.job,
            counted(self.printed, "card", "cards"),
            self.spoiled,
            self.destroyed,
            self.delivery
        )
    }

    fn example() -> Self {
        Self {
            job: 3,
            delivery: 31,
            holding: 77,
            printed: 205,
            spoiled: 2,
            destroyed: 3,
            stated: "2026-12-01T10:00:00Z".into(),
        }
    }
}
