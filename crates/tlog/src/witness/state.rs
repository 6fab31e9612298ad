//! What a witness must not forget: for each log one file, the last checkpoint with the cosignature it was given.

use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    checkpoint::Checkpoint,
    cosignature::{self, WitnessKey},
    durable,
    error::LogError,
    vkey::VerifierKey,
};

/// The folder of a witness, held by this process.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Locked as long as this lives: two processes would each remember something else.
    _lock: File,
}

impl Folder {
    /// Opens the folder and reads its key; makes both on first use.
    pub(super) fn open(path: &Path, name: &str) -> Result<(Self, WitnessKey), LogError> {
        durable::make_folder(path).map_err(at(path))?;
        let lock_path = path.join(".lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&lock_path);
        let lock = lock.map_err(at(&lock_path))?;
        lock.try_lock().map_err(|error| {
            let other = "another witness is running in this folder; two would forget what the other has seen";
            at(&lock_path)(match error {
                fs::TryLockError::WouldBlock => io::Error::other(other),
                fs::TryLockError::Error(error) => error,
            })
        })?;
        let folder = Self { path: path.to_owned(), _lock: lock };
        let key_path = path.join("key");
        let secret = match fs::read(&key_path).map(Zeroizing::new) {
            Ok(secret) => secret,
            Err(error) if error.kind() == ErrorKind::NotFound => folder.make_key(&key_path)?,
            Err(error) => return Err(at(&key_path)(error)),
        };
        only_owner_reads(&key_path).map_err(at(&key_path))?;
        let secret = secret.as_slice().try_into().map_err(|_| {
            at(&key_path)(io::Error::other(
                "it is not a key of 32 bytes; restore it from where it is kept safe",
            ))
        })?;
        Ok((folder, WitnessKey::new(name, secret)?))
    }

    /// The last checkpoint cosigned for a log.
    pub(super) fn read(&self, origin: &str, own: &VerifierKey) -> Result<Option<Checkpoint>, LogError> {
        let path = self.path_of(origin);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&path)(error)),
        };
        let checkpoint = Checkpoint::parse(&bytes)?;
        if checkpoint.origin() != origin {
            return Err(LogError::WrongLog { expected: origin.into(), found: checkpoint.origin().into() });
        }
        match cosignature::verify(&checkpoint, own)? {
            Some(_) => Ok(Some(checkpoint)),
            None => Err(LogError::NotSigned { name: own.name().into() }),
        }
    }

    /// Writes down a checkpoint. When this is done it stays done.
    pub(super) fn write(&self, checkpoint: &Checkpoint) -> Result<(), LogError> {
        let path = self.path_of(checkpoint.origin());
        durable::replace(&path, &checkpoint.to_bytes(), 0o644).map_err(at(&path))
    }

    fn path_of(&self, origin: &str) -> PathBuf {
        self.path.join(format!("{}.checkpoint", origin_hash(origin)))
    }

    /// A key is made in an untouched folder only: with checkpoints in it, the key was lost, not missing.
    fn make_key(&self, key_path: &Path) -> Result<Zeroizing<Vec<u8>>, LogError> {
        for entry in fs::read_dir(&self.path).map_err(at(&self.path))? {
            if entry.map_err(at(&self.path))?.path().extension().is_some_and(|ending| ending == "checkpoint")
            {
                let lost = "it is gone, while checkpoints that were signed with it are there; restore it";
                return Err(at(key_path)(io::Error::new(ErrorKind::NotFound, lost)));
            }
        }
        let mut secret = Zeroizing::new(vec![0; 32]);
        getrandom::fill(&mut secret).map_err(|_| at(key_path)(io::Error::other("there is no randomness")))?;
        durable::replace(key_path, &secret, 0o600).map_err(at(key_path))?;
        Ok(secret)
    }
}

/// How a log is called in file names and in the paths of monitors: SHA-256 of its origin, in hex.
pub(super) fn origin_hash(origin: &str) -> String {
    Sha256::digest(origin).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn at(path: &Path) -> impl Fn(io::Error) -> LogError {
    let path = path.display().to_string();
    move |source| LogError::Folder { path: path.clone(), source }
}

/// Refuses a key that others on this machine could have read.
fn only_owner_reads(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path)?.permissions()) & 0o077 != 0 {
        return Err(io::Error::other(
            "others than its owner can read this key; `chmod 600` it, or make a new witness",
        ));
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
