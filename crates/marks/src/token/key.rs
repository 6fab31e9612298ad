//! The key of reference numbers.

use super::Token;
use crate::derive::{self, KeyedHash};
use crate::subject::Subject;
use keyring::SecretKey;
use std::fmt;

const LABEL: &str = "tipstaff/marks/token/1";
const STABLE: &str = "tipstaff/marks/token-stable/1";

/// The key of reference numbers.
pub struct TokenKey(KeyedHash);

impl TokenKey {
    pub(crate) fn of_delivery(delivery: &SecretKey) -> Self {
        Self(KeyedHash::new(&derive::key(delivery, LABEL, &[])))
    }

    /// A key that is the same in all deliveries to a recipient for a purpose, where the recipient needs numbers that last.
    /// Such numbers name the recipient and date nothing; order, photos and fictitious people still tell the delivery.
    ///
    /// **Opening it opens every delivery's numbers, past and to come**: two people decide.
    pub fn stable(master: &SecretKey, recipient: u32, purpose: &str) -> Self {
        Self(KeyedHash::new(&derive::key(master, STABLE, &[&recipient.to_be_bytes(), purpose.as_bytes()])))
    }

    /// The reference number: the first 65 bits of HMAC-SHA-256 of [`Subject::to_bytes`].
    pub fn token(&self, subject: Subject) -> Token {
        Token::truncated(self.0.of(&subject.to_bytes()))
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenKey")
    }
}
