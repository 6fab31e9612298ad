//! The files of a card: what is sealed under its key.

use super::error::JobError;
use std::fmt;
use zeroize::Zeroizing;

/// The longest card, in bytes.
pub(crate) const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A file of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardFile {
    /// The front, PNG.
    FrontPng,
    /// The back, PNG.
    BackPng,
    /// Both, PDF.
    Pdf,
}

impl CardFile {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::FrontPng, Self::BackPng, Self::Pdf];

    /// What a file's name ends with, after the card's serial.
    pub fn ending(self) -> &'static str {
        match self {
            Self::FrontPng => "-front.png",
            Self::BackPng => "-back.png",
            Self::Pdf => ".pdf",
        }
    }

    fn number(self) -> u8 {
        match self {
            Self::FrontPng => 1,
            Self::BackPng => 2,
            Self::Pdf => 3,
        }
    }
}

/// The files of a card, opened. Wiped from memory when they are dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct CardFiles(Vec<(CardFile, Zeroizing<Vec<u8>>)>);

impl CardFiles {
    /// These files.
    pub fn new(files: Vec<(CardFile, Zeroizing<Vec<u8>>)>) -> Self {
        Self(files)
    }

    /// Each file.
    pub fn iter(&self) -> impl Iterator<Item = (CardFile, &[u8])> {
        self.0.iter().map(|(kind, bytes)| (*kind, bytes.as_slice()))
    }

    pub(crate) fn to_bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
        let length: usize = self.0.iter().map(|(_, bytes)| bytes.len() + 5).sum();
        if length > MOST_BYTES {
            return None;
        }
        let mut all = Zeroizing::new(Vec::with_capacity(length));
        for (kind, bytes) in &self.0 {
            all.push(kind.number());
            all.extend((bytes.len() as u32).to_be_bytes());
            all.extend_from_slice(bytes);
        }
        Some(all)
    }

    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Result<Self, JobError> {
        let mut files = Vec::new();
        while let Some((number, rest)) = bytes.split_first() {
            let kind =
                CardFile::ALL.into_iter().find(|kind| kind.number() == *number).ok_or(JobError::Damaged)?;
            let (length, rest) = rest.split_first_chunk::<4>().ok_or(JobError::Damaged)?;
            let (file, rest) =
                rest.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or(JobError::Damaged)?;
            files.push((kind, Zeroizing::new(file.to_vec())));
            bytes = rest;
        }
        Ok(Self(files))
    }
}

/// Which files there are, and not what is in them.
impl fmt::Debug for CardFiles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<_> = self.0.iter().map(|(kind, bytes)| (kind, bytes.len())).collect();
        out.debug_tuple("CardFiles").field(&files).finish()
    }
}
