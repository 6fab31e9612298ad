//! The four folders, and the one way in which a file moves between them.

use crate::exit::Failure;
use rustix::fs::{RenameFlags, renameat_with};
use std::ffi::{OsStr, OsString};
use std::fs::{DirBuilder, File, Metadata};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Name of the file by whose lock there is one watch of a folder only.
const LOCK: &str = ".lock";

/// How names of unfinished reports begin.
pub const DRAFT: &str = ".report-";

/// The folders.
pub struct Folders {
    arriving: Folder,
    work: Folder,
    out: Folder,
    held: Folder,
    /// Locked for as long as this lives.
    _lock: File,
}

/// A folder that is open, so that what happens in it happens there, whatever its name leads to by now.
pub struct Folder {
    path: PathBuf,
    handle: File,
}

impl Folder {
    fn open(path: PathBuf, mode: u32) -> Result<Self, Failure> {
        let failed = |error: &std::io::Error| {
            Failure::io(&path, error, "Check that the folder is there and that you may write into it")
        };
        match DirBuilder::new().mode(mode).create(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(failed(&error)),
            _ => {}
        }
        let about = std::fs::symlink_metadata(&path).map_err(|error| failed(&error))?;
        if !about.is_dir() {
            return Err(Failure::at(&path, &"it is no folder", "Move it away: links are not followed here"));
        }
        let handle = File::open(&path).map_err(|error| failed(&error))?;
        Ok(Self { path, handle })
    }

    /// The path of a name in it.
    pub fn path_of(&self, name: &OsStr) -> PathBuf {
        self.path.join(name)
    }

    /// What a name in it is, links not followed; none if there is none.
    pub fn about(&self, name: &OsStr) -> Option<Metadata> {
        std::fs::symlink_metadata(self.path_of(name)).ok()
    }

    /// What was renamed here stays so.
    pub fn sync(&self) -> Result<(), Failure> {
        self.handle
            .sync_all()
            .map_err(|error| Failure::io(&self.path, &error, "Check that there is room; nothing was lost"))
    }

    /// Names in it, in order; those that begin with a full stop are somebody's drafts, or ours.
    fn names(&self) -> Result<Vec<OsString>, Failure> {
        let failed = |error: &std::io::Error| {
            Failure::io(&self.path, error, "Check that the folder is there and that you may look into it")
        };
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.path).map_err(|error| failed(&error))? {
            let name = entry.map_err(|error| failed(&error))?.file_name();
            if !name.as_bytes().starts_with(b".") {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

impl Folders {
    /// Opens them, and makes those that are missing.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let work = Folder::open(folder.join("work"), 0o700)?;
        let lock = work.path_of(OsStr::new(LOCK));
        let held = "Another watch is at this folder. End it, or watch another folder";
        let failed = |error: &std::io::Error| Failure::io(&lock, error, "Check that you may write there");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock)
            .map_err(|error| failed(&error))?;
        file.try_lock().map_err(|_| Failure::at(folder, &"it is being watched already", held))?;
        let folders = Self {
            arriving: Folder::open(folder.join("in"), 0o755)?,
            out: Folder::open(folder.join("out"), 0o755)?,
            held: Folder::open(folder.join("held"), 0o700)?,
            work,
            _lock: file,
        };
        folders.sweep();
        Ok(folders)
    }

    /// Deletes drafts of reports that a watch left which ended in the middle. Ones that stay are of no harm.
    fn sweep(&self) {
        let Ok(entries) = std::fs::read_dir(&self.held.path) else { return };
        for entry in entries.flatten() {
            if entry.file_name().as_bytes().starts_with(DRAFT.as_bytes()) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// What lies in `in`, with what is known about it. Folders stay where they are.
    pub fn arrived(&self) -> Result<Vec<(OsString, Metadata)>, Failure> {
        let names = self.arriving.names()?.into_iter();
        let known = names.filter_map(|name| {
            let about = self.arriving.about(&name).filter(|about| !about.is_dir())?;
            Some((name, about))
        });
        Ok(known.collect())
    }

    /// What a watch left in `work` that ended in the middle.
    pub fn left_over(&self) -> Result<Vec<OsString>, Failure> {
        self.work.names()
    }

    /// The folder in which files are checked.
    pub fn work(&self) -> &Folder {
        &self.work
    }

    /// The folder for what may leave.
    pub fn out(&self) -> &Folder {
        &self.out
    }

    /// The folder for everything else.
    pub fn held(&self) -> &Folder {
        &self.held
    }

    /// Takes a file out of `in`, so that nobody changes it by its name while it is checked. `false` when it is gone.
    pub fn take(&self, name: &OsStr) -> Result<bool, Failure> {
        match rename(&self.arriving, name, &self.work, name)? {
            Renamed::Done => Ok(true),
            // One that was left over bears the name; it goes first, and this one the next time.
            Renamed::Taken | Renamed::Gone => Ok(false),
        }
    }
}

/// What came of a rename.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renamed {
    /// It has its new name, on the disk too.
    Done,
    /// Something bears the new name already, and was not touched.
    Taken,
    /// There is nothing of the old name.
    Gone,
}

/// Renames without replacing anything, and makes it last.
pub fn rename(from: &Folder, name: &OsStr, to: &Folder, new_name: &OsStr) -> Result<Renamed, Failure> {
    match renameat_with(&from.handle, name, &to.handle, new_name, RenameFlags::NOREPLACE) {
        Ok(()) => {
            // The new place first: after a power cut a file may be in both, never in neither.
            to.sync()?;
            from.sync()?;
            Ok(Renamed::Done)
        }
        Err(rustix::io::Errno::EXIST) => Ok(Renamed::Taken),
        Err(rustix::io::Errno::NOENT) => Ok(Renamed::Gone),
        Err(error) => Err(Failure::io(
            &from.path_of(name),
            &error.into(),
            "It stays where it is. All four folders have to lie on one file system, on which names can be moved",
        )),
    }
}
