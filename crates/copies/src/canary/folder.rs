//! A folder is tried.

use super::{Observation, Promise, seen};
use crate::error::CopyError;
use crate::id::fresh;
use crate::naming::CANARY;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

const FIRST: &[u8] = b"what was written first";
const SECOND: &[u8] = b"what was written second";

/// A folder without write-once storage beneath is a `C`: whoever may write to it may delete in it.
pub(super) fn observe(name: &str, path: &Path) -> Result<Vec<Observation>, CopyError> {
    // What cannot even be listed was not observed.
    fs::read_dir(path).map_err(|error| CopyError::folder(name, "listing it", error))?;
    let folder = path.join(CANARY);
    let number = u128::from_be_bytes(fresh()?);
    let (first, second) = (format!("{number:032x}-1"), format!("{number:032x}-2"));
    let written = match fs::create_dir(&folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => write_new(&folder.join(&first), FIRST),
    };
    let mut observed = vec![seen(Promise::Writes, written.is_ok(), told("a new file was written", &written))];
    if written.is_err() {
        return Ok(observed);
    }
    let listed = fs::read_dir(&folder)
        .map(|listing| listing.flatten().any(|entry| entry.file_name().to_str() == Some(&first)));
    let is_listed = matches!(listed, Ok(true));
    observed.push(seen(Promise::ListsAtOnce, is_listed, told("the new name was looked for", &listed)));
    let is_first = || fs::read(folder.join(&first)).is_ok_and(|bytes| bytes == FIRST);
    observed.push(seen(Promise::ReadsBack, is_first(), "the new file was read and compared"));

    let opened =
        OpenOptions::new().write(true).open(folder.join(&first)).and_then(|mut file| file.write_all(SECOND));
    let replaced = write_new(&folder.join(&second), SECOND)
        .and_then(|()| fs::rename(folder.join(&second), folder.join(&first)));
    let is_kept = opened.is_err() && replaced.is_err() && is_first();
    let how = format!(
        "{}; {}",
        told("the file was written over", &opened),
        told("another was renamed to its name", &replaced)
    );
    observed.push(seen(Promise::NoOverwriting, is_kept, how));

    let deleted = fs::remove_file(folder.join(&first));
    let is_kept = deleted.is_err() && folder.join(&first).exists();
    observed.push(seen(Promise::NoDeletionByUs, is_kept, told("the file was deleted", &deleted)));
    // Where it was not renamed it is still there.
    let _ = fs::remove_file(folder.join(&second));
    Ok(observed)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn told<T>(what: &str, came: &io::Result<T>) -> String {
    match came {
        Ok(_) => format!("{what}: done"),
        Err(error) => format!("{what}: refused ({})", error.kind()),
    }
}
