//! Marks of deliveries and what they prove, through the public interface.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "tests"
)]

mod check_character;
mod drawing;
mod error_texts;
mod evidence_is_bounded;
mod evidence_of_honey;
mod evidence_of_order;
mod evidence_of_photos;
mod evidence_of_tokens;
mod fictitious_people;
mod known_answers;
mod order;
mod photos;
mod scanning;
mod secrets_stay_secret;
mod subjects;
mod verdicts;

use keyring::SecretKey;
use marks::{DeliveryKey, DeliveryName};

const NAME: DeliveryName<'_> = DeliveryName { recipient: 7, purpose: "warrant cards", delivery: 31 };

/// The key of bytes 0, 1, 2 … that published examples use.
fn master() -> SecretKey {
    SecretKey::from_bytes(&std::array::from_fn(|at| at as u8))
}

fn delivery() -> DeliveryKey {
    DeliveryKey::derive(&master(), &NAME)
}

/// A delivery to another recipient, one for each number.
fn innocent(number: u32) -> DeliveryKey {
    DeliveryKey::derive(&master(), &DeliveryName { recipient: 1000 + number, ..NAME })
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
