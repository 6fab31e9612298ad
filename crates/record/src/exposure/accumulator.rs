//! Adds sets of people up, into bits that lie side by side.
//!
//! Ten thousand sets are united by setting each of their numbers once, straight from the bytes in which they are stored.
//! Bits of 65,536 people take 8 KiB, which stay close to the processor, and only where there are people. Roaring's own
//! union of many is as fast once all sets are decoded, but then they all have to be, and for each set of fields anew: see
//! docs/src/measured/record-exposure.md.

use super::portable::{Container, Portable, run_of};
use roaring::RoaringBitmap;

/// Words of one chunk, which is 65,536 people.
const WORDS: usize = 1024;

type Chunk = [u64; WORDS];

/// A set of people that grows.
#[derive(Clone, Default)]
pub(crate) struct Accumulator {
    /// By the upper 16 bits of the numbers.
    chunks: Vec<Option<Box<Chunk>>>,
}

impl Accumulator {
    /// Of a bitmap.
    pub(crate) fn of(set: &RoaringBitmap) -> Self {
        let mut all = Self::default();
        for number in set {
            all.insert(number);
        }
        all
    }

    fn chunk(&mut self, key: u16) -> &mut Chunk {
        let key = usize::from(key);
        if self.chunks.len() <= key {
            self.chunks.resize_with(key + 1, || None);
        }
        self.chunks[key].get_or_insert_with(|| Box::new([0; WORDS]))
    }

    /// Adds a set.
    pub(crate) fn add(&mut self, set: Portable<'_>) {
        for (key, container) in set.containers() {
            let chunk = self.chunk(key);
            match container {
                Container::Array(numbers) => {
                    for number in numbers {
                        let number = u16::from_le_bytes(*number);
                        chunk[usize::from(number >> 6)] |= 1 << (number & 63);
                    }
                }
                Container::Bits(words) => {
                    for (word, bytes) in chunk.iter_mut().zip(words) {
                        *word |= u64::from_le_bytes(*bytes);
                    }
                }
                Container::Runs(runs) => {
                    for run in runs {
                        let (start, more) = run_of(*run);
                        set_range(chunk, start, start.saturating_add(more));
                    }
                }
            }
        }
    }

    /// Adds one.
    pub(crate) fn insert(&mut self, number: u32) {
        self.chunk((number >> 16) as u16)[usize::from(number as u16 >> 6)] |= 1 << (number & 63);
    }

    /// Takes one out; says whether it was in.
    pub(crate) fn remove(&mut self, number: u32) -> bool {
        let Some(Some(chunk)) = self.chunks.get_mut((number >> 16) as usize) else { return false };
        let word = &mut chunk[usize::from(number as u16 >> 6)];
        let bit = 1 << (number & 63);
        let was = *word & bit != 0;
        *word &= !bit;
        was
    }

    /// Adds another.
    pub(crate) fn unite(&mut self, other: &Self) {
        self.each_chunk(other, |word, other| *word |= other);
    }

    /// Takes another out.
    pub(crate) fn subtract(&mut self, other: &Self) {
        for (chunk, other) in self.chunks.iter_mut().zip(&other.chunks) {
            if let (Some(chunk), Some(other)) = (chunk, other) {
                for (word, other) in chunk.iter_mut().zip(other.iter()) {
                    *word &= !other;
                }
            }
        }
    }

    fn each_chunk(&mut self, other: &Self, mut each: impl FnMut(&mut u64, u64)) {
        for (key, other) in other.chunks.iter().enumerate() {
            if let Some(other) = other {
                for (word, other) in self.chunk(key as u16).iter_mut().zip(other.iter()) {
                    each(word, *other);
                }
            }
        }
    }

    /// How many.
    #[cfg(test)]
    pub(crate) fn len(&self) -> u64 {
        self.chunks
            .iter()
            .flatten()
            .flat_map(|chunk| chunk.iter())
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// How many are in another too.
    pub(crate) fn common(&self, other: &Self) -> u64 {
        let pairs = self.chunks.iter().zip(&other.chunks);
        pairs
            .filter_map(|(chunk, other)| Some((chunk.as_ref()?, other.as_ref()?)))
            .flat_map(|(chunk, other)| chunk.iter().zip(other.iter()))
            .map(|(word, other)| u64::from((word & other).count_ones()))
            .sum()
    }

    /// As a bitmap.
    pub(crate) fn to_bitmap(&self) -> RoaringBitmap {
        let mut all = RoaringBitmap::new();
        let mut bytes = Vec::with_capacity(WORDS * 8);
        for (key, chunk) in self.chunks.iter().enumerate() {
            if let Some(chunk) = chunk {
                bytes.clear();
                bytes.extend(chunk.iter().flat_map(|word| word.to_le_bytes()));
                all |= RoaringBitmap::from_lsb0_bytes((key as u32) << 16, &bytes);
            }
        }
        all
    }
}

/// Sets the bits from `first` to `last`, both included.
fn set_range(chunk: &mut Chunk, first: u16, last: u16) {
    let (from, to) = (usize::from(first >> 6), usize::from(last >> 6));
    let head = u64::MAX << (first & 63);
    let tail = u64::MAX >> (63 - (last & 63));
    if from == to {
        chunk[from] |= head & tail;
        return;
    }
    chunk[from] |= head;
    chunk[to] |= tail;
    chunk[from + 1..to].fill(u64::MAX);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::exposure::portable::tests::sets;
    use proptest::prelude::*;

    fn added(set: &RoaringBitmap, runs: bool) -> Accumulator {
        let mut set = set.clone();
        if runs {
            set.optimize();
        }
        let mut bytes = Vec::new();
        set.serialize_into(&mut bytes).unwrap();
        let mut all = Accumulator::default();
        all.add(Portable::parse(&bytes).unwrap());
        all
    }

    proptest! {
        #[test]
        fn sets_are_united_and_subtracted_as_roaring_does_it(one in sets(), other in sets(), runs: bool) {
            let (mut all, second) = (added(&one, runs), added(&other, !runs));
            prop_assert_eq!(all.to_bitmap(), one.clone());
            prop_assert_eq!(all.len(), one.len());
            prop_assert_eq!(all.common(&second), one.intersection_len(&other));
            let mut less = all.clone();
            less.subtract(&second);
            prop_assert_eq!(less.to_bitmap(), &one - &other);
            all.unite(&second);
            prop_assert_eq!(all.to_bitmap(), &one | &other);
            if let Some(last) = other.max() {
                prop_assert!(all.remove(last) && !all.remove(last));
                all.insert(last);
                prop_assert_eq!(all.len(), one.union_len(&other));
            }
            prop_assert_eq!(Accumulator::of(&one).to_bitmap(), one);
        }
    }
}
