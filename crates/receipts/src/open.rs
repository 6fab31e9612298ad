//! What a recipient does with a delivery: opens it with its own key, looks whether every part is as the list says, and gets
//! what it signs for. Needs no record.

use crate::keys::{RecipientSecret, hex};
use crate::parts::{PARTS_FILE, PARTS_SCHEMA, Parts};
use crate::statement::{Stated, Statement};
use age::Decryptor;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// Largest list of parts, in bytes.
const MOST_LIST: u64 = 64 << 20;
/// Largest part, in bytes.
const MOST_PART: u64 = 16 << 30;
/// Most parts.
const MOST_PARTS: usize = 1_100_000;

/// A delivery whose every part is as its list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The list of parts.
    pub parts: Parts,
    /// SHA-256 of the list: what is signed for.
    pub content: [u8; 32],
}

impl Opened {
    /// What the recipient states of it.
    pub fn statement(&self, stated: Stated, how: &str, now: Timestamp) -> Statement {
        Statement {
            record: self.parts.record.clone(),
            delivery: self.parts.delivery,
            content: hex(&self.content),
            stated,
            at: now.to_string(),
            how: how.trim().to_owned(),
        }
    }
}

/// Opens a delivery and looks at each part; hands each to `each` as it goes by: its name and its content.
///
/// The archive is read from its beginning to its end, as it was written, so nothing lies on a disk in clear. Bytes are
/// handed over before the list that proves them is read: who keeps them throws them away when this fails.
pub fn open(
    file: &Path,
    secret: &RecipientSecret,
    each: impl FnMut(&str, &mut dyn Read) -> std::io::Result<()>,
) -> Result<Opened, OpenError> {
    let unread = |error: std::io::Error| OpenError::File { path: file.to_owned(), kind: error.kind() };
    let input = BufReader::new(std::fs::File::open(file).map_err(unread)?);
    let decryptor = Decryptor::new(input).map_err(|_| wrong("is no sealed file"))?;
    let identity: &dyn age::Identity = secret.identity();
    let clear = decryptor
        .decrypt(std::iter::once(identity))
        .map_err(|_| wrong("is sealed to other keys than these"))?;
    read_parts(clear, each)
}

/// The same of an archive that was opened: for who opens it otherwise.
pub fn read_parts(
    mut clear: impl Read,
    mut each: impl FnMut(&str, &mut dyn Read) -> std::io::Result<()>,
) -> Result<Opened, OpenError> {
    let mut seen: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut list = None;
    {
        let mut archive = tar::Archive::new(&mut clear);
        for entry in archive.entries().map_err(|_| wrong("breaks off, or was changed"))? {
            let mut entry = entry.map_err(|_| wrong("breaks off, or was changed"))?;
            let name = name_of(&entry).ok_or_else(|| wrong("has a part whose name is none of ours"))?;
            if list.is_some() || seen.len() >= MOST_PARTS {
                return Err(wrong("has parts after its list, or too many"));
            }
            if name == PARTS_FILE {
                let mut bytes = Vec::new();
                (&mut entry).take(MOST_LIST + 1).read_to_end(&mut bytes).map_err(|_| wrong("was changed"))?;
                if bytes.len() as u64 > MOST_LIST {
                    return Err(wrong("has a list of parts that is too long"));
                }
                list = Some(bytes);
                continue;
            }
            let mut hashing = Hashing { inner: entry.take(MOST_PART), hash: Sha256::new(), bytes: 0 };
            each(&name, &mut hashing).map_err(|_| wrong("could not be opened to its end"))?;
            std::io::copy(&mut hashing, &mut std::io::sink()).map_err(|_| wrong("was changed"))?;
            let digest: [u8; 32] = hashing.hash.finalize().into();
            if seen.insert(name, (hashing.bytes, hex(&digest))).is_some() {
                return Err(wrong("has a part twice"));
            }
        }
    }
    // Reading to the end proves that nothing was cut off.
    std::io::copy(&mut clear, &mut std::io::sink()).map_err(|_| wrong("breaks off, or was changed"))?;
    let list = list.ok_or_else(|| wrong("has no list of parts"))?;
    let parts: Parts =
        serde_json::from_slice(&list).map_err(|_| wrong("has a list of parts that makes no sense"))?;
    if parts.schema != PARTS_SCHEMA {
        return Err(wrong("was made by a newer Tipstaff"));
    }
    let is_same = parts.parts.len() == seen.len()
        && parts.parts.iter().all(|part| {
            seen.get(&part.name).is_some_and(|(bytes, sha256)| *bytes == part.bytes && *sha256 == part.sha256)
        });
    if !is_same {
        return Err(wrong("holds something else than its list says"));
    }
    Ok(Opened { parts, content: Sha256::digest(&list).into() })
}

/// Why a delivery cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file.
    #[error("could not read {} ({kind}). Look whether it is there and may be read", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What happened.
        kind: std::io::ErrorKind,
    },
    /// What is in it.
    #[error("this delivery {what}. Nothing of it can be relied on; ask for it to be delivered again")]
    Package {
        /// What is wrong.
        what: &'static str,
    },
}

fn wrong(what: &'static str) -> OpenError {
    OpenError::Package { what }
}

/// The name of a part: a plain file, in no folder or in one, of letters that mean nothing to any system.
fn name_of<R: Read>(entry: &tar::Entry<'_, R>) -> Option<String> {
    if entry.header().entry_type() != tar::EntryType::Regular {
        return None;
    }
    let name = std::str::from_utf8(&entry.path_bytes()).ok()?.to_owned();
    let is_plain = |word: &str| {
        !word.is_empty()
            && !word.starts_with('.')
            && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
    };
    let words = name.split('/').collect::<Vec<_>>();
    (words.len() <= 2 && words.into_iter().all(is_plain)).then_some(name)
}

struct Hashing<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}
