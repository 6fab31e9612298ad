//! A print service got keys of cards.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The print agent of a job asked, and got the keys of a window. From now on it can have seen these cards: the holding says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardKeysHandedOut {
    /// Number of the job.
    pub job: u32,
    /// Number of the holding that it corrects.
    pub holding: u32,
    /// Which window, from 0 on.
    pub window: u32,
    /// Cards in it.
    pub cards: u64,
    /// Whether they had been handed out before.
    pub again: bool,
    /// Receipts that came with the request.
    pub receipts: u64,
}

impl Act for CardKeysHandedOut {
    const KIND: &'static str = "card-keys-handed-out";
    const TITLE: &'static str = "Keys of cards handed out";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Corrects;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] =
        &[&table::CARD_JOB_EVENT, &table::CARD_STATE, &table::HOLDING, &table::SUBJECTS];

    fn sentence(&self) -> String {
        format!(
            "The keys of {} of job {} were handed out{}; {} came.",
            counted(self.cards, "card", "cards"),
            self.job,
            if self.again { " once more" } else { "" },
            counted(self.receipts, "receipt", "receipts")
        )
    }

    fn example() -> Self {
        Self { job: 3, holding: 77, window: 2, cards: 20, again: false, receipts: 20 }
    }
}
