//! A delivery was made and never sent.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// A sealed file never reached its recipient, and is gone. Why is in the act's note; the holding stays on record up to now, because nobody can prove that it was not copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliveryCancelled {
    /// Number of the delivery.
    pub delivery: u32,
    /// Number of the holder.
    pub holder: u32,
    /// Number of the holding that ended.
    pub holding: u32,
}

impl Act for DeliveryCancelled {
    const KIND: &'static str = "delivery-cancelled";
    const TITLE: &'static str = "Delivery cancelled";
    const WORD: Word = Word::Disclosure;
    const EFFECT: Effect = Effect::Closes;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection, Role::CardOffice]);
    const WRITES: &'static [&'static Table] = &[&table::DELIVERY_STATE, &table::HOLDING];

    fn sentence(&self) -> String {
        format!(
            "Delivery {} never reached holder {}: holding {} ended.",
            self.delivery, self.holder, self.holding
        )
    }

    fn example() -> Self {
        Self { delivery: 31, holder: 3, holding: 77 }
    }
}
