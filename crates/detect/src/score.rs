//! How sure a finding is, in bits of log-odds, and why.
//!
//! `score = prior + check + label or header + context + column + row`; the probability is `1 / (1 + 2^-score)`. A passed
//! check adds `log2(1 / chance)` and never replaces context: one random number of ten digits in eleven passes the check of
//! the NHS number. A failed check ends it.

use crate::identifiers::{Identifier, Verdict};
pub use crate::thresholds::*;
use std::fmt;

/// How sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Less likely than not.
    Unlikely,
    /// At least even odds.
    Possible,
    /// At least 99 to 1.
    Certain,
}

impl Certainty {
    /// The certainty of a number of bits.
    pub fn of(bits: f32) -> Self {
        if bits >= CERTAIN {
            Self::Certain
        } else if bits >= POSSIBLE {
            Self::Possible
        } else {
            Self::Unlikely
        }
    }
}

/// One reason. Words come from our own tables, never from the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Term {
    /// Its check agrees.
    Check,
    /// It has the shape; there is no check, or none that is a veto.
    Shape,
    /// So many of the filled cells of its column pass.
    Column {
        /// Cells that pass.
        passed: u64,
        /// Cells with a value.
        filled: u64,
    },
    /// The header names it.
    Header(&'static str),
    /// The label before it names it.
    Label(&'static str),
    /// A word near it.
    Near(&'static str),
    /// A word that speaks against it.
    Against(&'static str),
    /// It agrees with other cells of its row.
    Row(&'static str),
    /// What else speaks for it.
    Sign(&'static str),
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check => formatter.write_str("passes check"),
            Self::Shape => formatter.write_str("has the shape"),
            Self::Column { passed, filled } => write!(formatter, "column {passed}/{filled}"),
            Self::Header(name) => write!(formatter, "header '{name}'"),
            Self::Label(name) => write!(formatter, "label '{name}'"),
            Self::Near(word) => write!(formatter, "near '{word}'"),
            Self::Against(word) => write!(formatter, "against it: '{word}'"),
            Self::Row(what) => write!(formatter, "agrees with {what}"),
            Self::Sign(sign) => formatter.write_str(sign),
        }
    }
}

/// Reasons that are kept.
const KEPT: usize = 6;

/// Why a finding was made: what the FOI officer reads.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Why {
    terms: [Option<Term>; KEPT],
}

impl Why {
    /// The reasons, in the order in which they were weighed.
    pub fn terms(&self) -> impl Iterator<Item = Term> {
        self.terms.into_iter().flatten()
    }

    fn push(&mut self, term: Term) {
        if let Some(slot) = self.terms.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(term);
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms().enumerate() {
            if place > 0 {
                formatter.write_str(", ")?;
            }
            write!(formatter, "{term}")?;
        }
        Ok(())
    }
}

/// A sum of bits with its reasons. Lives on the stack.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    bits: f32,
    why: Why,
}

impl Score {
    /// Begins with a prior.
    pub fn prior(bits: f32) -> Self {
        Self { bits, why: Why::default() }
    }

    /// Begins with the prior of an identifier.
    pub fn of(identifier: &Identifier) -> Self {
        Self::prior(identifier.prior)
    }

    /// Adds bits for a reason.
    pub fn add(&mut self, bits: f32, term: Term) {
        self.bits += bits;
        self.why.push(term);
    }

    /// Adds bits that need no line of their own: the way a number is spelt.
    pub fn lean(&mut self, bits: f32) {
        self.bits += bits;
    }

    /// Weighs the verdict on one value.
    pub fn check(&mut self, identifier: &Identifier, verdict: Verdict) {
        match verdict {
            Verdict::Passes => self.add(-identifier.chance.log2(), Term::Check),
            Verdict::Shape => self.add(0.0, Term::Shape),
            Verdict::Fails => self.bits = f32::NEG_INFINITY,
        }
    }

    /// Weighs a column: of `filled` cells, `passed` have the shape and pass the check.
    pub fn column(&mut self, identifier: &Identifier, passed: u64, filled: u64) {
        self.add(column_bits(passed, filled, identifier.chance), Term::Column { passed, filled });
    }

    /// Weighs a header that names the identifier.
    pub fn header(&mut self, name: &'static str) {
        self.add(HEADER, Term::Header(name));
    }

    /// Weighs another cell of the same row that agrees, as one in `chance` would by chance.
    pub fn row(&mut self, with: &'static str, chance: f32) {
        self.add(-chance.clamp(f32::MIN_POSITIVE, 1.0).log2(), Term::Row(with));
    }

    /// The sum.
    pub fn bits(&self) -> f32 {
        self.bits
    }

    /// The probability.
    pub fn probability(&self) -> f32 {
        1.0 / (1.0 + (-self.bits).exp2())
    }

    /// The certainty.
    pub fn certainty(&self) -> Certainty {
        Certainty::of(self.bits)
    }

    /// The reasons.
    pub fn why(&self) -> Why {
        self.why
    }
}

/// Bits that a column's cells give together: `k log2(m/c) + (n - k) log2((1 - m)/(1 - c))`.
pub fn column_bits(passed: u64, filled: u64, chance: f32) -> f32 {
    let chance = chance.min(SHAPE_BY_CHANCE);
    let failed = filled.saturating_sub(passed);
    #[expect(clippy::cast_precision_loss, reason = "bits are a rough measure")]
    let bits = passed as f32 * (EXPECTED_TO_PASS / chance).log2()
        + failed as f32 * ((1.0 - EXPECTED_TO_PASS) / (1.0 - chance)).log2();
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IdentifierIndex;

    fn nhs() -> &'static Identifier {
        IdentifierIndex::of("uk-nhs-number").unwrap().identifier()
    }

    #[test]
    fn ten_of_ten_are_worth_34_bits_and_one_of_ten_costs_41() {
        assert!((column_bits(10, 10, 0.0909) - 34.15).abs() < 0.1);
        assert!((column_bits(1, 10, 0.0909) + 40.9).abs() < 0.2);
        assert!(column_bits(u64::MAX, u64::MAX, 0.0909).is_finite());
    }

    #[test]
    fn a_passed_check_never_replaces_context() {
        let mut score = Score::of(nhs());
        score.check(nhs(), Verdict::Passes);
        assert_eq!(score.certainty(), Certainty::Unlikely);
        score.column(nhs(), 10, 10);
        assert_eq!(score.certainty(), Certainty::Certain);
    }

    #[test]
    fn a_finding_carries_its_terms() {
        let mut score = Score::of(nhs());
        score.check(nhs(), Verdict::Passes);
        score.column(nhs(), 10, 10);
        score.header("nhs no");
        assert_eq!(score.why().to_string(), "passes check, column 10/10, header 'nhs no'");
        assert!(score.probability() > 0.99);
    }

    #[test]
    fn a_failed_check_ends_it() {
        let mut score = Score::of(nhs());
        score.check(nhs(), Verdict::Fails);
        score.header("nhs no");
        assert_eq!((score.certainty(), score.probability()), (Certainty::Unlikely, 0.0));
    }

    #[test]
    fn odds_of_99_to_1_are_certain() {
        assert!((Score::prior(CERTAIN).probability() - 0.99).abs() < 1e-4);
        assert!((Score::prior(POSSIBLE).probability() - 0.5).abs() < 1e-6);
    }
}
