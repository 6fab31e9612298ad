//! An e-value, as its logarithm: products of thousands of digits stay numbers.

use std::fmt;
use std::ops::Mul;

/// An e-value.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct EValue(f64);

impl EValue {
    /// 0: what could not be if the delivery were the source. Alone it would kill every product: see [`Self::half_bet`].
    pub const ZERO: Self = Self(f64::NEG_INFINITY);
    /// 1: says nothing. What a channel counts that has nothing to look at.
    pub const ONE: Self = Self(0.0);

    /// The e-value of this natural logarithm. What is no number says nothing.
    pub fn from_ln(logarithm: f64) -> Self {
        if logarithm.is_nan() { Self::ONE } else { Self(logarithm) }
    }

    /// Its natural logarithm.
    pub fn ln(self) -> f64 {
        self.0
    }

    /// Its logarithm to the base 10, which people read more easily.
    pub fn log10(self) -> f64 {
        self.0 / std::f64::consts::LN_10
    }

    /// `½ + ½·e`: half is bet on this channel, and half kept. The average stays at most 1; a mark that was removed costs the
    /// source a factor of 2 instead of everything.
    #[must_use]
    pub fn half_bet(self) -> Self {
        Self::mix([(0.5, Self::ONE), (0.5, self)])
    }

    /// The average with these weights, which must not depend on keys, and must add up to at most 1.
    pub fn mix(parts: impl IntoIterator<Item = (f64, Self)>) -> Self {
        let logarithms: Vec<f64> = parts
            .into_iter()
            .map(|(weight, value)| weight.ln() + value.0)
            .filter(|ln| !ln.is_nan())
            .collect();
        let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if largest.is_infinite() {
            return Self(largest);
        }
        Self(largest + logarithms.iter().map(|ln| (ln - largest).exp()).sum::<f64>().ln())
    }

    /// The e-value of a recipient with so many deliveries: the average of theirs. Those that were excluded before their
    /// marks were looked at are left out of `values` and count as 0; they still count in `deliveries`. The largest would be
    /// no e-value: with it the bar would have to count deliveries ([`super::Bar::for_deliveries`]).
    pub fn average(values: impl IntoIterator<Item = Self>, deliveries: u32) -> Self {
        let values: Vec<Self> = values.into_iter().collect();
        let deliveries = f64::from(deliveries).max(values.len() as f64).max(1.0);
        Self::mix(values.into_iter().map(|value| (1.0 / deliveries, value)))
    }
}

impl Mul for EValue {
    type Output = Self;

    /// Both together. Valid where no key is behind both. What could not be stays so.
    fn mul(self, other: Self) -> Self {
        if self == Self::ZERO || other == Self::ZERO { Self::ZERO } else { Self(self.0 + other.0) }
    }
}

impl fmt::Display for EValue {
    /// As people read it: `10^11.2`, and the number itself where it is near 1.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ZERO {
            formatter.write_str("0")
        } else if (-2.0..4.0).contains(&self.log10()) {
            let value = self.0.exp();
            let digits = if value < 1.0 { 3 } else { usize::from(value < 100.0) };
            write!(formatter, "{value:.digits$}")
        } else {
            write!(formatter, "10^{:.1}", self.log10())
        }
    }
}
