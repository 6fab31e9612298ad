//! A recipient signed that it has destroyed a delivery.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A destruction certificate was put on record, and the holding ended. Whether it is true, the recipient answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliveryDestroyed {
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the holder.
    pub holder: u32,
    /// Number of the holding that ended.
    pub holding: u32,
    /// The digest that was signed, in hexadecimal digits.
    pub content: String,
    /// When it was destroyed, as the recipient says, RFC 3339 in UTC.
    pub stated: String,
}

impl Act for DeliveryDestroyed {
    const KIND: &'static str = "delivery-destroyed";
    const TITLE: &'static str = "Delivery destroyed";
    const WORD: Word = Word::Erasure;
    const EFFECT: Effect = Effect::Closes;
    const SIGNED: bool = false;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::DELIVERY_STATE, &table::HOLDING];

    fn sentence(&self) -> String {
        format!(
            "Holder {} signed that it destroyed delivery {}: holding {} ended.",
            self.holder, self.delivery, self.holding
        )
    }

    fn example() -> Self {
        Self {
            delivery: 31,
            holder: 3,
            holding: 77,
            content: "cd".repeat(32),
            stated: "2026-12-20T10:12:00Z".into(),
        }
    }
}
