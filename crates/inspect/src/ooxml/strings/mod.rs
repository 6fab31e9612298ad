//! The table of shared strings, without keeping it: a sheet of a million rows can have a million different texts.
//!
//! The part is unpacked once from its start, in chunks, as far as cells ask for it. Each chunk leaves a checkpoint (the
//! unpacker's state, about 43 kB a MB of XML), so that a text asked for again later is found by unpacking one chunk
//! again. Programs number strings in the order of first use, so a sheet read from the top seldom goes back; strings
//! that are used more than once are kept apart. A sheet that was sorted after it was written goes back all the time:
//! then the cache grows, memory for time, up to its limit.

mod block;
mod hot;
mod tape;

use self::hot::HotStrings;
use self::tape::{Play, Tape};
use crate::container::zip::ZipFile;
use crate::lazy::LazyParts;
use crate::stop::{LimitMet, Read, Stop};
use crate::{Budget, Channel, Hiding, Reason, Scribe, xlsb};
use std::io;

pub(crate) use self::block::{Block, Flags, Malformed};

/// Bytes unpacked at a time.
const CHUNK: usize = 1 << 20;

/// Blocks from the start that stay unpacked: names and towns, used all the way down, are met first near the top.
const PINNED_BLOCKS: usize = 12;
/// Blocks kept unpacked beside them, at first and at most.
const FEW_BLOCKS: usize = 4;
const MOST_BLOCKS: usize = 256;

/// How the table is written.
pub(crate) enum Form {
    Xml,
    /// Records, whose texts name fonts by number: what each font hides on white.
    Records(Vec<Hiding>),
}

impl Form {
    /// Parses a stretch that begins and ends between strings.
    fn parse(
        &self,
        block: &mut Block,
        bytes: &[u8],
        aside: &mut dyn FnMut(u32, Channel, &str),
    ) -> Result<(), Malformed> {
        match self {
            Self::Xml => block.parse(bytes, aside),
            Self::Records(fonts) => xlsb::strings::parse(block, bytes, fonts, aside),
        }
    }

    /// Where a stretch is cut, so that what is left begins with a string; `None` when it holds no whole string.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        match self {
            Self::Xml => block::last_start(bytes),
            Self::Records(_) => xlsb::strings::whole(bytes),
        }
    }
}

/// Where a block of strings begins, and how to get there again.
struct Place {
    /// Number of its first string.
    first: u32,
    /// Bytes of its first string that the chunk before ended with.
    carried: Box<[u8]>,
    /// The unpacker where the chunk begins.
    play: Play,
    /// Bytes of the chunk that belong to the block.
    len: usize,
}

/// A block kept unpacked.
struct Kept {
    place: usize,
    last_use: u64,
    block: Block,
}

/// The shared strings of a workbook.
pub(crate) struct SharedStrings<'s> {
    form: Form,
    tape: Tape<'s>,
    play: Play,
    places: Vec<Place>,
    kept: Vec<Kept>,
    /// The block that was asked last: its place, its strings, where it is kept.
    last: (std::ops::Range<u32>, usize),
    hot: HotStrings,
    most_kept: usize,
    reloads: usize,
    clock: u64,
    /// What the last chunk ended with: the beginning of a string.
    carried: Vec<u8>,
    /// Room for a chunk, and a block to be used again: large pieces that come and go would leave holes in the memory
    /// between the checkpoints.
    chunk: Vec<u8>,
    spare: Block,
    total: u32,
    is_at_end: bool,
    used: Vec<u64>,
    /// Phonetic guides and words outside any string, with the number of the string.
    asides: Vec<(u32, Channel, String)>,
}

impl<'s> SharedStrings<'s> {
    /// Opens the part at `index` of the archive. Nothing is unpacked yet.
    pub(crate) fn open(zip: &'s ZipFile<'s>, index: usize, form: Form, budget: &Budget) -> Read<Self> {
        let tape = match form {
            Form::Xml => Tape::open(zip, index, budget)?,
            Form::Records(_) => Tape::of_bytes(zip, index, budget)?,
        };
        Ok(Self::on(tape, form))
    }

    /// A workbook without shared strings.
    pub(crate) fn none() -> Self {
        let mut none = Self::on(Tape::Memory(Vec::new()), Form::Xml);
        none.is_at_end = true;
        none
    }

    fn on(tape: Tape<'s>, form: Form) -> Self {
        let play = tape.start();
        Self {
            form,
            tape,
            play,
            places: Vec::new(),
            kept: Vec::new(),
            last: (0..0, 0),
            hot: HotStrings::default(),
            most_kept: PINNED_BLOCKS + FEW_BLOCKS,
            reloads: 0,
            clock: 0,
            carried: Vec::new(),
            chunk: Vec::with_capacity(2 * CHUNK),
            spare: Block::default(),
            total: 0,
            is_at_end: false,
            used: Vec::new(),
            asides: Vec::new(),
        }
    }

    /// A string by its number, with what hides parts of it; `None` when there is no such string. Counts as a use.
    pub(crate) fn get(&mut self, index: u32, budget: &Budget) -> Read<Option<(&str, Flags)>> {
        while index >= self.total && !self.is_at_end {
            self.unpack_chunk(budget)?;
        }
        if index >= self.total {
            return Ok(None);
        }
        let is_again = self.mark_used(index);
        if self.last.0.contains(&index) {
            return Ok(self.kept[self.last.1].block.get((index - self.last.0.start) as usize));
        }
        // Twice, because the compiler cannot see that a borrow that is not returned has ended.
        if is_again && self.hot.get(index).is_some() {
            return Ok(self.hot.get(index));
        }
        let place = self.places.partition_point(|place| place.first <= index) - 1;
        let first = self.places[place].first;
        let next = self.places.get(place + 1).map_or(self.total, |place| place.first);
        let kept = self.keep(place, budget)?;
        let found = self.kept[kept].block.get((index - first) as usize);
        if let Some((text, flags)) = found.filter(|_| is_again) {
            self.hot.keep(index, text, flags);
        } else {
            self.last = (first..next, kept);
        }
        Ok(found)
    }

    /// Notes a use; returns whether it is not the first.
    fn mark_used(&mut self, index: u32) -> bool {
        let word = index as usize / 64;
        if self.used.len() <= word {
            self.used.resize(word + 1, 0);
        }
        let bit = 1 << (index % 64);
        let was_used = self.used[word] & bit != 0;
        self.used[word] |= bit;
        was_used
    }

    /// Makes sure that a block is unpacked; returns where it is kept.
    fn keep(&mut self, place: usize, budget: &Budget) -> Read<usize> {
        self.clock += 1;
        if let Some(kept) = self.kept.iter().position(|kept| kept.place == place) {
            self.kept[kept].last_use = self.clock;
            return Ok(kept);
        }
        self.reloads += 1;
        // As long as unpacking again costs about as much as unpacking once did, memory is worth more than time.
        if self.reloads > 16 + 2 * self.places.len() && self.most_kept < MOST_BLOCKS {
            self.most_kept *= 2;
            self.reloads = 0;
        }
        let Place { carried, play, len, .. } = &self.places[place];
        self.chunk.clear();
        self.chunk.extend_from_slice(carried);
        let mut play = play.clone();
        fill(&self.tape, &mut play, *len, &mut self.chunk, budget)?;
        let mut block = self.block();
        self.form.parse(&mut block, &self.chunk, &mut |_, _, _| {})?;
        Ok(self.insert(place, block))
    }

    /// A block to be filled: the one that was not used for the longest time, where all room is taken.
    fn block(&mut self) -> Block {
        if self.kept.len() >= self.most_kept {
            let free = self.kept.iter().enumerate().filter(|(_, kept)| kept.place >= PINNED_BLOCKS);
            let oldest = free.min_by_key(|(_, kept)| kept.last_use);
            if let Some((slot, _)) = oldest {
                self.last = (0..0, 0);
                return self.kept.swap_remove(slot).block;
            }
        }
        std::mem::take(&mut self.spare)
    }

    fn insert(&mut self, place: usize, block: Block) -> usize {
        self.last = (0..0, 0);
        self.kept.push(Kept { place, last_use: self.clock, block });
        self.kept.len() - 1
    }

    /// Unpacks the next chunk and cuts it at the beginning of its last, perhaps unfinished, string.
    fn unpack_chunk(&mut self, budget: &Budget) -> Read {
        let play = self.play.clone();
        let carried = std::mem::take(&mut self.carried);
        let bytes = &mut self.chunk;
        bytes.clear();
        bytes.extend_from_slice(&carried);
        let mut wanted = CHUNK;
        let (cut, is_last) = loop {
            let before = bytes.len();
            fill(&self.tape, &mut self.play, wanted, bytes, budget)?;
            if bytes.len() - before < wanted {
                self.tape.check(&self.play)?;
                break (bytes.len(), true);
            }
            match self.form.cut(bytes) {
                // One string longer than a chunk: read on, within the limit.
                None | Some(0) if bytes.len() as u64 > budget.limits().row_bytes => {
                    return Err(LimitMet(Reason::TooLarge).into());
                }
                None | Some(0) => wanted = CHUNK,
                Some(cut) => break (cut, false),
            }
        };
        self.clock += 1;
        let mut block = self.block();
        let total = self.total;
        let asides = &mut self.asides;
        self.form.parse(&mut block, &self.chunk[..cut], &mut |within, channel, text| {
            asides.push((total + within, channel, text.to_owned()));
        })?;
        let count = block.len() as u32;
        self.carried = self.chunk[cut..].to_vec();
        self.is_at_end = is_last;
        if count > 0 {
            let len = cut - carried.len().min(cut);
            self.places.push(Place { first: total, carried: carried.into(), play, len });
            self.total = total.checked_add(count).ok_or(LimitMet(Reason::TooManyParts))?;
            self.insert(self.places.len() - 1, block);
        }
        Ok(())
    }

    /// Reads what is left and reports strings that no cell uses, phonetic guides, and words outside any string.
    pub(crate) fn finish(mut self, parts: &mut LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let budget = scribe.budget();
        let mut result = Ok(());
        while !self.is_at_end && result.is_ok() {
            result = match self.unpack_chunk(budget) {
                // What was found before the table breaks off is told all the same.
                Err(Stop::Part(why)) => Err(Stop::Part(why)),
                other => Ok(other?),
            };
        }
        for (index, channel, text) in std::mem::take(&mut self.asides) {
            parts.say(channel, "", &format!("string {index}"), &text, scribe)?;
        }
        for place in 0..self.places.len() {
            let first = self.places[place].first;
            let next = self.places.get(place + 1).map_or(self.total, |place| place.first);
            let is_used = |index: u32| {
                self.used.get(index as usize / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
            };
            let unused: Vec<u32> = (first..next).filter(|index| !is_used(*index)).collect();
            if unused.is_empty() {
                continue;
            }
            let kept = self.keep(place, budget)?;
            for index in unused {
                if let Some((text, _)) = self.kept[kept].block.get((index - first) as usize) {
                    parts.say(Channel::UnusedString, "", &format!("string {index}"), text, scribe)?;
                }
            }
        }
        result
    }
}

/// Unpacks up to `wanted` further bytes.
fn fill(tape: &Tape<'_>, play: &mut Play, wanted: usize, bytes: &mut Vec<u8>, budget: &Budget) -> Read {
    let start = bytes.len();
    bytes.resize(start + wanted, 0);
    let mut filled = start;
    while filled < bytes.len() {
        match tape.read(play, &mut bytes[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    budget.unpacked((filled - start) as u64)?;
    bytes.truncate(filled);
    Ok(())
}

impl From<Malformed> for Stop {
    fn from(_: Malformed) -> Self {
        io::Error::from(io::ErrorKind::InvalidData).into()
    }
}
