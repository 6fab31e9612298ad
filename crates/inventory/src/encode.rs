//! Writes entries into a block; the form is in `codec`.

use crate::codec::{
    BLAKE3, CLASS, HASHED, MAX_TAG, MAX_WORD, MAX_WORDS, MODIFIED, RECORDED, SHA256, SOURCE, TAG, Times,
    VERIFIED, VERSION,
};
use crate::error::InventoryError;
use crate::item::{Entry, State};
use crate::key::Key;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

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

fn number(bytes: &mut Vec<u8>, mut value: u64) {
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
