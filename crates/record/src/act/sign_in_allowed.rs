//! An organisation's own sign-in was allowed.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A provider was allowed to say who signs in, or is allowed on other terms from now on. Every account that it makes stands
/// on this act: nobody gets a role by a provider that is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SignInAllowed {
    /// Number of the provider: the same as long as issuer and client are.
    pub provider: u32,
    /// The issuer of its tokens.
    pub issuer: String,
    /// The identifier under which it knows this Tipstaff.
    pub client: String,
    /// What it is called.
    pub title: String,
    /// The claim of its tokens that holds roles.
    pub claim: String,
    /// Which value of the claim gives which role: `Tipstaff.Approver=approver`, with commas.
    pub roles: String,
}

impl Act for SignInAllowed {
    const KIND: &'static str = "sign-in-allowed";
    const TITLE: &'static str = "Sign-in through an organisation allowed";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::SIGN_IN_PROVIDER];

    fn sentence(&self) -> String {
        format!("People may sign in through provider {}, {}, from now on.", self.provider, self.issuer)
    }

    fn example() -> Self {
        Self {
            provider: 1,
            issuer: "https://login.example.police.uk".into(),
            client: "tipstaff".into(),
            title: "Example Police".into(),
            claim: "roles".into(),
            roles: "Tipstaff.Approver=approver".into(),
        }
    }
}
