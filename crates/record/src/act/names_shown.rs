//! Somebody looked at names.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// Names or other values of people were shown to the actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NamesShown {
    /// How many people.
    pub people: u64,
    /// Fields that were shown, by identifier, with commas.
    pub fields: String,
    /// What was asked: exposure, person, comparison, roster or trace. Why is in the act's note.
    pub question: String,
}

impl Act for NamesShown {
    const KIND: &'static str = "names-shown";
    const TITLE: &'static str = "Names shown";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::DataProtection, Role::InformationSecurity, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!("The values {} of {} were shown.", self.fields, counted(self.people, "person", "people"))
    }

    fn example() -> Self {
        Self { people: 9_483, fields: "surname,initials".into(), question: "exposure".into() }
    }
}
