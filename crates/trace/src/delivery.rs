//! What left the force: the recipe of each delivery, and how its secret is asked for.

use marks::{DeliveryKey, TokenKey};
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which delivery: the recipient's number, and the delivery's number with that recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeliveryId {
    /// The recipient.
    pub recipient: u32,
    /// The delivery.
    pub number: u32,
}

impl fmt::Display for DeliveryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "delivery {} to recipient {}", self.number, self.recipient)
    }
}

/// What reference numbers the rows of a delivery have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tokens {
    /// None.
    #[default]
    None,
    /// Others in every delivery: they name the delivery.
    OfDelivery,
    /// The same in all deliveries to this recipient for this purpose: they name the recipient, and no delivery.
    OfRecipient,
}

/// Which marks a delivery bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marked {
    /// Reference numbers.
    pub tokens: Tokens,
    /// Rows stand in keyed order.
    pub order: bool,
    /// Photos are marked.
    pub photos: bool,
}

impl Marked {
    /// Whether rows have reference numbers.
    pub fn has_tokens(&self) -> bool {
        self.tokens != Tokens::None
    }

    /// Whether these are the recipient's.
    pub fn has_stable_tokens(&self) -> bool {
        self.tokens == Tokens::OfRecipient
    }
}

/// A fictitious person of one delivery.
#[derive(Clone, PartialEq, Eq)]
pub struct Honey {
    /// Surname.
    pub surname: String,
    /// Forenames, as delivered.
    pub forenames: String,
    /// Number of the draw under the delivery's key that gave this person.
    pub draw: u32,
    /// The reference number of the row, if rows have one.
    pub token: Option<String>,
}

impl fmt::Debug for Honey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Honey(hidden)")
    }
}

/// The recipe of one delivery. Times are microseconds since 1970, UTC.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Which.
    pub id: DeliveryId,
    /// What it was for; part of the name of its key.
    pub purpose: String,
    /// When it was handed over.
    pub delivered: i64,
    /// Which state of the record it shows, by recorded time.
    pub as_of: i64,
    /// Fields in it, as bits.
    pub fields: u64,
    /// People in it.
    pub people: RoaringBitmap,
    /// Which marks it bears.
    pub marked: Marked,
    /// Fictitious people in it, in the order of their numbers.
    pub honey: Vec<Honey>,
    /// Names that were refused when they were drawn, at most: those of real people.
    pub honey_refused: u64,
    /// Reference numbers of its specimen rows, in the order of their numbers.
    pub specimens: Vec<String>,
    /// The recipient's signed receipt.
    pub received: Option<i64>,
    /// The date of the recipient's certificate of destruction.
    pub destroyed: Option<i64>,
    /// When the recipient's right to hold it ended.
    pub ended: Option<i64>,
}

impl Delivery {
    /// Whether a field is in it.
    pub fn has(&self, field: u8) -> bool {
        1_u64.checked_shl(u32::from(field)).is_some_and(|bit| self.fields & bit != 0)
    }

    /// Rows that were delivered.
    pub fn rows(&self) -> u64 {
        self.people.len() + self.honey.len() as u64 + self.specimens.len() as u64
    }
}

/// Where the secrets of deliveries are asked for. Several threads ask at once.
pub trait Keys: Sync {
    /// The secret of a delivery; `None` when it was destroyed or cannot be opened: the delivery then shows no marks.
    fn key(&self, delivery: DeliveryId) -> Option<DeliveryKey>;

    /// The key of reference numbers. Deliveries with stable numbers answer with the recipient's.
    fn token_key(&self, delivery: DeliveryId) -> Option<TokenKey> {
        self.key(delivery).map(|key| key.token())
    }
}
