//! A recipient signed that it has a delivery.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A receipt was put on record: the recipient signed the digest of exactly what it received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliveryReceived {
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the holder.
    pub holder: u32,
    /// The digest that was signed, in hexadecimal digits.
    pub content: String,
    /// When it was received, as the recipient says, RFC 3339 in UTC.
    pub stated: String,
}

impl Act for DeliveryReceived {
    const KIND: &'static str = "delivery-received";
    const TITLE: &'static str = "Delivery received";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::DELIVERY_STATE];

    fn sentence(&self) -> String {
        format!("Holder {} signed that it received delivery {}.", self.holder, self.delivery)
    }

    fn example() -> Self {
        Self { delivery: 31, holder: 3, content: "cd".repeat(32), stated: "2026-11-27T10:12:00Z".into() }
    }
}
