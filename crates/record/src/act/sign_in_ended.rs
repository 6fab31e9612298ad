//! An organisation's own sign-in is not believed any more.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A provider may not say any more who signs in. Whoever it admitted has no role from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SignInEnded {
    /// Number of the provider.
    pub provider: u32,
}

impl Act for SignInEnded {
    const KIND: &'static str = "sign-in-ended";
    const TITLE: &'static str = "Sign-in through an organisation ended";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::SIGN_IN_PROVIDER];

    fn sentence(&self) -> String {
        format!("Nobody signs in through provider {} any more.", self.provider)
    }

    fn example() -> Self {
        Self { provider: 1 }
    }
}
