//! Reads 32-bit Roaring bitmaps in the portable format (`RoaringFormatSpec`) where they lie, without building bitmaps.
//!
//! The bytes come from a database that somebody may have touched. [`Portable::checked`] looks at every number; what is not
//! exactly as a writer makes it is damage. Only checked bytes are kept and added up.

use crate::RecordError;

/// First 16 bits where some containers are runs.
const WITH_RUNS: u32 = 12_347;
/// First 32 bits where none is.
const WITHOUT_RUNS: u32 = 12_346;
/// Fewest containers for which a format with runs has offsets.
const OFFSETS_FROM: usize = 4;
/// Most numbers of a container that is an array.
const ARRAY_LIMIT: usize = 4096;
/// Bytes of a container that is a set of bits.
const BITS: usize = 8192;

/// A bitmap in the portable format.
#[derive(Clone, Copy)]
pub(crate) struct Portable<'b> {
    /// Key and cardinality less one, of each container.
    descriptions: &'b [[u8; 4]],
    /// One bit for each container: whether it is runs. Empty where none is.
    runs: &'b [u8],
    /// Where each container begins; empty where the format leaves them out.
    offsets: &'b [[u8; 4]],
    bytes: &'b [u8],
    body: usize,
}

/// A container: the lower 16 bits of its numbers.
#[derive(Clone, Copy)]
pub(crate) enum Container<'b> {
    /// Numbers, ascending.
    Array(&'b [[u8; 2]]),
    /// 65,536 bits in words of 64.
    Bits(&'b [[u8; 8]]),
    /// Starts, and lengths less one.
    Runs(&'b [[u8; 4]]),
}

/// What is known of a bitmap after every number was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// How many numbers.
    pub(crate) len: u64,
    /// Smallest and greatest number; none if there is none.
    pub(crate) range: Option<(u32, u32)>,
}

impl<'b> Portable<'b> {
    /// The frame of a bitmap: where its containers lie.
    pub(crate) fn parse(bytes: &'b [u8]) -> Result<Self, RecordError> {
        Self::frame(bytes).ok_or_else(damaged)
    }

    fn frame(bytes: &'b [u8]) -> Option<Self> {
        let (cookie, rest) = bytes.split_first_chunk::<4>()?;
        let cookie = u32::from_le_bytes(*cookie);
        let (count, runs, rest) = if cookie & 0xFFFF == WITH_RUNS {
            let count = (cookie >> 16) as usize + 1;
            let (runs, rest) = rest.split_at_checked(count.div_ceil(8))?;
            (count, runs, rest)
        } else if cookie == WITHOUT_RUNS {
            let (count, rest) = rest.split_first_chunk::<4>()?;
            (u32::from_le_bytes(*count) as usize, &[][..], rest)
        } else {
            return None;
        };
        if count > 1 << 16 {
            return None;
        }
        let (descriptions, rest) = rest.split_at_checked(count * 4)?;
        let has_offsets = runs.is_empty() || count >= OFFSETS_FROM;
        let (offsets, rest) = rest.split_at_checked(if has_offsets { count * 4 } else { 0 })?;
        Some(Self {
            descriptions: descriptions.as_chunks().0,
            runs,
            offsets: offsets.as_chunks().0,
            bytes,
            body: bytes.len() - rest.len(),
        })
    }

    /// A bitmap of which every number was looked at.
    pub(crate) fn checked(bytes: &'b [u8]) -> Result<(Self, Extent), RecordError> {
        let portable = Self::parse(bytes)?;
        let extent = portable.look_at_all().ok_or_else(damaged)?;
        Ok((portable, extent))
    }

    fn look_at_all(&self) -> Option<Extent> {
        let mut extent = Extent { len: 0, range: None };
        let mut at = self.body;
        let mut last_key: Option<u16> = None;
        // Bits after the last container would be a second spelling of the same set.
        let spare = self.descriptions.len() % 8;
        if spare != 0 && self.runs.last().is_some_and(|last| last >> spare != 0) {
            return None;
        }
        for index in 0..self.descriptions.len() {
            let (key, cardinality) = self.description(index)?;
            if last_key.is_some_and(|last| last >= key) {
                return None;
            }
            last_key = Some(key);
            if let Some(offset) = self.offsets.get(index)
                && u32::from_le_bytes(*offset) as usize != at
            {
                return None;
            }
            let (container, length) = self.container_at(index, at)?;
            let (found, first, last) = container.count()?;
            if found != cardinality {
                return None;
            }
            let high = u32::from(key) << 16;
            let (first, last) = (high | u32::from(first), high | u32::from(last));
            extent.len += found as u64;
            extent.range = Some((extent.range.map_or(first, |(first, _)| first), last));
            at += length;
        }
        (at == self.bytes.len()).then_some(extent)
    }

    fn description(&self, index: usize) -> Option<(u16, usize)> {
        let [k0, k1, c0, c1] = *self.descriptions.get(index)?;
        Some((u16::from_le_bytes([k0, k1]), usize::from(u16::from_le_bytes([c0, c1])) + 1))
    }

    /// A container that begins at a byte, and its length in bytes.
    fn container_at(&self, index: usize, at: usize) -> Option<(Container<'b>, usize)> {
        let (_, cardinality) = self.description(index)?;
        let rest = self.bytes.get(at..)?;
        if self.runs.get(index / 8).is_some_and(|byte| byte >> (index % 8) & 1 == 1) {
            let (count, rest) = rest.split_first_chunk::<2>()?;
            let length = usize::from(u16::from_le_bytes(*count)) * 4;
            Some((Container::Runs(rest.get(..length)?.as_chunks().0), length + 2))
        } else if cardinality <= ARRAY_LIMIT {
            let length = cardinality * 2;
            Some((Container::Array(rest.get(..length)?.as_chunks().0), length))
        } else {
            Some((Container::Bits(rest.get(..BITS)?.as_chunks().0), BITS))
        }
    }

    /// Each container with its key, the upper 16 bits of its numbers. Ends early at damage, which a checked bitmap has not.
    pub(crate) fn containers(self) -> impl Iterator<Item = (u16, Container<'b>)> {
        let mut at = self.body;
        (0..self.descriptions.len()).map_while(move |index| {
            let (key, _) = self.description(index)?;
            let (container, length) = self.container_at(index, at)?;
            at += length;
            Some((key, container))
        })
    }

    /// Whether a number is in it.
    pub(crate) fn contains(self, number: u32) -> bool {
        let (key, low) = ((number >> 16) as u16, number as u16);
        let found =
            self.descriptions.binary_search_by_key(&key, |[k0, k1, ..]| u16::from_le_bytes([*k0, *k1]));
        let Ok(index) = found else { return false };
        let container = match self.offsets.get(index) {
            Some(offset) => {
                self.container_at(index, u32::from_le_bytes(*offset) as usize).map(|found| found.0)
            }
            None => self.containers().nth(index).map(|found| found.1),
        };
        container.is_some_and(|container| container.contains(low))
    }
}

impl Container<'_> {
    /// How many numbers, the first and the last; none if it is not in the one form that a writer makes.
    fn count(&self) -> Option<(usize, u16, u16)> {
        match self {
            Container::Array(numbers) => {
                let first = u16::from_le_bytes(*numbers.first()?);
                let mut last = first;
                for number in numbers.iter().skip(1) {
                    let number = u16::from_le_bytes(*number);
                    if number <= last {
                        return None;
                    }
                    last = number;
                }
                Some((numbers.len(), first, last))
            }
            Container::Bits(words) => {
                let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
                let count = words.iter().map(|bytes| word(bytes).count_ones() as usize).sum();
                let first = words.iter().position(|bytes| word(bytes) != 0)?;
                let last = words.iter().rposition(|bytes| word(bytes) != 0)?;
                let low = first * 64 + word(words.get(first)?).trailing_zeros() as usize;
                let high = last * 64 + 63 - word(words.get(last)?).leading_zeros() as usize;
                Some((count, u16::try_from(low).ok()?, u16::try_from(high).ok()?))
            }
            Container::Runs(runs) => {
                let mut count = 0;
                let mut ends: Option<(u16, u16)> = None;
                for run in *runs {
                    let (start, more) = run_of(*run);
                    let end = start.checked_add(more)?;
                    // Runs that touch would be one run.
                    if ends.is_some_and(|(_, last)| u32::from(start) <= u32::from(last) + 1) {
                        return None;
                    }
                    count += usize::from(more) + 1;
                    ends = Some((ends.map_or(start, |(first, _)| first), end));
                }
                ends.map(|(first, last)| (count, first, last))
            }
        }
    }

    fn contains(&self, number: u16) -> bool {
        match self {
            Container::Array(numbers) => {
                numbers.binary_search_by_key(&number, |bytes| u16::from_le_bytes(*bytes)).is_ok()
            }
            Container::Bits(words) => words
                .get(usize::from(number >> 6))
                .is_some_and(|word| u64::from_le_bytes(*word) >> (number & 63) & 1 == 1),
            Container::Runs(runs) => {
                let after = runs.partition_point(|run| run_of(*run).0 <= number);
                after.checked_sub(1).and_then(|before| runs.get(before)).is_some_and(|run| {
                    let (start, more) = run_of(*run);
                    number - start <= more
                })
            }
        }
    }
}

/// Start of a run, and how many numbers follow the first.
pub(crate) fn run_of([s0, s1, m0, m1]: [u8; 4]) -> (u16, u16) {
    (u16::from_le_bytes([s0, s1]), u16::from_le_bytes([m0, m1]))
}

fn damaged() -> RecordError {
    RecordError::damaged("a set of people cannot be read")
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use roaring::RoaringBitmap;

    /// Sets with all three kinds of container.
    pub(crate) fn sets() -> impl Strategy<Value = RoaringBitmap> {
        let piece = prop_oneof![
            proptest::collection::vec(0_u32..400_000, 0..200),
            (0_u32..300_000, 1_u32..90_000).prop_map(|(from, length)| (from..from + length).collect()),
            (0_u32..300_000, 2_u32..5)
                .prop_map(|(from, step)| (from..from + 60_000).step_by(step as usize).collect()),
        ];
        proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.into_iter().flatten().collect())
    }

    fn bytes_of(set: &RoaringBitmap, runs: bool) -> Vec<u8> {
        let mut set = set.clone();
        if runs {
            set.optimize();
        }
        let mut bytes = Vec::new();
        set.serialize_into(&mut bytes).unwrap();
        bytes
    }

    proptest! {
        #[test]
        fn what_roaring_writes_is_read_where_it_lies(set in sets(), runs: bool, asked in 0_u32..400_000) {
            let bytes = bytes_of(&set, runs);
            let (portable, extent) = Portable::checked(&bytes).unwrap();
            prop_assert_eq!(extent.len, set.len());
            prop_assert_eq!(extent.range, set.min().zip(set.max()));
            prop_assert_eq!(portable.contains(asked), set.contains(asked));
            if let Some(last) = set.max() {
                prop_assert!(portable.contains(last));
            }
        }

        #[test]
        fn damaged_bytes_are_refused_or_are_another_set_but_never_a_crash(
            set in sets(), runs: bool, places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
            cut in proptest::option::of(any::<prop::sample::Index>()),
        ) {
            let mut bytes = bytes_of(&set, runs);
            for (place, value) in places {
                let place = place.index(bytes.len());
                bytes[place] = value;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            if let Ok((portable, extent)) = Portable::checked(&bytes) {
                let read = RoaringBitmap::deserialize_from(&bytes[..]).unwrap();
                prop_assert_eq!(read.len(), extent.len);
                prop_assert_eq!(portable.containers().count() > 0, !read.is_empty());
            }
        }

        #[test]
        fn any_bytes_are_safe_to_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), asked: u32) {
            if let Ok(portable) = Portable::parse(&bytes) {
                let _ = portable.contains(asked);
                let _ = portable.containers().count();
            }
        }
    }
}
