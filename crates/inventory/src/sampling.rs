//! How many items must be read to notice that some are lost, and which.

use crate::key::Key;
use std::collections::BinaryHeap;

/// The chance that a sample of `sample` items out of `n`, of which `lost` are lost, holds a lost one:
/// 1 − C(n−lost, sample) / C(n, sample). Between 0 and 1.
#[expect(clippy::cast_precision_loss, reason = "a chance of items beyond 2^53 is none the worse for it")]
pub fn chance(n: u64, lost: u64, sample: u64) -> f64 {
    let (lost, sample) = (lost.min(n), sample.min(n));
    if lost == 0 || sample == 0 {
        return 0.0;
    }
    // Both are symmetric: the smaller one is how long the product is.
    let (few, many) = if lost <= sample { (lost, sample) } else { (sample, lost) };
    if few > n - many {
        return 1.0;
    }
    // ∏ (1 − many/(n−i)) for i < few, as a sum of logarithms: neither the binomials nor the product are ever formed,
    // so small chances keep their digits.
    let mut log = 0.0;
    for i in 0..few {
        log += (-(many as f64) / (n - i) as f64).ln_1p();
        if log < -745.0 {
            break;
        }
    }
    -log.exp_m1()
}

/// The smallest sample that holds a lost item with at least this certainty (0 to 1). `None` where there is none:
/// nothing is lost, or the certainty is no chance.
pub fn sample_for(n: u64, lost: u64, certainty: f64) -> Option<u64> {
    if lost == 0 || n == 0 || !(0.0..=1.0).contains(&certainty) {
        return None;
    }
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if chance(n, lost, middle) >= certainty { high = middle } else { low = middle + 1 }
    }
    Some(low)
}

/// A random sample of a stream, of a fixed number of items: which ones depends on the seed and the keys alone, not on
/// their order. The seed is the hash of the newest witnessed checkpoint, which nobody who runs a store can know
/// beforehand. Memory is that of the sample.
pub struct Sample<T> {
    seed: [u8; 32],
    size: usize,
    chosen: BinaryHeap<Drawn<T>>,
}

struct Drawn<T> {
    lot: [u8; 32],
    item: T,
}

impl<T> Sample<T> {
    /// Begins to draw `size` items.
    pub fn new(seed: [u8; 32], size: usize) -> Self {
        Self { seed, size, chosen: BinaryHeap::new() }
    }

    /// Considers an item; `item` is made only if it is drawn for now.
    pub fn consider(&mut self, key: &Key, item: impl FnOnce() -> T) {
        let lot = *blake3::keyed_hash(&self.seed, key.as_bytes()).as_bytes();
        if self.chosen.len() >= self.size {
            if self.chosen.peek().is_none_or(|worst| worst.lot <= lot) {
                return;
            }
            self.chosen.pop();
        }
        self.chosen.push(Drawn { lot, item: item() });
    }

    /// What was drawn, in an order that is random too.
    pub fn finish(self) -> Vec<T> {
        self.chosen.into_sorted_vec().into_iter().map(|drawn| drawn.item).collect()
    }
}

impl<T> std::fmt::Debug for Sample<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sample({} of {})", self.chosen.len(), self.size)
    }
}

impl<T> Ord for Drawn<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.lot.cmp(&other.lot)
    }
}

impl<T> PartialOrd for Drawn<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Drawn<T> {
    fn eq(&self, other: &Self) -> bool {
        self.lot == other.lot
    }
}

impl<T> Eq for Drawn<T> {}
