//! The key of a delivery, from which all its marks come.

use crate::derive;
use crate::honey::HoneyKey;
use crate::order::OrderKey;
use crate::photo::PhotoKey;
use crate::subject::Subject;
use crate::token::TokenKey;
use keyring::SecretKey;
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::{Choice, ConstantTimeEq};

const LABEL: &str = "tipstaff/marks/delivery/1";
const COMMITMENT: &str = "tipstaff/marks/commitment/1";

/// Which delivery it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeliveryName<'a> {
    /// The recipient, by number.
    pub recipient: u32,
    /// What it is for, in the words of the share's definition.
    pub purpose: &'a str,
    /// Number of the delivery among those to this recipient for this purpose.
    pub delivery: u32,
}

/// The key of one delivery (`K_share` of the design). Whoever has it can make, and find, every mark of this delivery, and
/// of no other: it is opened to an expert after a leak, and to nobody before.
///
/// It is wiped from memory when it is dropped, and is not in what [`fmt::Debug`] shows.
pub struct DeliveryKey(SecretKey);

impl DeliveryKey {
    /// The key of the delivery of this name.
    pub fn derive(master: &SecretKey, name: &DeliveryName<'_>) -> Self {
        let (recipient, delivery) = (name.recipient.to_be_bytes(), name.delivery.to_be_bytes());
        Self(derive::key(master, LABEL, &[&recipient, name.purpose.as_bytes(), &delivery]))
    }

    /// A key that was opened. The caller wipes its own copy.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SecretKey::from_bytes(bytes))
    }

    /// The bytes, to open the key to an expert, or to seal it.
    pub fn expose(&self) -> &[u8; 32] {
        self.0.expose()
    }

    /// What is put into the log before the delivery leaves: SHA-256 of a label and the key. It binds the force to its marks
    /// without telling them: the key has 256 bits, so nobody finds it by trying.
    pub fn commitment(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update((COMMITMENT.len() as u32).to_be_bytes());
        hash.update(COMMITMENT);
        hash.update(self.0.expose());
        hash.finalize().into()
    }

    /// Whether this is the key that was committed to.
    pub fn is_committed(&self, commitment: &[u8; 32]) -> bool {
        self.commitment().ct_eq(commitment).into()
    }

    /// Channel T: reference numbers.
    pub fn token(&self) -> TokenKey {
        TokenKey::of_delivery(&self.0)
    }

    /// Channel O: the order of rows.
    pub fn order(&self) -> OrderKey {
        OrderKey::of_delivery(&self.0)
    }

    /// Channel H: fictitious people.
    pub fn honey(&self) -> HoneyKey {
        HoneyKey::of_delivery(&self.0)
    }

    /// Channel P: the watermark of one person's photos.
    pub fn photo(&self, subject: Subject) -> PhotoKey {
        PhotoKey::of_delivery(&self.0, subject)
    }
}

impl ConstantTimeEq for DeliveryKey {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

impl fmt::Debug for DeliveryKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeliveryKey")
    }
}
