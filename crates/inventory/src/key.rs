//! The name of an item in its store.

use crate::error::InventoryError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Bytes that a key may have.
pub const MAX_KEY: usize = 4096;

/// The name of an item below its location, such as `2023/05/camera-4711.mp4`. UTF-8, 1 to [`MAX_KEY`] bytes, without
/// NUL; keys are ordered by their bytes, as S3 orders them.
///
/// File names need not be UTF-8. In keys of folders a backslash is written `\\` and a byte that is part of no
/// character `\xHH`, so that two names never become one key. Keys of buckets are taken as they are.
///
/// Names of files can name people: `Debug` shows a short digest, and there is no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(Box<str>);

impl Key {
    /// Takes a key, if it can be one.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, InventoryError> {
        let text = text.into();
        if text.is_empty() || text.len() > MAX_KEY || text.as_bytes().contains(&0) {
            return Err(InventoryError::Refused {
                what: format!("a name of {} bytes", text.len()),
                fix: format!("Names have 1 to {MAX_KEY} bytes, and no NUL among them"),
            });
        }
        Ok(Self(text))
    }

    /// From a text that was looked through already.
    pub(crate) fn checked(text: &str) -> Self {
        Self(text.into())
    }

    /// The name itself. Show it only to somebody who may see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name's bytes, by which keys are ordered.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Eight hexadecimal digits that stand for the name in logs: the start of its BLAKE3. They can be had again from a
    /// guessed name, so they hide a name from a glance and not from somebody who searches.
    pub fn short(&self) -> String {
        blake3::hash(self.as_bytes()).to_hex().chars().take(8).collect()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.short())
    }
}

impl TryFrom<String> for Key {
    type Error = InventoryError;
    fn try_from(text: String) -> Result<Self, InventoryError> {
        Self::new(text)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0.into()
    }
}

/// One part of a path as it stands in a key; see [`Key`].
pub(crate) fn escape(name: &[u8], into: &mut String) {
    for chunk in name.utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some((before, after)) = rest.split_once('\\') {
            into.push_str(before);
            into.push_str("\\\\");
            rest = after;
        }
        into.push_str(rest);
        for byte in chunk.invalid() {
            into.push_str("\\x");
            for half in [byte >> 4, byte & 15] {
                into.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
    }
}

/// The bytes of one part of a key of a folder. `None` where it is not what [`escape`] writes.
pub(crate) fn unescape(part: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        if let Some(after) = after.strip_prefix('\\') {
            bytes.push(b'\\');
            rest = after;
        } else {
            let digits = after.strip_prefix('x')?.get(..2)?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = after.get(3..)?;
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    let mut again = String::with_capacity(part.len());
    escape(&bytes, &mut again);
    (again == part).then_some(bytes)
}
