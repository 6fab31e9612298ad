//! A bag as a folder.

use super::sink::Sink;
use super::{Bag, Written};
use crate::BagError;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Writes a bag as the folder `target`, which must not be there. It is made beside its place, every file and folder of it is
/// flushed to the disk, and it is renamed only when it is whole; if anything is refused, nothing is left. `now` is the date that
/// `bag-info.txt` says, in UTC.
pub fn write_folder(target: &Path, bag: Bag<'_>, now: Timestamp) -> Result<Written, BagError> {
    bag.check()?;
    let failed = |source| BagError::Write { path: target.to_path_buf(), source };
    if fs::symlink_metadata(target).is_ok() {
        return Err(BagError::Exists { path: target.to_path_buf() });
    }
    let parent = match target.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(BagError::Exists { path: target.to_path_buf() }),
    };
    let beside = tempfile::Builder::new().prefix(".bag-").tempdir_in(parent).map_err(failed)?;
    let mut sink = Folder { root: beside.path().to_path_buf(), folders: BTreeSet::new() };
    let written = bag.write(&mut sink, now)?;
    sink.flush().map_err(failed)?;
    open_to_all(beside.path()).map_err(failed)?;
    // An empty folder that was made there meanwhile is replaced; one with anything in it, or a file, is not.
    fs::rename(beside.path(), target).map_err(|source| match source.kind() {
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            BagError::Exists { path: target.to_path_buf() }
        }
        _ => failed(source),
    })?;
    // It is not there any more under this name.
    let _ = beside.keep();
    File::open(parent).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(written)
}

struct Folder {
    root: PathBuf,
    folders: BTreeSet<PathBuf>,
}

impl Sink for Folder {
    fn file(&mut self, path: &str, _bytes: u64, from: &mut dyn Read) -> Result<(), BagError> {
        let place = self.root.join(path);
        let mut write = || -> io::Result<()> {
            let folder = place.parent().unwrap_or(&self.root);
            fs::create_dir_all(folder)?;
            let mut file = File::create_new(&place)?;
            io::copy(from, &mut file)?;
            file.sync_all()
        };
        write().map_err(|source| BagError::Write { path: PathBuf::from(path), source })?;
        let below = place.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root));
        self.folders.extend(below.map(Path::to_path_buf));
        Ok(())
    }
}

impl Folder {
    /// A file is found again after a loss of power only if its folder was flushed too.
    fn flush(&self) -> io::Result<()> {
        // The deepest first: a folder's own entry is in the one above.
        self.folders.iter().rev().try_for_each(|folder| File::open(folder)?.sync_all())
    }
}

/// Temporary folders are their maker's only; a bag is handed on.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> io::Result<()> {
    Ok(())
}
