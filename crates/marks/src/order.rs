//! Channel O: rows in a keyed order.

use crate::derive::{self, KeyedHash};
use crate::subject::Subject;
use keyring::SecretKey;
use std::fmt;

const LABEL: &str = "tipstaff/marks/order/1";

/// The key of the order of rows. For any set of people it gives an order that nobody without the key can tell from one
/// that was drawn by lot; rows that are taken out leave the others in theirs.
pub struct OrderKey(KeyedHash);

impl OrderKey {
    pub(crate) fn of_delivery(delivery: &SecretKey) -> Self {
        Self(KeyedHash::new(&derive::key(delivery, LABEL, &[])))
    }

    /// The place of a row: HMAC-SHA-256 of [`Subject::to_bytes`]. Rows stand by ascending place, compared as bytes.
    pub fn place(&self, subject: Subject) -> [u8; 32] {
        self.0.of(&subject.to_bytes())
    }

    /// Puts rows in their order, whatever order they were in.
    pub fn sort(&self, subjects: &mut [Subject]) {
        subjects.sort_by_cached_key(|subject| self.place(*subject));
    }
}

impl fmt::Debug for OrderKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("OrderKey")
    }
}
