//! Channel T: reference numbers of the delivery that stand in the file.

use super::EValue;
use crate::token::TOKEN_BITS;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokensFound {
    /// Different subjects of the delivery whose token stands in the file.
    pub matches: u64,
    /// Different strings that were compared with the delivery's tokens: all of [`crate::tokens_in`], once each.
    pub strings: u64,
    /// Subjects in the delivery: people, fictitious people and specimens.
    pub subjects: u64,
}

/// `e = matches · 2^65 / (strings · subjects)`.
///
/// With one match it is the formula of the design. Each of `strings · subjects` pairs agrees with a chance of 2^-65, so the
/// average number of matches is `strings · subjects / 2^65`, and e is 1 on average. That it counts matches matters for
/// large files: 47,000 strings against 47,000 people give 1.7e10 for one match, too little beside 10,400 deliveries.
pub fn token(found: TokensFound) -> EValue {
    token_among(f64::from(TOKEN_BITS), found)
}

/// The same for tokens of so many bits: what the bench uses, because a chance of 2^-65 cannot be seen by trying.
pub fn token_among(bits: f64, found: TokensFound) -> EValue {
    if found.strings == 0 || found.subjects == 0 {
        return EValue::ONE;
    }
    if found.matches == 0 {
        return EValue::ZERO;
    }
    let ln = |count: u64| (count as f64).ln();
    EValue::from_ln(
        ln(found.matches) + bits * std::f64::consts::LN_2 - ln(found.strings) - ln(found.subjects),
    )
}
