//! What is in the store.

use bytes::Bytes;
use s3s::dto::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// Everything, at one moment.
#[derive(Clone, Default)]
pub(crate) struct State {
    pub(super) keys: BTreeMap<Box<str>, Entry>,
    pub(super) versioned: bool,
    pub(super) lock: bool,
    pub(super) ahead: Duration,
    pub(super) last_version: u64,
}

/// What is under a key. Sixteen bytes, because there are a million of them.
#[derive(Clone)]
pub(super) enum Entry {
    /// So many bytes, made from the key.
    Generated(u64),
    /// The newest first. Never empty.
    Versions(Box<[Version]>),
}

#[derive(Clone)]
pub(super) struct Version {
    /// Nought where versions are not kept: S3 calls it `null`.
    pub(super) number: u64,
    pub(super) modified: Timestamp,
    /// None: a delete marker.
    pub(super) object: Option<Object>,
}

#[derive(Clone)]
pub(super) struct Object {
    pub(super) body: Body,
    pub(super) e_tag: String,
    /// SHA-256 in base64, if it was told.
    pub(super) sha256: Option<String>,
    pub(super) retain_until: Option<Timestamp>,
}

#[derive(Clone)]
pub(super) enum Body {
    Generated(u64),
    Stored(Bytes),
}

/// Uploads that are under way, by their id.
pub(super) type Uploads = HashMap<String, Upload>;

/// The parts of an upload by their number.
pub(super) struct Upload {
    pub(super) key: String,
    pub(super) parts: BTreeMap<i32, Bytes>,
    pub(super) retain_until: Option<Timestamp>,
}

impl State {
    pub(super) fn generate(&mut self, objects: impl Iterator<Item = (String, u64)>) {
        self.keys.extend(objects.map(|(key, size)| (key.into_boxed_str(), Entry::Generated(size))));
    }

    /// Everything under a key, the newest first.
    pub(super) fn versions(&self, key: &str) -> Vec<Version> {
        self.keys.get(key).map(|entry| entry.versions(key)).unwrap_or_default()
    }

    /// What a plain GET answers.
    pub(super) fn newest(&self, key: &str) -> Option<Version> {
        self.versions(key).into_iter().next().filter(|version| version.object.is_some())
    }

    pub(super) fn keep(&mut self, key: &str, versions: Vec<Version>) {
        if versions.is_empty() {
            self.keys.remove(key);
        } else {
            self.keys.insert(key.into(), Entry::Versions(versions.into()));
        }
    }

    /// Puts something on top of a key, or in place of it. Says the number of the version.
    pub(super) fn put(&mut self, key: &str, object: Option<Object>) -> u64 {
        let modified = self.time();
        let mut versions = if self.versioned { self.versions(key) } else { Vec::new() };
        if self.versioned {
            self.last_version += 1;
        }
        let number = if self.versioned { self.last_version } else { 0 };
        versions.insert(0, Version { number, modified, object });
        self.keep(key, versions);
        number
    }
}

impl Entry {
    pub(super) fn versions(&self, key: &str) -> Vec<Version> {
        match self {
            Self::Versions(versions) => versions.to_vec(),
            Self::Generated(size) => vec![Version {
                number: 0,
                modified: Timestamp::from(std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000)),
                object: Some(Object {
                    body: Body::Generated(*size),
                    e_tag: super::body::generated_e_tag(key),
                    sha256: None,
                    retain_until: None,
                }),
            }],
        }
    }
}

impl Version {
    /// As S3 writes it.
    pub(super) fn id(&self) -> String {
        if self.number == 0 { "null".into() } else { format!("v{:016x}", self.number) }
    }

    pub(super) fn is(&self, id: Option<&str>) -> bool {
        id.is_none_or(|id| self.id() == id)
    }
}
