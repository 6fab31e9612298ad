//! Keys of jobs and of cards: X25519, as `age` has them, so that other programs open what these seal.

use super::error::JobError;
use super::serial::Serial;
use crate::random::{NoRandom, fill};
use age::x25519::{Identity, Recipient};
use bech32::{Bech32, Hrp};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroizing;

/// How `age` begins the line of a secret key.
const SECRET: &str = "AGE-SECRET-KEY-";

/// The secret of a job. A print agent makes one for each job and forgets it with the job.
pub struct JobSecret(pub(crate) Secret);

/// The public half of a [`JobSecret`].
#[derive(Clone, PartialEq, Eq)]
pub struct JobRecipient(pub(crate) String);

/// The secret of one card.
pub struct CardKey(pub(crate) Secret);

/// The secrets of a job's cards. They stay in the force.
#[derive(Debug, Default)]
pub struct CardKeys(BTreeMap<Serial, CardKey>);

/// 32 bytes, wiped when they are dropped.
pub(crate) struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    pub(crate) fn generate() -> Result<Self, NoRandom> {
        let mut secret = Zeroizing::new([0; 32]);
        fill(secret.as_mut())?;
        Ok(Self(secret))
    }

    /// As `age` writes it.
    pub(crate) fn line(&self) -> Result<Zeroizing<String>, JobError> {
        let name = Hrp::parse(SECRET).map_err(|_| JobError::Key)?;
        bech32::encode_upper::<Bech32>(name, self.0.as_ref()).map(Zeroizing::new).map_err(|_| JobError::Key)
    }

    pub(crate) fn parse(line: &str) -> Result<Self, JobError> {
        let (name, bytes) = bech32::decode(line).map_err(|_| JobError::Key)?;
        let bytes = Zeroizing::new(bytes);
        if !name.as_str().eq_ignore_ascii_case(SECRET) {
            return Err(JobError::Key);
        }
        let mut secret = Zeroizing::new([0; 32]);
        if bytes.len() != secret.len() {
            return Err(JobError::Key);
        }
        secret.copy_from_slice(&bytes);
        Ok(Self(secret))
    }

    pub(crate) fn identity(&self) -> Result<Identity, JobError> {
        self.line()?.parse().map_err(|_| JobError::Key)
    }
}

impl JobSecret {
    /// A fresh one.
    pub fn generate() -> Result<Self, NoRandom> {
        Secret::generate().map(Self)
    }

    /// From the line that [`to_line`](Self::to_line) gave, or that `age-keygen` wrote.
    pub fn parse(line: &str) -> Result<Self, JobError> {
        Secret::parse(line.trim()).map(Self)
    }

    /// As a line of an identity file of `age`.
    pub fn to_line(&self) -> Result<Zeroizing<String>, JobError> {
        self.0.line()
    }

    /// The public half.
    pub fn recipient(&self) -> Result<JobRecipient, JobError> {
        Ok(JobRecipient(self.0.identity()?.to_public().to_string()))
    }
}

impl JobRecipient {
    pub(crate) fn recipient(&self) -> Result<Recipient, JobError> {
        self.0.parse().map_err(|_| JobError::Key)
    }
}

impl FromStr for JobRecipient {
    type Err = JobError;

    fn from_str(text: &str) -> Result<Self, JobError> {
        let recipient: Recipient = text.trim().parse().map_err(|_| JobError::Key)?;
        Ok(Self(recipient.to_string()))
    }
}

impl fmt::Display for JobRecipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl CardKey {
    pub(crate) fn generate() -> Result<Self, NoRandom> {
        Secret::generate().map(Self)
    }

    /// From 32 bytes that were kept sealed.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(Secret(Zeroizing::new(*bytes)))
    }

    /// The bytes, for whoever seals them.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.0.clone()
    }
}

impl CardKeys {
    /// No keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the key of a card.
    pub fn insert(&mut self, serial: Serial, key: CardKey) {
        self.0.insert(serial, key);
    }

    /// The key of a card.
    pub fn get(&self, serial: &Serial) -> Option<&CardKey> {
        self.0.get(serial)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&Serial, &CardKey)> {
        self.0.iter()
    }

    /// Forgets the key of a card.
    pub fn remove(&mut self, serial: &Serial) -> Option<CardKey> {
        self.0.remove(serial)
    }
}

impl fmt::Debug for JobSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JobSecret")
    }
}

impl fmt::Debug for JobRecipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("JobRecipient").field(&self.0).finish()
    }
}

impl fmt::Debug for CardKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("CardKey")
    }
}
