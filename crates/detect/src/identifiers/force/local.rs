//! Numbers that only one force writes its way, as its policy file describes them.

use crate::identifiers::{Day, Verdict};
use std::fmt;

/// Longest number that a pattern may describe.
const LONGEST: usize = 40;

/// A pattern in the notation of the policy file: `9` is a digit, `A` a letter, `X` a letter or digit, `YY` or `YYYY` a
/// year that has come, `?` after any of them makes it optional; everything else is itself, in either case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalPattern {
    pieces: Vec<(Piece, bool)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Digit,
    Letter,
    Either,
    ShortYear,
    LongYear,
    Exactly(u8),
}

/// Why a pattern makes no sense; names what to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternError {
    /// Nothing in it, or nothing that varies.
    SaysNothing,
    /// Longer than any number.
    TooLong,
    /// Not ASCII.
    NotAscii,
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::SaysNothing => {
                "the pattern has fewer than three of 9, A, X or Y: it would fit too much. Write it out."
            }
            Self::TooLong => {
                "the pattern is longer than 40 characters. Leave out what is not part of the number."
            }
            Self::NotAscii => {
                "the pattern has a character that is not on an English keyboard. Write it with plain ones."
            }
        })
    }
}

impl std::error::Error for PatternError {}

impl LocalPattern {
    /// Reads a pattern.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        if !pattern.is_ascii() {
            return Err(PatternError::NotAscii);
        }
        if pattern.len() > LONGEST {
            return Err(PatternError::TooLong);
        }
        let mut pieces = Vec::new();
        let mut rest = pattern.as_bytes();
        while let [first, others @ ..] = rest {
            let (piece, after) = match rest {
                [b'Y', b'Y', b'Y', b'Y', after @ ..] => (Piece::LongYear, after),
                [b'Y', b'Y', after @ ..] => (Piece::ShortYear, after),
                [b'9', ..] => (Piece::Digit, others),
                [b'A', ..] => (Piece::Letter, others),
                [b'X', ..] => (Piece::Either, others),
                _ => (Piece::Exactly(first.to_ascii_uppercase()), others),
            };
            let optional = after.first() == Some(&b'?');
            pieces.push((piece, optional));
            rest = after.get(usize::from(optional)..).unwrap_or_default();
        }
        let varies = pieces.iter().filter(|(piece, _)| !matches!(piece, Piece::Exactly(_))).count();
        if varies < 3 { Err(PatternError::SaysNothing) } else { Ok(Self { pieces }) }
    }

    /// Whether the whole text fits.
    pub fn fits(&self, text: &[u8], today: Day) -> bool {
        // Sets of reachable places, one bit a byte of text: linear, whatever is optional.
        if text.len() > LONGEST {
            return false;
        }
        let mut places = 1_u64;
        for &(piece, optional) in &self.pieces {
            let mut next = if optional { places } else { 0 };
            for at in (0..=text.len()).filter(|at| places >> at & 1 == 1) {
                if let Some(width) = text.get(at..).and_then(|rest| piece.width(rest, today)) {
                    next |= 1 << (at + width);
                }
            }
            places = next;
        }
        places >> text.len() & 1 == 1
    }
}

impl Piece {
    fn width(self, text: &[u8], today: Day) -> Option<usize> {
        let first = *text.first()?;
        let year = |digits: usize| {
            let year = text.get(..digits).filter(|year| year.iter().all(u8::is_ascii_digit))?;
            let year = year.iter().fold(0, |year, &digit| year * 10 + u16::from(digit - b'0'));
            let newest = if digits == 2 { today.year() % 100 } else { today.year() };
            let oldest = if digits == 2 { 0 } else { 1950 };
            (oldest..=newest).contains(&year).then_some(digits)
        };
        match self {
            Self::Digit => first.is_ascii_digit().then_some(1),
            Self::Letter => first.is_ascii_alphabetic().then_some(1),
            Self::Either => first.is_ascii_alphanumeric().then_some(1),
            Self::ShortYear => year(2),
            Self::LongYear => year(4),
            Self::Exactly(byte) => (first.to_ascii_uppercase() == byte).then_some(1),
        }
    }
}

/// The patterns of one force, each with the kind of number that it describes.
#[derive(Debug, Clone, Default)]
pub struct LocalNumbers {
    patterns: Vec<(crate::IdentifierIndex, LocalPattern)>,
}

impl LocalNumbers {
    /// Adds a pattern for a kind: crime number, custody number, collar number …
    pub fn add(&mut self, kind: crate::IdentifierIndex, pattern: LocalPattern) {
        self.patterns.push((kind, pattern));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Tries a whole cell, and tells `out` each kind that it is. Allocates nothing.
    pub fn cell(&self, text: &str, today: Day, out: &mut impl FnMut(crate::IdentifierIndex, Verdict)) {
        let text = text.trim_ascii().as_bytes();
        for (kind, pattern) in &self.patterns {
            if pattern.fits(text, today) {
                out(*kind, Verdict::Passes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        LocalPattern::new(pattern).unwrap().fits(text.as_bytes(), Day::new(2024, 6, 1).unwrap())
    }

    #[test]
    fn a_force_describes_its_numbers_in_the_notation_of_the_policy_file() {
        assert!(fits("99/99999/YY", "36/12345/23") && !fits("99/99999/YY", "36/12345/25"));
        assert!(fits("CAD 9999?/99AAAYY", "CAD 123/12MAY23"));
        assert!(fits("999?-YYYY", "12-2023") && !fits("999?-YYYY", "12-2025"));
        assert!(fits("nic-999X", "NIC-123b"));
    }

    #[test]
    fn a_pattern_that_fits_everything_is_refused() {
        assert_eq!(LocalPattern::new("99"), Err(PatternError::SaysNothing));
        assert_eq!(LocalPattern::new("№999"), Err(PatternError::NotAscii));
        assert_eq!(LocalPattern::new(&"9".repeat(41)), Err(PatternError::TooLong));
    }

    #[test]
    fn optional_pieces_do_not_make_it_slow() {
        assert!(!fits(&"9?".repeat(20), &format!("{}x", "9".repeat(39))));
    }
}
