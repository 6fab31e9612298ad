//! Reads entries out of a block; the form is in `codec`.

use crate::codec::{
    ALL, BLAKE3, CLASS, HASHED, MAX_TAG, MAX_WORD, MAX_WORDS, MODIFIED, RECORDED, SHA256, SOURCE, TAG, Times,
    VERIFIED, VERSION,
};
use crate::error::InventoryError;
use crate::item::{Entry, State};
use crate::key::{Key, MAX_KEY};
use jiff::Timestamp;
use std::sync::Arc;

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
