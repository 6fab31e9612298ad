//! Channel T: a reference number that is another one in every delivery.

mod alphabet;
mod check;
mod key;
mod scan;

pub use key::TokenKey;
pub use scan::{FoundToken, tokens_in};

use std::fmt;
use std::str::FromStr;

/// Bits of a token. Fewer would do for a file of names; 65 keep the chance that any string of a leaked file is by accident
/// the token of anybody in any delivery below 2 in 10^11 (`sharing.md`, 3.1).
pub const TOKEN_BITS: u32 = 65;

/// Characters that carry bits.
const DATA: usize = 13;
/// Characters altogether.
const CHARACTERS: usize = DATA + 1;

/// A reference number: 65 bits in 13 characters of Crockford's base 32, and a check character.
///
/// It tells nothing about the person, and whoever has the key of the delivery finds the person again. It is not a secret:
/// it stands in what was delivered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(u128);

impl Token {
    /// The token of the first 65 bits.
    pub(crate) fn truncated(bytes: [u8; 32]) -> Self {
        let first = bytes.iter().take(9).fold(0, |bits, byte| bits << 8 | u128::from(*byte));
        Self(first >> (72 - TOKEN_BITS))
    }

    /// The 65 bits, as a number.
    pub fn to_bits(self) -> u128 {
        self.0
    }

    fn data(self) -> [u8; DATA] {
        std::array::from_fn(|at| (self.0 >> (5 * (DATA - 1 - at)) & 31) as u8)
    }

    /// The token of 14 values of characters; none where the check character is another.
    fn from_characters(characters: &[u8; CHARACTERS]) -> Option<Self> {
        let (check, data) = characters.split_last()?;
        let bits = data.iter().fold(0, |bits, character| bits << 5 | u128::from(*character));
        (check::check(data) == *check).then_some(Self(bits))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = self.data();
        let text: String =
            data.iter().chain([&check::check(&data)]).map(|value| alphabet::letter(*value)).collect();
        formatter.pad(&text)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Token({self})")
    }
}

/// Why a text is no reference number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAToken {
    /// Too short, too long, or other characters.
    #[error(
        "this is not a reference number: one has {CHARACTERS} letters and digits and no U; hyphens and small letters do not \
         matter. Look for it on the card, or in the column of reference numbers, and type it again"
    )]
    Form,
    /// A character is wrong, or two have changed places.
    #[error(
        "this reference number is mistyped: its last character, which checks the others, does not fit. Compare it \
         character by character, and type it again"
    )]
    Check,
}

impl FromStr for Token {
    type Err = NotAToken;

    /// Reads a token as people write it: small letters, hyphens anywhere between, O for 0, I or L for 1, and room around.
    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let mut characters = [0; CHARACTERS];
        let mut free = characters.iter_mut();
        for letter in text.trim().bytes().filter(|letter| *letter != b'-') {
            *free.next().ok_or(NotAToken::Form)? = alphabet::value(letter).ok_or(NotAToken::Form)?;
        }
        if free.next().is_some() {
            return Err(NotAToken::Form);
        }
        Self::from_characters(&characters).ok_or(NotAToken::Check)
    }
}
