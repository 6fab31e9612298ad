//! What a store shows of an item, and what is expected of it.

use crate::key::Key;
use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;

/// One item as a store lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name below the location.
    pub key: Key,
    /// In bytes.
    pub size: u64,
    /// When its bytes were last changed, by the store's clock. `None` where the store does not say, or gives a time
    /// that cannot be one.
    pub modified: Option<Timestamp>,
    /// What S3 calls the `ETag`: equal tags of one store mostly mean equal bytes. Folders have none.
    pub tag: Option<Box<str>>,
    /// Which version of it, where the store keeps several and says so.
    pub version: Option<Box<str>>,
}

/// How much is known of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Its name and size were listed; nobody has read it.
    Named,
    /// All of it was read, and its bytes have the entry's SHA-256.
    Hashed,
}

/// One item that ought to be there.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name below the location.
    pub key: Key,
    /// In bytes.
    pub size: u64,
    /// Its number in the record; 0: it has none.
    pub item: u64,
    /// See [`Listed::modified`].
    pub modified: Option<Timestamp>,
    /// See [`Listed::tag`]. At most 1,024 bytes.
    pub tag: Option<Box<str>>,
    /// See [`Listed::version`]. At most 1,024 bytes.
    pub version: Option<Box<str>>,
    /// SHA-256 of its bytes: ours where the state is [`State::Hashed`], else what somebody else's list claims.
    pub sha256: Option<[u8; 32]>,
    /// BLAKE3 of its bytes.
    pub blake3: Option<[u8; 32]>,
    /// Retention class, such as `non_evidential`. At most 256 bytes; a list holds at most 65,535 different ones.
    pub class: Option<Arc<str>>,
    /// Where it came from, such as a camera or an account. At most 256 bytes, at most 65,535 different ones in a list.
    pub source: Option<Arc<str>>,
    /// How much is known of it. [`State::Hashed`] needs a SHA-256.
    pub state: State,
    /// When it was recorded, by its source.
    pub recorded_at: Option<Timestamp>,
    /// Since when it is expected.
    pub since: Timestamp,
    /// When all of it was last read and found right.
    pub verified_at: Option<Timestamp>,
}

impl Entry {
    /// An item that is expected because it was listed.
    pub fn named(listed: Listed, since: Timestamp) -> Self {
        let Listed { key, size, modified, tag, version } = listed;
        Self {
            key,
            size,
            item: 0,
            modified,
            tag,
            version,
            sha256: None,
            blake3: None,
            class: None,
            source: None,
            state: State::Named,
            recorded_at: None,
            since,
            verified_at: None,
        }
    }

    pub(crate) fn into_listed(self) -> Listed {
        let Self { key, size, modified, tag, version, .. } = self;
        Listed { key, size, modified, tag, version }
    }

    /// The same item as a store would list it.
    pub fn listed(&self) -> Listed {
        Listed {
            key: self.key.clone(),
            size: self.size,
            modified: self.modified,
            tag: self.tag.clone(),
            version: self.version.clone(),
        }
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("key", &self.key)
            .field("size", &self.size)
            .field("state", &self.state)
            .field("since", &self.since)
            .finish_non_exhaustive()
    }
}
