//! The form of the force key file: see [`super::ForceKeys::parse`].

use super::base32;
use super::error::ForceKeyTextError;
use super::id::{self, KeyId};
use crate::secret::SecretKey;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use zeroize::Zeroizing;

const FAMILY: &str = "tipstaff-force-key/";
const FIRST_LINE: &str = "tipstaff-force-key/1";

/// More keys than a force makes in centuries of yearly rotation; the file stays below 64 KiB.
pub(super) const MOST_KEYS: usize = 500;

const REMARKS: &str = "\
# Whoever holds this file can read every personal value in Tipstaff's database; without it nobody can.
# Keep it, and a printed copy in a safe, apart from the data folder and its backups.
# Lines with # need not be copied. Small letters are as good as capitals; there is no letter I, L, O or U.
";

/// Reads the keys, oldest first, at least one.
pub(super) fn parse(contents: &[u8]) -> Result<Vec<SecretKey>, ForceKeyTextError> {
    let text = std::str::from_utf8(contents).map_err(|_| ForceKeyTextError::NotAForceKey)?;
    let mut lines = (1..).zip(text.lines().map(str::trim));
    match lines.next() {
        Some((_, FIRST_LINE)) => {}
        Some((_, line)) if line.starts_with(FAMILY) => return Err(ForceKeyTextError::OtherVersion),
        _ => return Err(ForceKeyTextError::NotAForceKey),
    }
    let mut keys = Vec::with_capacity(MOST_KEYS);
    let mut ids = Vec::new();
    let mut ended = false;
    for (line, text) in lines {
        let mut words = text.split_ascii_whitespace();
        match words.next() {
            None => {}
            Some(word) if word.starts_with('#') => {}
            Some(_) if ended => return Err(ForceKeyTextError::AfterTheEnd { line }),
            Some("key") => {
                if keys.len() >= MOST_KEYS {
                    return Err(ForceKeyTextError::TooMany { most: MOST_KEYS });
                }
                let mistyped = ForceKeyTextError::Mistyped { line };
                let id: KeyId = words.next().and_then(|id| id.parse().ok()).ok_or(mistyped.clone())?;
                let key = base32::read(words).ok_or(mistyped.clone())?;
                if KeyId::of(&key) != id {
                    return Err(mistyped);
                }
                if ids.contains(&id) {
                    return Err(ForceKeyTextError::Twice { line, id });
                }
                ids.push(id);
                keys.push(key);
            }
            Some("end") => {
                let expected = end(&ids);
                if !expected.split(' ').skip(1).eq(words.map(str::to_ascii_lowercase)) {
                    return Err(ForceKeyTextError::KeyMissing { line, keys: ids.len() });
                }
                ended = true;
            }
            Some(_) => return Err(ForceKeyTextError::UnknownLine { line }),
        }
    }
    match (ended, keys.is_empty()) {
        (false, _) => Err(ForceKeyTextError::CutShort),
        (true, true) => Err(ForceKeyTextError::NoKey),
        (true, false) => Ok(keys),
    }
}

/// Writes the file.
pub(super) fn write<'a>(keys: impl Iterator<Item = &'a SecretKey> + Clone) -> Zeroizing<String> {
    // All of the room at once: a text that grows leaves keys behind where it was.
    let room = FIRST_LINE.len() + REMARKS.len() + 64 + keys.clone().count() * (base32::TEXT_BYTES + 16);
    let mut text = Zeroizing::new(String::with_capacity(room));
    text.push_str(FIRST_LINE);
    text.push('\n');
    text.push_str(REMARKS);
    let mut ids = Vec::new();
    for key in keys {
        let id = KeyId::of(key);
        let _ = write!(text, "key {id} ");
        base32::write(key, &mut text);
        text.push('\n');
        ids.push(id);
    }
    text.push_str(&end(&ids));
    text.push('\n');
    text
}

/// The last line, which proves that no key is missing and that they are in order.
fn end(ids: &[KeyId]) -> String {
    let mut hash = Sha256::new().chain_update(b"tipstaff/force-key-list/1\0");
    for id in ids {
        hash.update(id.as_bytes());
    }
    let proof = KeyId::from_bytes(id::first(&hash.finalize().into()));
    format!("end {} {proof}", ids.len())
}
