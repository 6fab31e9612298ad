//! The check from both sides was set up.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// Where the check from both sides is. Telephones sign for this page and for no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardMeetingSet {
    /// Address of the page of whoever asks.
    pub page: String,
    /// Address of the page of telephones.
    pub telephone: String,
    /// Address of the relay.
    pub relay: String,
    /// Address of the status list of telephones.
    pub list: String,
    /// Whether that list is new.
    pub new_list: bool,
}

impl Act for CardMeetingSet {
    const KIND: &'static str = "card-meeting-set";
    const TITLE: &'static str = "Check from both sides set up";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::CARD_MEETING, &table::CARD_LIST];

    fn sentence(&self) -> String {
        format!(
            "The check from both sides is at {}, and telephones answer from {}.",
            self.page, self.telephone
        )
    }

    fn example() -> Self {
        Self {
            page: "https://cards.example.uk/ask/".into(),
            telephone: "https://cards.example.uk/telephone/".into(),
            relay: "https://relay.example.uk/".into(),
            list: "https://cards.example.uk/ask/1".into(),
            new_list: true,
        }
    }
}
