//! A telephone answers for somebody.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A telephone was enrolled for the check from both sides. Its keys stay in it; its places in the list stand sealed in the
/// record, and whose it is stands in no act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TelephoneEnrolled {
    /// Number of the telephone.
    pub telephone: u32,
    /// Number of the request, as the telephone showed it.
    pub request: String,
    /// How often it can answer.
    pub answers: u32,
    /// Last day on which it answers.
    pub last_day: String,
}

impl Act for TelephoneEnrolled {
    const KIND: &'static str = "telephone-enrolled";
    const TITLE: &'static str = "Telephone enrolled";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_TELEPHONE, &table::CARD_LIST];

    fn sentence(&self) -> String {
        format!(
            "Telephone {} answers for somebody until {}: request {}.",
            self.telephone, self.last_day, self.request
        )
    }

    fn example() -> Self {
        Self {
            telephone: 7,
            request: "K7Q2-9F3M-ABCD-2345".into(),
            answers: 32,
            last_day: "2027-06-30".into(),
        }
    }
}
