//! SHA-256 of a file.

use crate::IntakeError;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek};

/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// Goes through a file once, from its beginning.
pub fn digest(mut file: &File) -> Result<[u8; 32], IntakeError> {
    // A pipe gives its bytes once, and they are needed three times.
    if !file.metadata().is_ok_and(|about| about.is_file()) {
        return Err(IntakeError::refused("it is not a regular file", "Save it as a file first"));
    }
    file.rewind()?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(read) => hash.update(piece.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}
