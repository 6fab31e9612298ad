//! Channel H: people of the file who do not exist.

use super::EValue;
use crate::honey::{NameShown, name_space};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HoneyFound {
    /// Fictitious people of the delivery whose name stands in the file.
    pub found: u32,
    /// Fictitious people in the delivery.
    pub delivered: u32,
    /// Different names in the file, all that were compared.
    pub names: u64,
    /// What of a name the file shows.
    pub shown: NameShown,
    /// Full names, of all that there are, that were refused as those of real people when these were drawn: at most.
    pub refused: u64,
}

/// `Σₖ 2⁻ᵏ · C(found, k) / (C(delivered, k) · pᵏ)`, `k = 1 … found`, with p the chance that a name of the delivery is by
/// accident one of those in the file.
///
/// The chance that k given fictitious people are all in the file is at most pᵏ, so each term without its weight is 1 on
/// average. To multiply `1/p` for each one found, as the design has it, would be no e-value: with h people delivered its
/// average is 2^h, because which of them are found is not known beforehand. The binomial coefficients pay for that.
pub fn honey(found: HoneyFound) -> EValue {
    let all = name_space(NameShown::Full) as f64;
    let left = all - found.refused as f64 - f64::from(found.delivered);
    let chance = found.names as f64 / name_space(found.shown) as f64 * all / left;
    if found.delivered == 0 || found.names == 0 || left <= 0.0 || chance >= 1.0 {
        return EValue::ONE;
    }
    // C(found, k) / C(delivered, k) = Π (found - i) / (delivered - i), i = 0 … k-1.
    let (mut ln, mut weight) = (0.0, 1.0);
    let terms = (0..found.found.min(found.delivered)).map(|at| {
        ln += f64::from(found.found - at).ln() - f64::from(found.delivered - at).ln() - chance.ln();
        weight /= 2.0;
        (weight, EValue::from_ln(ln))
    });
    EValue::mix(terms.collect::<Vec<_>>())
}
