//! Many texts in little memory: packed in blocks, of which the last used ones are kept unpacked.
//!
//! For texts that are asked for by number in no fixed order, such as the items of a pivot cache. Names pack to about a
//! third.

use crate::stop::{LimitMet, Read};
use crate::{Budget, Reason};
use flate2::Compression;
use flate2::bufread::{DeflateDecoder, DeflateEncoder};
use std::io::Read as _;

/// Text in a block before it is packed.
const BLOCK: usize = 64 << 10;

/// Blocks kept unpacked at first, and at most.
const FEW: usize = 32;
const MOST: usize = 2048;

/// A growing list of texts.
#[derive(Debug, Default)]
pub(crate) struct TextStore {
    packed: Vec<Packed>,
    /// The block under way.
    open: Unpacked,
    kept: Vec<Kept>,
    most_kept: usize,
    reloads: usize,
    clock: u64,
    total: usize,
    bytes: u64,
}

#[derive(Debug)]
struct Packed {
    first: usize,
    bytes: Box<[u8]>,
    ends: Box<[u32]>,
    len: usize,
}

#[derive(Debug, Default)]
struct Unpacked {
    first: usize,
    text: String,
    ends: Vec<u32>,
}

#[derive(Debug)]
struct Kept {
    block: usize,
    last_use: u64,
    text: String,
}

fn between<'t>(text: &'t str, ends: &[u32], index: usize) -> Option<&'t str> {
    let start = index.checked_sub(1).map_or(0, |before| ends[before] as usize);
    text.get(start..*ends.get(index)? as usize)
}

impl TextStore {
    /// Adds a text; returns its number.
    pub(crate) fn push(&mut self, text: &str, budget: &Budget) -> Read<usize> {
        self.bytes += text.len() as u64;
        if self.bytes > budget.limits().unpacked_bytes / 4 || text.len() as u64 > budget.limits().row_bytes {
            return Err(LimitMet(Reason::TooLarge).into());
        }
        self.open.text.push_str(text);
        self.open.ends.push(self.open.text.len() as u32);
        self.total += 1;
        if self.open.text.len() >= BLOCK {
            self.pack()?;
        }
        Ok(self.total - 1)
    }

    fn pack(&mut self) -> Read {
        let open = std::mem::replace(&mut self.open, Unpacked { first: self.total, ..Unpacked::default() });
        let mut bytes = Vec::new();
        DeflateEncoder::new(open.text.as_bytes(), Compression::fast()).read_to_end(&mut bytes)?;
        self.packed.push(Packed {
            first: open.first,
            bytes: bytes.into(),
            ends: open.ends.into(),
            len: open.text.len(),
        });
        Ok(())
    }

    /// A text by its number.
    pub(crate) fn get(&mut self, index: usize) -> Read<Option<&str>> {
        if index >= self.open.first {
            return Ok(between(&self.open.text, &self.open.ends, index - self.open.first));
        }
        let block = self.packed.partition_point(|packed| packed.first <= index) - 1;
        let kept = self.keep(block)?;
        let Packed { first, ends, .. } = &self.packed[block];
        Ok(between(&self.kept[kept].text, ends, index - first))
    }

    fn keep(&mut self, block: usize) -> Read<usize> {
        self.clock += 1;
        if let Some(kept) = self.kept.iter().position(|kept| kept.block == block) {
            self.kept[kept].last_use = self.clock;
            return Ok(kept);
        }
        self.most_kept = self.most_kept.max(FEW);
        self.reloads += 1;
        if self.reloads > 4 * self.most_kept && self.most_kept < MOST {
            self.most_kept *= 2;
            self.reloads = 0;
        }
        let packed = &self.packed[block];
        let mut text = String::with_capacity(packed.len);
        DeflateDecoder::new(&*packed.bytes).read_to_string(&mut text)?;
        let kept = Kept { block, last_use: self.clock, text };
        if self.kept.len() < self.most_kept {
            self.kept.push(kept);
            return Ok(self.kept.len() - 1);
        }
        let oldest = self.kept.iter().enumerate().min_by_key(|(_, kept)| kept.last_use);
        let slot = oldest.map_or(0, |(slot, _)| slot);
        self.kept[slot] = kept;
        Ok(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn texts_come_back_in_any_order(seed in 0_u64..1000, count in 1_usize..6000) {
            let budget = Budget::new(Limits::default());
            let text = |index: usize| format!("{}-{}", index, "x".repeat((index * 7 + seed as usize) % 90));
            let mut store = TextStore::default();
            for index in 0..count {
                prop_assert_eq!(store.push(&text(index), &budget).unwrap(), index);
            }
            for step in 0..count {
                let index = (step * 7919 + seed as usize) % count;
                let expected = text(index);
                prop_assert_eq!(store.get(index).unwrap(), Some(expected.as_str()));
            }
            prop_assert_eq!(store.get(count).unwrap(), None);
        }
    }
}
