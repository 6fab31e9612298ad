//! How high an e-value must be before anybody is accused.

use super::EValue;

/// The chance that is allowed for anybody innocent being accused.
pub const EPSILON: f64 = 1e-6;

/// `N / ε`: with N hypotheses that could be accused, each e-value at most 1 on average, the chance that any innocent one
/// reaches the bar is at most ε, by Markov's inequality and the sum over N.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bar {
    hypotheses: u64,
}

impl Bar {
    /// Whole recipients are accused, each by the average over all its deliveries ([`EValue::average`]).
    pub fn for_recipients(recipients: u64) -> Self {
        Self { hypotheses: recipients.max(1) }
    }

    /// Single deliveries are accused: all that there ever were count, of all recipients.
    pub fn for_deliveries(deliveries: u64) -> Self {
        Self { hypotheses: deliveries.max(1) }
    }

    /// How many could be accused.
    pub fn hypotheses(self) -> u64 {
        self.hypotheses
    }

    /// The bar.
    pub fn value(self) -> EValue {
        EValue::from_ln((self.hypotheses as f64).ln() - EPSILON.ln())
    }

    /// Whether it is reached.
    pub fn is_cleared_by(self, value: EValue) -> bool {
        value >= self.value()
    }
}
