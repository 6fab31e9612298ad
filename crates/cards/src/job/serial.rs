//! Serials of cards, and numbers of jobs: random, so that they say nothing.

use crate::random::{NoRandom, bytes};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Crockford's alphabet: no letter looks like a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a serial is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no serial. One has {letters} digits and letters without I, L, O and U, such as 7QK2M9XD")]
pub struct SerialError {
    letters: usize,
}

macro_rules! serial {
    ($(#[$about:meta])* $name:ident, $letters:literal) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; $letters]);

        impl $name {
            /// A fresh one.
            pub fn generate() -> Result<Self, NoRandom> {
                let random: [u8; $letters] = bytes()?;
                // A byte has eight times each letter.
                Ok(Self(random.map(|byte| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'0'))))
            }
        }

        impl FromStr for $name {
            type Err = SerialError;

            fn from_str(text: &str) -> Result<Self, SerialError> {
                let error = SerialError { letters: $letters };
                let letters: [u8; $letters] = text.as_bytes().try_into().map_err(|_| error)?;
                if letters.iter().all(|letter| LETTERS.contains(letter)) { Ok(Self(letters)) } else { Err(error) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = SerialError;

            fn try_from(text: String) -> Result<Self, SerialError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(serial: $name) -> Self {
                serial.to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|letter| write!(out, "{}", char::from(*letter)))
            }
        }
    };
}

serial!(
    /// The serial of a card: 40 random bits. Which person has the card stands in the force's record only.
    Serial,
    8
);

serial!(
    /// The number of a job: 80 random bits.
    JobId,
    16
);
