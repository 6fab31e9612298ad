//! Files that are read as a whole, up to a limit.

use crate::exit::Failure;
use std::io::Read;
use std::path::Path;

/// A file of at most so many bytes. One that is longer is not what it should be, and is refused with this fix.
pub fn whole(path: &Path, most: u64, fix: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::io(path, &error, "Check its name and that you may read it");
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(Failure::at(path, &"it is longer than such a file ever is", fix));
    }
    Ok(bytes)
}
