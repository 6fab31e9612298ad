//! How many different keys there are: exact, at about nine bytes a key.
//!
//! The count of people is the product, so it is not estimated. A hash table would take up to twice the memory and, while
//! it grows, three times; here keys lie sorted in 256 bins, with a small unsorted tail each.

/// A set of 64-bit keys.
#[derive(Debug, Clone)]
pub(crate) struct DistinctKeys {
    bins: Vec<Bin>,
    sorted: usize,
}

#[derive(Debug, Clone, Default)]
struct Bin {
    /// Sorted and without duplicates up to `sorted`, in order of arrival beyond.
    keys: Vec<u64>,
    sorted: usize,
}

const BINS: usize = 256;

/// Unsorted keys of a bin, at least, before it is sorted again.
const TAIL: usize = 64;

impl Default for DistinctKeys {
    fn default() -> Self {
        Self { bins: vec![Bin::default(); BINS], sorted: 0 }
    }
}

impl DistinctKeys {
    /// Adds a key.
    pub(crate) fn insert(&mut self, key: u64) {
        let bin = &mut self.bins[(key >> 56) as usize];
        if bin.keys.len() == bin.keys.capacity() {
            // A quarter more at a time: memory is dearer than the few copies.
            bin.keys.reserve_exact((bin.keys.len() / 4).max(8));
        }
        bin.keys.push(key);
        if bin.keys.len() - bin.sorted > TAIL.max(bin.sorted / 8) {
            let before = bin.sorted;
            bin.settle();
            self.sorted += bin.sorted - before;
        }
    }

    /// Whether a key is in the set.
    pub(crate) fn contains(&self, key: u64) -> bool {
        let bin = &self.bins[(key >> 56) as usize];
        bin.keys[..bin.sorted].binary_search(&key).is_ok() || bin.keys[bin.sorted..].contains(&key)
    }

    /// Number of different keys.
    pub(crate) fn len(&mut self) -> usize {
        for bin in &mut self.bins {
            let before = bin.sorted;
            bin.settle();
            self.sorted += bin.sorted - before;
        }
        self.sorted
    }

    /// All keys, each once.
    pub(crate) fn iter(&mut self) -> impl Iterator<Item = u64> {
        self.len();
        self.bins.iter().flat_map(|bin| bin.keys.iter().copied())
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.bins.iter().all(|bin| bin.keys.is_empty())
    }
}

impl Bin {
    fn settle(&mut self) {
        if self.sorted < self.keys.len() {
            // Runs of sorted keys are found and merged.
            self.keys.sort();
            self.keys.dedup();
            self.sorted = self.keys.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        #[test]
        fn it_counts_like_a_hash_set(keys in prop::collection::vec(0_u64..500, 0..3000), spread in 0_u32..58) {
            let mut ours = DistinctKeys::default();
            let mut theirs = HashSet::new();
            for key in keys {
                let key = key.rotate_right(spread);
                ours.insert(key);
                theirs.insert(key);
                prop_assert!(ours.contains(key));
            }
            prop_assert_eq!(ours.len(), theirs.len());
            prop_assert_eq!(ours.iter().collect::<HashSet<_>>(), theirs);
        }
    }
}
