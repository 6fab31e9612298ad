//! The first leaf: which record this is.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A record began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RecordCreated {
    /// Random identifier of the record, 32 hexadecimal digits.
    pub record: String,
    /// Public key of the log's checkpoints, as in C2SP signed-note.
    pub log_key: String,
}

impl Act for RecordCreated {
    const KIND: &'static str = "record-created";
    const TITLE: &'static str = "Record created";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::ACTOR];

    fn sentence(&self) -> String {
        format!("The record {} began.", self.record)
    }

    fn example() -> Self {
        Self {
            record: "8c1f0e5a2b7d4c3e9f60718293a4b5c6".into(),
            log_key: "tipstaff.example/8c1f0e5a+1a2b3c4d+AQ==".into(),
        }
    }
}
