//! Six digits that are read out loud: five at random, and one that finds a slip of the tongue.

use crate::random::{NoRandom, below};
use std::fmt;
use std::str::FromStr;

/// Damm's quasigroup of order 10: every single wrong digit and every swap of neighbours is found.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Why digits are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these are not the six digits of a check. Have them read out again")]
pub struct DigitsError;

/// Six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(u32);

impl Digits {
    /// Fresh ones.
    pub fn generate() -> Result<Self, NoRandom> {
        let five = below(100_000)?;
        Ok(Self(five * 10 + u32::from(damm(five, 5))))
    }

    /// As a number below a million.
    pub fn number(self) -> u32 {
        self.0
    }
}

fn damm(number: u32, digits: u32) -> u8 {
    (0..digits).rev().fold(0_u8, |state, place| {
        let digit = number / 10_u32.pow(place) % 10;
        DAMM.get(usize::from(state)).and_then(|row| row.get(digit as usize)).copied().unwrap_or_default()
    })
}

impl FromStr for Digits {
    type Err = DigitsError;

    /// With or without spaces.
    fn from_str(text: &str) -> Result<Self, DigitsError> {
        let digits: String = text.chars().filter(|letter| *letter != ' ').collect();
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(DigitsError);
        }
        let number = digits.parse().map_err(|_| DigitsError)?;
        if damm(number, 6) == 0 { Ok(Self(number)) } else { Err(DigitsError) }
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:03} {:03}", self.0 / 1000, self.0 % 1000)
    }
}
