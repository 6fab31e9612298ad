//! The key of one person's photos.

use crate::derive::{self, KeyedHash};
use crate::subject::Subject;
use keyring::SecretKey;
use std::fmt;

const LABEL: &str = "tipstaff/marks/photo/1";
/// Chips of one hash, and how many of them are added up side by side.
const CHIPS: usize = 256;
const COLUMNS: usize = 16;

/// The key of the watermark in one person's photos of one delivery.
pub struct PhotoKey(KeyedHash);

impl PhotoKey {
    pub(crate) fn of_delivery(delivery: &SecretKey, subject: Subject) -> Self {
        Self(KeyedHash::new(&derive::key(delivery, LABEL, &[&subject.to_bytes()])))
    }

    /// The chips: ±1 for each bit, the highest first, of HMAC-SHA-256 of 0, 1, 2 … (u32, big-endian); 1 for a set bit.
    pub fn chips(&self) -> impl Iterator<Item = f32> {
        (0..=u32::MAX).flat_map(|counter| self.chips_of(counter))
    }

    fn chips_of(&self, counter: u32) -> [f32; CHIPS] {
        let hash = self.0.of(&counter.to_be_bytes());
        let mut chips = [-1.0; CHIPS];
        for (eight, byte) in chips.chunks_exact_mut(8).zip(hash) {
            for (at, chip) in eight.iter_mut().enumerate() {
                *chip = if byte << at & 0x80 == 0 { -1.0 } else { 1.0 };
            }
        }
        chips
    }

    /// The sum of the parts, each times its chip. Many deliveries are tried on each photo, so it is added up in columns,
    /// which a processor does several at a time.
    pub(super) fn correlation(&self, parts: &[f32]) -> f64 {
        let mut sum = 0.0;
        for (counter, parts) in (0..).zip(parts.chunks(CHIPS)) {
            let chips = self.chips_of(counter);
            let mut columns = [0.0_f32; COLUMNS];
            for (parts, chips) in parts.chunks(COLUMNS).zip(chips.chunks_exact(COLUMNS)) {
                for (column, (part, chip)) in columns.iter_mut().zip(parts.iter().zip(chips)) {
                    *column += part * chip;
                }
            }
            sum += f64::from(columns.iter().sum::<f32>());
        }
        sum
    }
}

impl fmt::Debug for PhotoKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PhotoKey")
    }
}
