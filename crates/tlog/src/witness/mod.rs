//! Witnesses: somebody else who remembers how far the log had come (C2SP tlog-witness).
//!
//! [`Witness`] is the server, to be run by another organisation or at least on another machine under other keys; [`ask`]
//! is what a log does after publishing. A witness never sees a leaf.

mod answer;
#[cfg(feature = "http")]
mod ask;
mod request;
#[cfg(feature = "http")]
mod server;
mod state;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

pub use answer::Answer;
#[cfg(feature = "http")]
pub use ask::ask;
pub use request::Request;

use crate::{
    checkpoint::{Checkpoint, Head},
    cosignature::{self, WitnessKey},
    error::LogError,
    proof::check_consistency,
    tree::EMPTY_ROOT,
    vkey::{KeyKind, VerifierKey},
};
use state::Folder;

/// The longest request that is read, in bytes: a note, 63 lines of proof, and the old size.
pub(crate) const MAX_REQUEST: usize = crate::note::MAX_NOTE + 64 * 64;

/// A witness with its folder: its key, and for each log the last checkpoint it cosigned. It shares nothing with a log.
#[derive(Clone, Debug)]
pub struct Witness {
    key: Arc<WitnessKey>,
    folder: Arc<Folder>,
    logs: Arc<BTreeMap<String, Log>>,
}

/// A log that is witnessed.
#[derive(Debug)]
struct Log {
    /// More than one while a log changes its key.
    keys: Vec<VerifierKey>,
    /// What was cosigned last. The lock is held from looking at it until the next one lies on disk.
    last: Mutex<Option<Checkpoint>>,
}

impl Witness {
    /// Opens a witness in a folder of its own, for these logs. On first use the folder and a fresh key are made (the file
    /// `key`, which only its owner can read). One process at a time.
    ///
    /// If a checkpoint in the folder is not as this witness left it, it does not open: a witness that has forgotten would
    /// cosign a log that was rolled back.
    pub fn open(folder: impl AsRef<Path>, name: &str, logs: Vec<VerifierKey>) -> Result<Self, LogError> {
        let (folder, key) = Folder::open(folder.as_ref(), name)?;
        let mut known: BTreeMap<String, Log> = BTreeMap::new();
        for log in logs {
            if log.kind() != KeyKind::Ed25519 {
                return Err(LogError::VerifierKey("it is a witness's, not a log's"));
            }
            let origin = log.name().to_owned();
            let last = folder.read(&origin, key.verifier())?;
            known
                .entry(origin)
                .or_insert_with(|| Log { keys: Vec::new(), last: Mutex::new(last) })
                .keys
                .push(log);
        }
        Ok(Self { key: Arc::new(key), folder: Arc::new(folder), logs: Arc::new(known) })
    }

    /// The key that others verify its cosignatures with: `name+number+base64`.
    pub fn vkey(&self) -> String {
        self.key.vkey()
    }

    /// Answers one request `add-checkpoint`, at a time in seconds since 1970. Blocks while it writes to disk. In the order
    /// of the specification: the log is known, the signature holds, the old size is the one last cosigned, the proof holds.
    pub fn add_checkpoint(&self, body: &[u8], now: u64) -> Answer {
        let request = match Request::parse(body) {
            Ok(request) => request,
            Err(error) => return Answer::BadRequest(error.to_string()),
        };
        let mut checkpoint = request.checkpoint;
        let Some(log) = self.logs.get(checkpoint.origin()) else { return Answer::UnknownLog };
        if !log.has_signed(&checkpoint) {
            return Answer::NotSigned;
        }
        if request.old > checkpoint.size() {
            return Answer::BadRequest("the old size is larger than the checkpoint".into());
        }
        let mut last = log.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().map_or(Head { size: 0, root: EMPTY_ROOT }, Checkpoint::head);
        if request.old != known.size {
            return Answer::Conflict(known.size);
        }
        if check_consistency(&request.proof, &known, &checkpoint.head()).is_err() {
            return Answer::Inconsistent;
        }
        // What is kept and given to monitors holds the log's signature and ours, not those of strangers.
        checkpoint.note_mut().keep(&log.keys);
        let cosigned = cosignature::sign(&self.key, &mut checkpoint, now);
        let cosigned = cosigned.and_then(|()| self.folder.write(&checkpoint));
        if let Err(error) = cosigned {
            return Answer::Failed(error.to_string());
        }
        let line = checkpoint.note().lines_by(self.key.verifier());
        *last = Some(checkpoint);
        Answer::Cosigned(line)
    }

    /// The last checkpoint that was cosigned for a log, for monitors. Waits while one is being written down.
    pub fn latest(&self, origin: &str) -> Option<Checkpoint> {
        self.logs.get(origin)?.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Log {
    /// At least one trusted key has signed, and no signature that claims to be by a trusted key is a wrong one.
    fn has_signed(&self, checkpoint: &Checkpoint) -> bool {
        let mut signed = false;
        for key in &self.keys {
            match checkpoint.verify(key) {
                Ok(()) => signed = true,
                Err(LogError::NotSigned { .. }) => {}
                Err(_) => return false,
            }
        }
        signed
    }
}
