//! How many different keys there are: exact, at about nine bytes a key.
//!
//! The count of people is the product, so it is not estimated. A hash table would take up to twice the memory and, while
//! it grows, three times; here keys lie sorted in 256 bins, with a small unsorted tail each. A set of few keys is one bin:
//! a hostile file can ask for a set for each of its columns and parts.

/// A set of 64-bit keys.
#[derive(Debug, Clone, Default)]
pub(crate) struct DistinctKeys {
    /// None, one, or [`BINS`].
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

/// Different keys from which on they are divided among the bins.
const FEW: usize = 1024;

/// Unsorted keys of a bin, at least, before it is sorted again.
const TAIL: usize = 64;

impl DistinctKeys {
    /// Adds a key.
    pub(crate) fn insert(&mut self, key: u64) {
        if self.bins.is_empty() {
            self.bins.push(Bin::default());
        }
        let place = self.place_of(key);
        let bin = &mut self.bins[place];
        let before = bin.sorted;
        bin.push(key);
        self.sorted += bin.sorted - before;
        if self.bins.len() == 1 && self.sorted >= FEW {
            self.divide();
        }
    }

    fn place_of(&self, key: u64) -> usize {
        if self.bins.len() == BINS { (key >> 56) as usize } else { 0 }
    }

    fn divide(&mut self) {
        let keys = std::mem::take(&mut self.bins);
        self.bins = vec![Bin::default(); BINS];
        self.sorted = 0;
        keys.into_iter().flat_map(|bin| bin.keys).for_each(|key| self.insert(key));
    }

    /// Whether a key is in the set.
    pub(crate) fn contains(&self, key: u64) -> bool {
        self.bins.get(self.place_of(key)).is_some_and(|bin| {
            bin.keys[..bin.sorted].binary_search(&key).is_ok() || bin.keys[bin.sorted..].contains(&key)
        })
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
    fn push(&mut self, key: u64) {
        if self.keys.len() == self.keys.capacity() {
            // A quarter more at a time: memory is dearer than the few copies.
            self.keys.reserve_exact((self.keys.len() / 4).max(8));
        }
        self.keys.push(key);
        if self.keys.len() - self.sorted > TAIL.max(self.sorted / 8) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        if self.sorted < self.keys.len() {
            // Runs of sorted keys are found and merged.
            self.keys.sort_unstable();
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
