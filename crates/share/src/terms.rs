//! What is agreed about a share: kept sealed, because whom a force leaves out of a list can be the secret.

use crate::{People, ShareError};
use serde::{Deserialize, Serialize};

/// Longest text, in characters.
const LONGEST: usize = 1_000;
/// Longest name, in characters.
const LONGEST_NAME: usize = 100;

/// The terms of a share.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Terms {
    /// What it is called: `cards-2023-07`.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What allows it: the article of the law, the agreement.
    pub basis: String,
    /// Who is in it.
    pub people: People,
    /// Why it may be approved although its difference to another delivery singles people out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<String>,
}

/// Never the words.
impl std::fmt::Debug for Terms {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Terms")
    }
}

impl Terms {
    pub(crate) fn looked_at(&self) -> Result<(), ShareError> {
        let texts = [
            ("the name of the share", &self.name, LONGEST_NAME),
            ("what the share is for", &self.purpose, LONGEST),
            ("the legal basis of the share", &self.basis, LONGEST),
        ];
        for (what, text, most) in texts {
            if text.trim().is_empty() {
                return Err(ShareError::Missing { what });
            }
            if text.chars().count() > most {
                return Err(ShareError::TooLong { what, most });
            }
        }
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if !self.name.chars().all(is_name) || self.name.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ShareError::NoName);
        }
        self.people.looked_at()
    }
}
