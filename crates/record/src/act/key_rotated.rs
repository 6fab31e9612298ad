//! The force key was changed.

use super::{Act, Effect, Word, counted};
use crate::role::{Role, Roles};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// All keys of the record were wrapped anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeyRotated {
    /// Identifier of the new force key, 8 hexadecimal digits.
    pub key: String,
    /// Keys wrapped anew.
    pub wrapped: u64,
}

impl Act for KeyRotated {
    const KIND: &'static str = "key-rotated";
    const TITLE: &'static str = "Force key changed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[];

    fn sentence(&self) -> String {
        format!(
            "The force key was changed to {}; {} wrapped anew.",
            self.key,
            counted(self.wrapped, "key was", "keys were")
        )
    }

    fn example() -> Self {
        Self { key: "1f2e3d4c".into(), wrapped: 47_003 }
    }
}
