//! Small things sealed with `age`, in memory.

use super::error::JobError;
use super::keys::Secret;
use age::x25519::Recipient;
use age::{DecryptError, Decryptor, Identity};
use std::io::Read;
use zeroize::Zeroizing;

/// Seals to a recipient.
pub(crate) fn seal(recipient: &Recipient, bytes: &[u8]) -> Result<Vec<u8>, JobError> {
    age::encrypt(recipient, bytes).map_err(|_| JobError::Unwritable)
}

/// Opens what has at most so many bytes.
pub(crate) fn open(secret: &Secret, sealed: &[u8], most: usize) -> Result<Zeroizing<Vec<u8>>, JobError> {
    let identity = secret.identity()?;
    let mut reader = Decryptor::new(sealed)
        .map_err(|error| refused(&error))?
        .decrypt(std::iter::once(&identity as &dyn Identity))
        .map_err(|error| refused(&error))?;
    // All of the room at once: what is opened is never longer than what it was sealed in.
    let mut bytes = Zeroizing::new(Vec::with_capacity(sealed.len().min(most)));
    reader.by_ref().take(most as u64 + 1).read_to_end(&mut bytes).map_err(|_| JobError::Damaged)?;
    if bytes.len() > most { Err(JobError::Damaged) } else { Ok(bytes) }
}

pub(crate) fn refused(error: &DecryptError) -> JobError {
    match error {
        DecryptError::NoMatchingKeys => JobError::WrongKey,
        _ => JobError::Damaged,
    }
}
