//! The key of a delivery's marks is open.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// The key of one delivery's marks was opened for an expert. It opens no other delivery; this one could be copied with its marks from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliveryOpened {
    /// Number of the delivery.
    pub delivery: u32,
    /// Position of the act that proposed it.
    pub proposal: u64,
}

impl Act for DeliveryOpened {
    const KIND: &'static str = "delivery-opened";
    const TITLE: &'static str = "Delivery opened";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::Approver, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::OPENED_DELIVERY];

    fn sentence(&self) -> String {
        format!("The key of delivery {} was opened, as act {} proposed.", self.delivery, self.proposal)
    }

    fn example() -> Self {
        Self { delivery: 31, proposal: 1402 }
    }
}
