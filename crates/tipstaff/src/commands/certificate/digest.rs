//! SHA-256 of a file.

use crate::exit::Failure;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// SHA-256 of a file's bytes.
pub fn of(path: &Path) -> Result<[u8; 32], Failure> {
    let failed =
        |error: &std::io::Error| Failure::io(path, error, "Check the name, and that you may read it");
    let about = std::fs::metadata(path).map_err(|error| failed(&error))?;
    if !about.is_file() {
        return Err(Failure::at(path, &"it is no file", "Name a file"));
    }
    let mut file = File::open(path).map_err(|error| failed(&error))?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece).map_err(|error| failed(&error))?;
        match piece.get(..read) {
            Some(bytes) if !bytes.is_empty() => hash.update(bytes),
            _ => return Ok(hash.finalize().into()),
        }
    }
}
