//! Keys and what is sealed under them, through the public interface.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod actors;
mod error_texts;
mod force_key_files;
mod force_key_text;
mod look_ups;
mod passphrases;
mod published;
mod rotation;
mod sealed_values;
mod secrets_stay_secret;

use keyring::{Cell, SecretKey};

/// A place for tests in which the place does not matter.
const NAME: Cell<'_> = Cell { table: "person_value", row: 7, column: "surname" };

fn hex(digits: &str) -> Vec<u8> {
    assert!(digits.len().is_multiple_of(2));
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn hex_array<const N: usize>(digits: &str) -> [u8; N] {
    hex(digits).try_into().unwrap()
}

/// The key of bytes 0, 1, 2 … that published examples use.
fn counting_key() -> SecretKey {
    SecretKey::from_bytes(&std::array::from_fn(|at| at as u8))
}
