//! Somebody asks that the key of a delivery's marks be opened.

use super::{Act, Effect, Word};
use crate::role::{Role, Roles};
use crate::table::{self, Table};
use serde::{Deserialize, Serialize};

/// It was proposed to open the key of one delivery's marks, so that others can recompute them. Why is in the act's note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DeliveryOpeningProposed {
    /// Number of the delivery.
    pub delivery: u32,
}

impl Act for DeliveryOpeningProposed {
    const KIND: &'static str = "delivery-opening-proposed";
    const TITLE: &'static str = "Opening of a delivery proposed";
    const WORD: Word = Word::Consultation;
    const EFFECT: Effect = Effect::None;
    const SIGNED: bool = true;
    const MAY: Roles = Roles::of(&[Role::InformationSecurity, Role::DataProtection]);
    const WRITES: &'static [&'static Table] = &[&table::OPENED_DELIVERY];

    fn sentence(&self) -> String {
        format!("It was proposed to open the key of delivery {}.", self.delivery)
    }

    fn example() -> Self {
        Self { delivery: 31 }
    }
}
