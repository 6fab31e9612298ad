//! Sealing a job.

use super::card_file::CardFiles;
use super::error::JobError;
use super::keys::{CardKey, CardKeys, JobRecipient};
use super::manifest::{CardEntry, Manifest, digest};
use super::sealed;
use super::serial::{JobId, Serial};
use age::{Encryptor, Recipient};
use jiff::Timestamp;
use std::io::{Read, Seek, SeekFrom, Write};
use tlog::{StatementKey, VerifierKey};

/// First bytes of a job, inside its seal.
pub(crate) const MAGIC: &[u8] = b"tipstaff-card-job/1\n";

/// A card to be sealed.
#[derive(Debug)]
pub struct CardToSeal {
    /// Its serial.
    pub serial: Serial,
    /// What is printed.
    pub files: CardFiles,
}

/// A job that was sealed.
#[derive(Debug)]
pub struct SealedJob {
    /// What is in it.
    pub manifest: Manifest,
    /// The keys of its cards, to be kept sealed in the force.
    pub keys: CardKeys,
}

/// How much of the sealed cards is kept in memory until the manifest is known; what is more waits in a file without a name.
const IN_MEMORY: usize = 64 * 1024 * 1024;

/// Seals a job. Cards are taken one at a time: the first is the specimen. What waits for the manifest is sealed already.
///
/// `window` is for how many cards keys are handed out together: how many can leak before a receipt is due.
pub fn seal(
    cards: impl IntoIterator<Item = Result<CardToSeal, JobError>>,
    window: u32,
    agent: &VerifierKey,
    to: &JobRecipient,
    force: &StatementKey,
    now: Timestamp,
    mut out: impl Write,
) -> Result<SealedJob, JobError> {
    let mut keys = CardKeys::new();
    let mut entries = Vec::new();
    let mut waiting = tempfile::SpooledTempFile::new(IN_MEMORY);
    for card in cards {
        let CardToSeal { serial, files } = card?;
        if entries.len() > super::MOST_CARDS {
            return Err(JobError::Size);
        }
        let key = CardKey::generate()?;
        let bytes = files.to_bytes().ok_or(JobError::TooLarge { serial })?;
        let sealed = sealed::seal(&key.0.identity()?.to_public(), &bytes)?;
        entries.push(CardEntry {
            serial,
            specimen: entries.is_empty(),
            bytes: sealed.len() as u64,
            sha256: digest(&sealed),
        });
        keys.insert(serial, key);
        waiting.write_all(&sealed).map_err(JobError::File)?;
    }
    let manifest = Manifest {
        job: JobId::generate()?,
        sealed: now.as_microsecond(),
        agent: agent.to_string(),
        recipient: to.to_string(),
        window,
        cards: entries,
    };
    manifest.check()?;
    let (json, note) = manifest.sign(force)?;

    let recipient = to.recipient()?;
    let encryptor = Encryptor::with_recipients(std::iter::once(&recipient as &dyn Recipient))
        .map_err(|_| JobError::Unwritable)?;
    let mut writer = encryptor.wrap_output(&mut out).map_err(JobError::File)?;
    let mut put = |bytes: &[u8]| writer.write_all(bytes).map_err(JobError::File);
    put(MAGIC)?;
    for part in [note.as_bytes(), &json] {
        let length = u32::try_from(part.len()).map_err(|_| JobError::Size)?;
        put(&length.to_be_bytes())?;
        put(part)?;
    }
    waiting.seek(SeekFrom::Start(0)).map_err(JobError::File)?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = waiting.read(&mut piece).map_err(JobError::File)?;
        match piece.get(..length) {
            None | Some([]) => break,
            Some(read) => put(read)?,
        }
    }
    writer.finish().map_err(JobError::File)?;
    out.flush().map_err(JobError::File)?;
    Ok(SealedJob { manifest, keys })
}
