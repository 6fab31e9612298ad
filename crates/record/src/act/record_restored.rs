//! A backup took the place of the record.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The record was restored from a backup; what was recorded after the backup is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RecordRestored {
    /// How many times the record was restored, this time included. The log has a name of its own for each.
    pub generation: u32,
    /// Public key of the log's checkpoints from now on, as in C2SP signed-note.
    pub log_key: String,
    /// Leaves in the backup.
    pub backup_size: u64,
    /// Leaves of the newest checkpoint that was known before, if one was found.
    pub lost_size: Option<u64>,
    /// People erased after the backup, who were erased again.
    pub erased_again: Vec<u32>,
}

impl Act for RecordRestored {
    const KIND: &'static str = "record-restored";
    const TITLE: &'static str = "Record restored from a backup";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[
        &table::PERSON,
        &table::PERSON_VALUE,
        &table::PERSON_TAG,
        &table::PERSON_SOURCE,
        &table::PERSON_PHOTO,
    ];

    fn sentence(&self) -> String {
        let erased = counted(self.erased_again.len() as u64, "person", "people");
        format!(
            "The record was restored from a backup of {}; {erased} erased since were erased again.",
            counted(self.backup_size, "act", "acts")
        )
    }

    fn example() -> Self {
        Self {
            generation: 2,
            log_key: "tipstaff.example/8c1f0e5a/2+1a2b3c4d+AQ==".into(),
            backup_size: 1200,
            lost_size: Some(1210),
            erased_again: vec![77],
        }
    }
}
