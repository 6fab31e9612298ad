//! SHA-256 of a file.

use crate::exit::Failure;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// Bytes read at once.
const PIECE: usize = 64 << 10;

/// Goes through a file once.
pub fn of(path: &Path) -> Result<[u8; 32], Failure> {
    let mut file = super::open(path)?;
    // A pipe gives its bytes once, and they are needed three times.
    if !file.metadata().is_ok_and(|about| about.is_file()) {
        return Err(Failure::at(path, &"it is not a regular file", "Save it as a file first"));
    }
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hash.finalize().into()),
            Ok(read) => hash.update(piece.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::io(path, &error, "Check that you may read it")),
        }
    }
}
