//! A holder showed the keys by which it gets deliveries and signs receipts.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A holder gets deliveries from now on, sealed to this key. Shares stand on one such act: with other keys, they end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RecipientEnrolled {
    /// Number of the holder.
    pub holder: u32,
    /// What deliveries are sealed to: a public key of age.
    pub seal_key: String,
    /// What receipts are signed by: an Ed25519 public key, in hexadecimal digits.
    pub receipt_key: String,
}

impl Act for RecipientEnrolled {
    const KIND: &'static str = "recipient-enrolled";
    const TITLE: &'static str = "Recipient enrolled";
    const WORD: Word = Word::Keeping;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::Administrator]);
    const WRITES: &'static [&'static Table] = &[&table::RECIPIENT, &table::HOLDER];

    fn sentence(&self) -> String {
        format!("Holder {} gets deliveries from now on, sealed to a key of its own.", self.holder)
    }

    fn example() -> Self {
        Self {
            holder: 3,
            seal_key: "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p".into(),
            receipt_key: "ab".repeat(32),
        }
    }
}
