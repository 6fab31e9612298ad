//! Opening a job, one card at a time.

use super::card_file::{CardFiles, MOST_BYTES};
use super::error::JobError;
use super::keys::{CardKey, JobSecret};
use super::manifest::{Manifest, digest};
use super::sealed::{self, refused};
use super::serial::Serial;
use super::write::MAGIC;
use age::stream::StreamReader;
use age::{Decryptor, Identity};
use std::fmt;
use std::io::{Read, Seek, SeekFrom};
use tlog::VerifierKey;

/// The longest note, and the longest manifest.
const MOST_NOTE: u32 = 64 * 1024;
const MOST_MANIFEST: u32 = 1024 * 1024;

/// A job that was opened with its one-time key. Its cards are still sealed.
pub struct JobFile<R: Read + Seek> {
    reader: StreamReader<R>,
    manifest: Manifest,
    /// Where the first card begins.
    first: u64,
}

impl<R: Read + Seek> JobFile<R> {
    /// Opens a job, and believes nothing of it that the force has not signed.
    pub fn open(file: R, secret: &JobSecret, force: &VerifierKey) -> Result<Self, JobError> {
        let identity = secret.0.identity()?;
        let mut reader = Decryptor::new(file)
            .map_err(|error| refused(&error))?
            .decrypt(std::iter::once(&identity as &dyn Identity))
            .map_err(|error| refused(&error))?;
        let mut magic = [0; MAGIC.len()];
        reader.read_exact(&mut magic).map_err(|_| JobError::Damaged)?;
        if magic != MAGIC {
            return Err(JobError::Damaged);
        }
        let note = part(&mut reader, MOST_NOTE)?;
        let note = String::from_utf8(note).map_err(|_| JobError::Damaged)?;
        let json = part(&mut reader, MOST_MANIFEST)?;
        let manifest = Manifest::open(&json, &note, force)?;
        if manifest.recipient != secret.recipient()?.to_string() {
            return Err(JobError::WrongKey);
        }
        let first = reader.stream_position().map_err(|_| JobError::Damaged)?;
        Ok(Self { reader, manifest, first })
    }

    /// What is in it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Opens a card with its key.
    pub fn card(&mut self, serial: &Serial, key: &CardKey) -> Result<CardFiles, JobError> {
        let (at, card) = self.manifest.card(serial).ok_or(JobError::NoCard { serial: *serial })?;
        let before: u64 =
            self.manifest.cards.iter().take(at).fold(0, |sum, card| sum.saturating_add(card.bytes));
        let length = usize::try_from(card.bytes).map_err(|_| JobError::Damaged)?;
        // Some hundred bytes for the seal.
        if length > MOST_BYTES + MOST_BYTES / 64 {
            return Err(JobError::TooLarge { serial: *serial });
        }
        let other = JobError::OtherCard { serial: *serial };
        let start = self.first.checked_add(before).ok_or(JobError::Damaged)?;
        self.reader.seek(SeekFrom::Start(start)).map_err(|_| JobError::Damaged)?;
        let mut bytes = Vec::new();
        self.reader.by_ref().take(card.bytes).read_to_end(&mut bytes).map_err(|_| JobError::Damaged)?;
        if bytes.len() != length || digest(&bytes) != card.sha256 {
            return Err(other);
        }
        let opened = sealed::open(&key.0, &bytes, MOST_BYTES)?;
        CardFiles::from_bytes(&opened).map_err(|_| other)
    }
}

/// A part with its length in front.
fn part(reader: &mut impl Read, most: u32) -> Result<Vec<u8>, JobError> {
    let mut length = [0; 4];
    reader.read_exact(&mut length).map_err(|_| JobError::Damaged)?;
    let length = u32::from_be_bytes(length);
    if length > most {
        return Err(JobError::Damaged);
    }
    let mut bytes = Vec::new();
    reader.take(u64::from(length)).read_to_end(&mut bytes).map_err(|_| JobError::Damaged)?;
    if bytes.len() as u64 == u64::from(length) { Ok(bytes) } else { Err(JobError::Damaged) }
}

impl<R: Read + Seek> fmt::Debug for JobFile<R> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("JobFile").field("manifest", &self.manifest).finish_non_exhaustive()
    }
}
