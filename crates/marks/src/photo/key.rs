//! The key of one person's photos.

use crate::derive::{self, KeyedHash};
use crate::subject::Subject;
use keyring::SecretKey;
use std::fmt;

const LABEL: &str = "tipstaff/marks/photo/1";

/// The key of the watermark in one person's photos of one delivery.
pub struct PhotoKey(KeyedHash);

impl PhotoKey {
    pub(crate) fn of_delivery(delivery: &SecretKey, subject: Subject) -> Self {
        Self(KeyedHash::new(&derive::key(delivery, LABEL, &[&subject.to_bytes()])))
    }

    /// The chips: ±1 for each bit, the highest first, of HMAC-SHA-256 of 0, 1, 2 … (u32, big-endian); 1 for a set bit.
    pub fn chips(&self) -> impl Iterator<Item = f32> {
        (0..=u32::MAX)
            .flat_map(|counter| self.0.of(&counter.to_be_bytes()))
            .flat_map(|byte| (0..8).rev().map(move |bit| if byte >> bit & 1 == 1 { 1.0 } else { -1.0 }))
    }
}

impl fmt::Debug for PhotoKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PhotoKey")
    }
}
