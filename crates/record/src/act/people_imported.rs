//! People were read from an extract.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// An extract of people was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PeopleImported {
    /// Name of the extract.
    pub source: String,
    /// When the extract was true, RFC 3339.
    pub as_of: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
    /// Fields in it, by identifier, with commas.
    pub fields: String,
    /// People in the extract.
    pub rows: u64,
    /// People who were not known.
    pub joined: u64,
    /// People of whom something changed.
    pub changed: u64,
    /// People who are no longer in the extract.
    pub left: u64,
    /// People who are in it again after they had left.
    pub returned: u64,
    /// Rows that were left out because something was wrong with them.
    pub refused: u64,
}

impl Act for PeopleImported {
    const KIND: &'static str = "people-imported";
    const TITLE: &'static str = "People imported";
    const WORD: Word = Word::Collection;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator, Role::DataProtection]);
    const WRITES: &'static [&'static Table] =
        &[&table::PERSON, &table::PERSON_VALUE, &table::PERSON_TAG, &table::PERSON_SOURCE];

    fn sentence(&self) -> String {
        let refused = match self.refused {
            0 => String::new(),
            rows => format!(", and {} left out", counted(rows, "row was", "rows were")),
        };
        format!(
            "The extract '{}' was read, {}: {} new, {} changed, {} no longer in it, {} in it again{refused}.",
            self.source,
            counted(self.rows, "person", "people"),
            counted(self.joined, "", "").trim(),
            counted(self.changed, "", "").trim(),
            counted(self.left, "", "").trim(),
            counted(self.returned, "", "").trim()
        )
    }

    fn example() -> Self {
        Self {
            source: "people".into(),
            as_of: "2026-11-26T00:00:00Z".into(),
            file: "ab".repeat(32),
            fields: "surname,initials,pay-number".into(),
            rows: 9_483,
            joined: 120,
            changed: 310,
            left: 95,
            returned: 3,
            refused: 0,
        }
    }
}
