//! A print service said what became of cards.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Receipts that the print agent signed were taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardReceiptsTaken {
    /// Number of the job.
    pub job: u32,
    /// How many receipts.
    pub receipts: u64,
}

impl Act for CardReceiptsTaken {
    const KIND: &'static str = "card-receipts-taken";
    const TITLE: &'static str = "Receipts of cards taken in";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_JOB_EVENT, &table::CARD_STATE];

    fn sentence(&self) -> String {
        format!("{} for cards of job {} came in.", counted(self.receipts, "receipt", "receipts"), self.job)
    }

    fn example() -> Self {
        Self { job: 3, receipts: 10 }
    }
}
