//! Channel O: rows of the file that stand as the delivery's key would have them.

use super::EValue;
use crate::order::OrderKey;
use crate::subject::Subject;
use std::collections::HashSet;

/// Weight on "the order was kept".
pub const KEPT_WEIGHT: f64 = 0.5;
/// Weight on "kept with disorder", shared evenly by the dispersions.
pub const DISPERSION_WEIGHT: f64 = 0.25;
/// Weight on "no order left", which counts as 1: the half bet of this channel, so that a sorted file costs a factor of 4.
pub const FLAT_WEIGHT: f64 = 0.25;
/// The largest dispersion parameter; each following is half of the one before, down to one over the number of rows.
const LARGEST_THETA: f64 = 2.0;

/// What weighs the order of so many rows. The same for all deliveries, so made once for each number of rows.
///
/// For an innocent delivery every order of `n` rows is equally likely, so `n! · P(order)` is 1 on average for any
/// distribution P. Ours: half its weight on the order of the key; a quarter on Mallows' distributions
/// `P(order) = exp(-θ·d) / Π (1 - exp(-θ·i)) / (1 - exp(-θ))`, `i = 1 … n`, with d the number of pairs that changed
/// places, θ = 2, 1, ½, … ≥ 1/n (Mallows, Biometrika 44, 1957); a quarter on all orders alike.
#[derive(Debug, Clone)]
pub struct OrderTable {
    rows: u64,
    ln_factorial: f64,
    /// θ and ln of the constant of Mallows' distribution.
    dispersions: Vec<(f64, f64)>,
}

impl OrderTable {
    /// The table of so many rows.
    pub fn for_rows(rows: usize) -> Self {
        let ln_factorial = (2..=rows).map(|row| (row as f64).ln()).sum();
        let mut dispersions = Vec::new();
        let mut theta = LARGEST_THETA;
        while theta * rows as f64 >= 1.0 {
            // ln of a product, 16 factors at a time: a logarithm for each would take most of the time. None overflows, for
            // each is below 1/(1 - exp(-θ)) and below the number of rows.
            let one = -(-theta).exp_m1();
            let factors: Vec<f64> = (1..=rows).map(|row| -(-theta * row as f64).exp_m1() / one).collect();
            dispersions.push((theta, factors.chunks(16).map(|some| some.iter().product::<f64>().ln()).sum()));
            theta /= 2.0;
        }
        Self { rows: rows as u64, ln_factorial, dispersions }
    }

    /// The e-value of an order in which so many pairs of rows stand the other way round.
    pub fn weigh(&self, inversions: u64) -> EValue {
        if self.rows < 2 {
            return EValue::ONE;
        }
        let kept = if inversions == 0 { EValue::from_ln(self.ln_factorial) } else { EValue::ZERO };
        let each = DISPERSION_WEIGHT / self.dispersions.len().max(1) as f64;
        let disordered = self.dispersions.iter().map(|(theta, ln_constant)| {
            (each, EValue::from_ln(self.ln_factorial - theta * inversions as f64 - ln_constant))
        });
        EValue::mix([(KEPT_WEIGHT, kept), (FLAT_WEIGHT, EValue::ONE)].into_iter().chain(disordered))
    }

    /// Kendall's statistic in standard deviations, to be reported beside the e-value: 0 for no order, large for the key's.
    pub fn kendall_z(&self, inversions: u64) -> f64 {
        let rows = self.rows as f64;
        let (mean, variance) = (rows * (rows - 1.0) / 4.0, rows * (rows - 1.0) * (2.0 * rows + 5.0) / 72.0);
        if variance > 0.0 { (mean - inversions as f64) / variance.sqrt() } else { 0.0 }
    }
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrderFound {
    /// Rows that were looked at: different subjects of the delivery.
    pub rows: u64,
    /// Pairs of them that stand the other way round than the key has them.
    pub inversions: u64,
    /// Kendall's statistic ([`OrderTable::kendall_z`]).
    pub kendall_z: f64,
    /// What it says.
    pub value: EValue,
}

/// Weighs the order of the rows of a file, given as whom each is about, in the file's order.
///
/// A subject that comes again counts where it came first; rows of which `is_delivered` says that they are not of this
/// delivery do not count. Neither may depend on the delivery's order key; leave out rows that may be about several people.
pub fn order(rows: &[Subject], is_delivered: impl Fn(Subject) -> bool, key: &OrderKey) -> OrderFound {
    let mut seen = HashSet::with_capacity(rows.len());
    let places: Vec<[u8; 32]> = rows
        .iter()
        .filter(|subject| is_delivered(**subject) && seen.insert(**subject))
        .map(|subject| key.place(*subject))
        .collect();
    let (table, inversions) = (OrderTable::for_rows(places.len()), inversions(&places));
    OrderFound {
        rows: places.len() as u64,
        inversions,
        kendall_z: table.kendall_z(inversions),
        value: table.weigh(inversions),
    }
}

/// Pairs of places of which the larger stands first.
pub fn inversions(places: &[[u8; 32]]) -> u64 {
    let mut sorted = places.to_vec();
    let mut merged = Vec::with_capacity(sorted.len());
    let mut count = 0;
    let mut width = 1;
    // Merging sorted runs: each element taken from the right run passes all that are left in the left one.
    while width < sorted.len() {
        merged.clear();
        for runs in sorted.chunks(2 * width) {
            let (mut left, mut right) = runs.split_at(width.min(runs.len()));
            while let (Some((one, more_left)), Some((other, more_right))) =
                (left.split_first(), right.split_first())
            {
                if one <= other {
                    merged.push(*one);
                    left = more_left;
                } else {
                    count += left.len() as u64;
                    merged.push(*other);
                    right = more_right;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut sorted, &mut merged);
        width *= 2;
    }
    count
}
