//! A window: cards whose keys are handed out together.

use super::error::JobError;
use super::keys::{CardKey, CardKeys, JobRecipient, JobSecret, Secret};
use super::manifest::Manifest;
use super::sealed;
use super::serial::Serial;
use zeroize::Zeroizing;

/// First words of an answer, inside its seal.
const MAGIC: &str = "tipstaff.card-keys/1";

/// The longest answer: a thousand keys and some words.
const LONGEST: usize = 128 * 1024;

/// A window of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Its number, from 0 on.
    pub number: u32,
    /// Its cards, in the order in which they are printed.
    pub serials: Vec<Serial>,
}

impl Window {
    /// A window of a job, if it has that many.
    pub fn of(manifest: &Manifest, number: u32) -> Option<Self> {
        let size = manifest.window.max(1) as usize;
        let cards = manifest.cards.chunks(size).nth(number as usize)?;
        Some(Self { number, serials: cards.iter().map(|card| card.serial).collect() })
    }

    /// In which window a card is.
    pub fn number_of(manifest: &Manifest, serial: &Serial) -> Option<u32> {
        manifest.card(serial).map(|(at, _)| at as u32 / manifest.window.max(1))
    }

    /// The first line of an answer.
    fn head(&self, manifest: &Manifest) -> String {
        format!("{MAGIC} {} {}", manifest.job, self.number)
    }

    /// Its keys, sealed to the job's one-time key.
    pub(crate) fn seal(
        &self,
        manifest: &Manifest,
        keys: &CardKeys,
        to: &JobRecipient,
    ) -> Result<Vec<u8>, JobError> {
        let mut text = Zeroizing::new(String::with_capacity(64 + self.serials.len() * 96));
        text.push_str(&self.head(manifest));
        text.push('\n');
        for serial in &self.serials {
            let key = keys.get(serial).ok_or(JobError::NoCard { serial: *serial })?;
            text.push_str(&serial.to_string());
            text.push(' ');
            text.push_str(&key.0.line()?);
            text.push('\n');
        }
        sealed::seal(&to.recipient()?, text.as_bytes())
    }
}

/// Opens an answer: the keys of exactly this window of exactly this job.
pub fn open_answer(
    answer: &[u8],
    manifest: &Manifest,
    window: &Window,
    secret: &JobSecret,
) -> Result<CardKeys, JobError> {
    let text = sealed::open(&secret.0, answer, LONGEST)?;
    let text = std::str::from_utf8(&text).map_err(|_| JobError::Damaged)?;
    let mut lines = text.lines();
    if lines.next() != Some(window.head(manifest).as_str()) {
        return Err(JobError::Statement("holds the keys of other cards"));
    }
    let mut keys = CardKeys::new();
    for serial in &window.serials {
        let (named, key) = lines.next().and_then(|line| line.split_once(' ')).ok_or(JobError::Damaged)?;
        if named.parse() != Ok(*serial) {
            return Err(JobError::Statement("holds the keys of other cards"));
        }
        keys.insert(*serial, CardKey(Secret::parse(key)?));
    }
    if lines.next().is_some() { Err(JobError::Damaged) } else { Ok(keys) }
}
