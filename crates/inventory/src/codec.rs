//! Entries inside a block: keys share what they have in common with the one before, times are told as differences.
//!
//! ```text
//! entry: flags u16 · bytes shared with the key before · bytes of the rest · rest · size · item
//!        · modified? · tag? · version? · SHA-256? · BLAKE3? · class? · source? · recorded? · since · verified?
//! time:  seconds after the same time of the entry before (zigzag) · nanoseconds
//! text:  bytes · UTF-8
//! class, source: number in the table; the next free number is followed by a text, which gets it
//! ```
//! item:  what it is more than the item of the entry before (zigzag)
//! Other numbers are LEB128. Tables last for the whole file; of times, items and keys a block begins afresh.

use crate::error::InventoryError;
use crate::item::{Entry, State};
use crate::key::{Key, MAX_KEY};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// Bytes of a tag or version.
const MAX_TAG: usize = 1024;
/// Bytes of a class or source.
const MAX_WORD: usize = 256;
/// Different classes, or sources, of one list.
const MAX_WORDS: usize = 65_535;

const MODIFIED: u16 = 1;
const TAG: u16 = 1 << 1;
const VERSION: u16 = 1 << 2;
const SHA256: u16 = 1 << 3;
const BLAKE3: u16 = 1 << 4;
const CLASS: u16 = 1 << 5;
const SOURCE: u16 = 1 << 6;
const HASHED: u16 = 1 << 7;
const RECORDED: u16 = 1 << 8;
const VERIFIED: u16 = 1 << 9;
const ALL: u16 = (1 << 10) - 1;

/// The seconds of the four times of the entry before.
type Times = [i64; 4];

/// Writes entries into a block.
#[derive(Default)]
pub(crate) struct Encoder {
    pub(crate) bytes: Vec<u8>,
    pub(crate) count: u32,
    last: String,
    item: u64,
    times: Times,
    classes: Words,
    sources: Words,
}

#[derive(Default)]
struct Words {
    numbers: HashMap<Arc<str>, u32>,
}

impl Encoder {
    /// Forgets what is in the block; the order of keys and the tables go on.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.count = 0;
        self.item = 0;
        self.times = Times::default();
    }

    /// A key without anything more. Refused where it does not come after the one before.
    pub(crate) fn key(&mut self, key: &Key) -> Result<(), InventoryError> {
        self.is_next(key)?;
        self.put_key(key);
        Ok(())
    }

    /// An entry. Nothing is written of one that is refused.
    pub(crate) fn entry(&mut self, entry: &Entry) -> Result<(), InventoryError> {
        self.is_next(&entry.key)?;
        self.is_in_limits(entry)?;
        let flag = |set: bool, flag: u16| if set { flag } else { 0 };
        let flags = flag(entry.modified.is_some(), MODIFIED)
            | flag(entry.tag.is_some(), TAG)
            | flag(entry.version.is_some(), VERSION)
            | flag(entry.sha256.is_some(), SHA256)
            | flag(entry.blake3.is_some(), BLAKE3)
            | flag(entry.class.is_some(), CLASS)
            | flag(entry.source.is_some(), SOURCE)
            | flag(entry.state == State::Hashed, HASHED)
            | flag(entry.recorded_at.is_some(), RECORDED)
            | flag(entry.verified_at.is_some(), VERIFIED);
        self.bytes.extend_from_slice(&flags.to_le_bytes());
        self.put_key(&entry.key);
        number(&mut self.bytes, entry.size);
        zigzag(&mut self.bytes, entry.item.wrapping_sub(self.item).cast_signed());
        self.item = entry.item;
        if let Some(at) = entry.modified {
            time(&mut self.bytes, &mut self.times[0], at);
        }
        for text in [&entry.tag, &entry.version].into_iter().flatten() {
            put_text(&mut self.bytes, text);
        }
        for hash in [&entry.sha256, &entry.blake3].into_iter().flatten() {
            self.bytes.extend_from_slice(hash);
        }
        if let Some(class) = &entry.class {
            self.classes.tell(&mut self.bytes, class);
        }
        if let Some(source) = &entry.source {
            self.sources.tell(&mut self.bytes, source);
        }
        if let Some(at) = entry.recorded_at {
            time(&mut self.bytes, &mut self.times[1], at);
        }
        time(&mut self.bytes, &mut self.times[2], entry.since);
        if let Some(at) = entry.verified_at {
            time(&mut self.bytes, &mut self.times[3], at);
        }
        Ok(())
    }

    pub(crate) fn is_next(&self, key: &Key) -> Result<(), InventoryError> {
        if key.as_str() <= self.last.as_str() {
            return Err(InventoryError::Unsorted { key: key.clone() });
        }
        Ok(())
    }

    fn is_in_limits(&self, entry: &Entry) -> Result<(), InventoryError> {
        let refused = |what: &str, fix: String| Err(InventoryError::Refused { what: what.into(), fix });
        if [&entry.tag, &entry.version].into_iter().flatten().any(|text| text.len() > MAX_TAG) {
            return refused("a tag or version", format!("They have at most {MAX_TAG} bytes"));
        }
        for (word, words) in [(&entry.class, &self.classes), (&entry.source, &self.sources)] {
            let Some(word) = word else { continue };
            if word.len() > MAX_WORD {
                return refused("a class or source", format!("They have at most {MAX_WORD} bytes"));
            }
            if words.numbers.len() >= MAX_WORDS && !words.numbers.contains_key(word) {
                return refused("one class or source more", format!("A list has at most {MAX_WORDS}"));
            }
        }
        if entry.state == State::Hashed && entry.sha256.is_none() {
            return refused("an item that was read without its SHA-256", "Give the SHA-256".into());
        }
        Ok(())
    }

    fn put_key(&mut self, key: &Key) {
        let text = key.as_str();
        let mut shared = 0;
        if self.count > 0 {
            shared = text.bytes().zip(self.last.bytes()).take_while(|(a, b)| a == b).count();
            shared = text.floor_char_boundary(shared);
        }
        number(&mut self.bytes, shared as u64);
        put_text(&mut self.bytes, &text[shared..]);
        self.last.clear();
        self.last.push_str(text);
        self.count += 1;
    }
}

impl Words {
    fn tell(&mut self, bytes: &mut Vec<u8>, word: &Arc<str>) {
        if let Some(at) = self.numbers.get(word) {
            return number(bytes, u64::from(*at));
        }
        let next = self.numbers.len() as u32;
        self.numbers.insert(Arc::clone(word), next);
        number(bytes, u64::from(next));
        put_text(bytes, word);
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

pub(crate) fn number(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn zigzag(bytes: &mut Vec<u8>, value: i64) {
    number(bytes, ((value << 1) ^ (value >> 63)).cast_unsigned());
}

fn time(bytes: &mut Vec<u8>, before: &mut i64, at: Timestamp) {
    let (mut seconds, mut nanoseconds) = (at.as_second(), at.subsec_nanosecond());
    if nanoseconds < 0 {
        seconds -= 1;
        nanoseconds += 1_000_000_000;
    }
    let difference = seconds.wrapping_sub(*before);
    *before = seconds;
    zigzag(bytes, difference);
    number(bytes, u64::from(nanoseconds.unsigned_abs()));
}

/// Reads entries out of a block.
#[derive(Default)]
pub(crate) struct Decoder {
    pub(crate) bytes: Vec<u8>,
    at: usize,
    first: bool,
    last: String,
    item: u64,
    times: Times,
    classes: Vec<Arc<str>>,
    sources: Vec<Arc<str>>,
}

type Decoded<T> = Result<T, InventoryError>;

fn damaged<T>(what: &'static str) -> Decoded<T> {
    Err(InventoryError::Damaged { what })
}

impl Decoder {
    /// A new block is in `bytes`.
    pub(crate) fn begin(&mut self) {
        self.at = 0;
        self.first = true;
        self.item = 0;
        self.times = Times::default();
    }

    /// Whether all of the block was read.
    pub(crate) fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }

    pub(crate) fn byte(&mut self) -> Decoded<u8> {
        let Some(byte) = self.bytes.get(self.at) else { return damaged("a block is too short") };
        self.at += 1;
        Ok(*byte)
    }

    pub(crate) fn key(&mut self) -> Decoded<Key> {
        let shared = self.length(MAX_KEY)?;
        let length = self.length(MAX_KEY)?;
        if shared + length > MAX_KEY || (self.first && shared > 0) {
            return damaged("the length of a name");
        }
        let range = self.range(length)?;
        let Ok(rest) = std::str::from_utf8(&self.bytes[range]) else { return damaged("a name") };
        if !self.last.is_char_boundary(shared) || rest.as_bytes().contains(&0) {
            return damaged("a name");
        }
        if self.last[shared..] >= *rest {
            return damaged("the order of names");
        }
        self.last.truncate(shared);
        self.last.push_str(rest);
        self.first = false;
        Ok(Key::checked(&self.last))
    }

    pub(crate) fn entry(&mut self) -> Decoded<Entry> {
        let flags = u16::from_le_bytes([self.byte()?, self.byte()?]);
        let has = |flag: u16| flags & flag != 0;
        if flags & !ALL != 0 || (has(HASHED) && !has(SHA256)) {
            return damaged("the flags of an entry");
        }
        Ok(Entry {
            key: self.key()?,
            size: self.number()?,
            item: self.item()?,
            modified: has(MODIFIED).then(|| self.time(0)).transpose()?,
            tag: has(TAG).then(|| self.text(MAX_TAG).map(Into::into)).transpose()?,
            version: has(VERSION).then(|| self.text(MAX_TAG).map(Into::into)).transpose()?,
            sha256: has(SHA256).then(|| self.hash()).transpose()?,
            blake3: has(BLAKE3).then(|| self.hash()).transpose()?,
            class: has(CLASS).then(|| self.word(|this| &mut this.classes)).transpose()?,
            source: has(SOURCE).then(|| self.word(|this| &mut this.sources)).transpose()?,
            state: if has(HASHED) { State::Hashed } else { State::Named },
            recorded_at: has(RECORDED).then(|| self.time(1)).transpose()?,
            since: self.time(2)?,
            verified_at: has(VERIFIED).then(|| self.time(3)).transpose()?,
        })
    }

    fn range(&mut self, length: usize) -> Decoded<std::ops::Range<usize>> {
        let end = self.at + length;
        if end > self.bytes.len() {
            return damaged("a block is too short");
        }
        let range = self.at..end;
        self.at = end;
        Ok(range)
    }

    fn number(&mut self) -> Decoded<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits || (byte == 0 && shift > 0) {
                break; // too large, or longer than it need be
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        damaged("a number")
    }

    fn length(&mut self, limit: usize) -> Decoded<usize> {
        match usize::try_from(self.number()?) {
            Ok(length) if length <= limit => Ok(length),
            _ => damaged("a length"),
        }
    }

    fn text(&mut self, limit: usize) -> Decoded<&str> {
        let length = self.length(limit)?;
        let range = self.range(length)?;
        std::str::from_utf8(&self.bytes[range]).or_else(|_| damaged("a text"))
    }

    fn hash(&mut self) -> Decoded<[u8; 32]> {
        let range = self.range(32)?;
        self.bytes[range].try_into().or_else(|_| damaged("a hash"))
    }

    fn word(&mut self, table: fn(&mut Self) -> &mut Vec<Arc<str>>) -> Decoded<Arc<str>> {
        let at = self.length(MAX_WORDS)?;
        if let Some(word) = table(self).get(at) {
            return Ok(Arc::clone(word));
        }
        if at != table(self).len() || at >= MAX_WORDS {
            return damaged("a class or source");
        }
        let word: Arc<str> = self.text(MAX_WORD)?.into();
        table(self).push(Arc::clone(&word));
        Ok(word)
    }

    fn zigzag(&mut self) -> Decoded<i64> {
        let zigzag = self.number()?;
        Ok((zigzag >> 1).cast_signed() ^ -((zigzag & 1).cast_signed()))
    }

    fn item(&mut self) -> Decoded<u64> {
        self.item = self.item.wrapping_add(self.zigzag()?.cast_unsigned());
        Ok(self.item)
    }

    fn time(&mut self, which: usize) -> Decoded<Timestamp> {
        let difference = self.zigzag()?;
        let nanoseconds = i32::try_from(self.number()?).unwrap_or(i32::MAX);
        let seconds = self.times[which].wrapping_add(difference);
        self.times[which] = seconds;
        if nanoseconds > 999_999_999 {
            return damaged("a time");
        }
        Timestamp::new(seconds, nanoseconds).or_else(|_| damaged("a time"))
    }
}
