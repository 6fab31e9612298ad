//! A job was stopped.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// No further key of a job is handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardJobStopped {
    /// Number of the job.
    pub job: u32,
    /// Cards whose keys had been handed out.
    pub handed_out: u64,
    /// Cards in the job.
    pub cards: u64,
}

impl Act for CardJobStopped {
    const KIND: &'static str = "card-job-stopped";
    const TITLE: &'static str = "Card job stopped";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles =
        Roles::of(&[Role::CardOffice, Role::InformationSecurity, Role::DataProtection, Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_JOB_EVENT];

    fn sentence(&self) -> String {
        format!(
            "Job {} was stopped: the keys of {} of its {} had been handed out, and no further one will be.",
            self.job,
            self.handed_out,
            counted(self.cards, "card", "cards")
        )
    }

    fn example() -> Self {
        Self { job: 3, handed_out: 60, cards: 210 }
    }
}
