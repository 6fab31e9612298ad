//! Copies before they are let out: written beside their target, under a name of their own, readable by nobody else, and
//! gone unless everything went well. Or written to memory, where they have no name at all.

use super::error::{Cause, CleanError};
use crate::check::open;
use crate::memory;
use std::fs::{self, File, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// A copy that is not let out yet. Dropping it deletes it.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) target: PathBuf,
    place: Place,
}

/// Where a draft lies.
#[derive(Debug)]
enum Place {
    Folder(NamedTempFile),
    Memory(File),
}

impl Draft {
    /// Begins a draft beside its target.
    pub(crate) fn begin(target: &Path) -> Result<Self, CleanError> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tipstaff-").suffix(".part");
        // The crate's own default on Unix, said here because everything rests on it.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(Permissions::from_mode(0o600));
        }
        let file = builder.tempfile_in(folder(target)).map_err(|error| CleanError::output(target, &error))?;
        Ok(Self { target: target.to_owned(), place: Place::Folder(file) })
    }

    /// Begins a draft that will never have a name in a folder.
    pub(crate) fn in_memory(target: &Path) -> Result<Self, CleanError> {
        // Whoever may look at the process would see a name that says more.
        let file = memory::create("tipstaff-copy").map_err(|error| CleanError::output(target, &error))?;
        Ok(Self { target: target.to_owned(), place: Place::Memory(file) })
    }

    /// The file to write to.
    pub(crate) fn file(&self) -> io::Result<File> {
        match &self.place {
            Place::Folder(file) => file.as_file().try_clone(),
            Place::Memory(file) => file.try_clone(),
        }
    }

    /// Says that nothing more will be written, and opens the draft to be checked.
    pub(crate) fn complete(&self) -> io::Result<File> {
        if let Place::Memory(file) = &self.place {
            memory::seal(file)?;
        }
        self.to_read()
    }

    /// Opens the draft for reading, at its beginning.
    pub(crate) fn to_read(&self) -> io::Result<File> {
        match &self.place {
            Place::Folder(file) => open(file.path()),
            Place::Memory(file) => memory::for_reading(file.try_clone()?),
        }
    }
}

/// Makes sure that what was written is on the disk, and gives it the rights of the original.
fn settle(file: &File, original: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(rights(original))?;
    file.sync_all()
}

/// Who may read the original may read the copy; only its owner may write it.
#[cfg(unix)]
fn rights(original: &fs::Metadata) -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    Permissions::from_mode(original.permissions().mode() & 0o644 | 0o600)
}

#[cfg(not(unix))]
fn rights(original: &fs::Metadata) -> Permissions {
    let mut rights = original.permissions();
    rights.set_readonly(false);
    rights
}

/// Folder of a file that need not exist.
fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Refuses a target that cannot be written, before any work is done.
pub(crate) fn check_target(original: &Path, target: &Path, overwrite: bool) -> Result<(), CleanError> {
    if target.file_name().is_none() {
        let fix = "Name a file in it: -o FOLDER/NAME.xlsx";
        return Err(CleanError::request(target, "it is a folder", fix));
    }
    let folder = folder(target);
    match fs::metadata(folder) {
        Ok(about) if about.is_dir() => {}
        Ok(_) => {
            let fix = "Write the copy to a folder";
            return Err(CleanError::request(target, format!("{} is no folder", folder.display()), fix));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let fix = "Create the folder, or write the copy elsewhere";
            return Err(CleanError::request(target, "the folder does not exist", fix));
        }
        Err(error) => return Err(CleanError::output(target, &error)),
    }
    // A link that leads nowhere is something that exists.
    let Ok(about) = fs::symlink_metadata(target) else { return Ok(()) };
    if is_same(original, target) {
        let fix = "The original is never changed: choose another name for the copy";
        return Err(CleanError::request(target, "it is the original itself", fix));
    }
    if !overwrite {
        return Err(CleanError::output(target, &io::ErrorKind::AlreadyExists.into()));
    }
    if about.is_dir() || !(about.is_file() || about.is_symlink()) {
        let what = if about.is_dir() { "it is a folder" } else { "it is no regular file" };
        return Err(CleanError::request(target, what, "Choose another name for the copy"));
    }
    Ok(())
}

/// Whether two names lead to one file, over links of either kind.
fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// Lets all drafts out, or none. What stood in the places of several is put back when one of them fails.
pub(crate) fn release(
    drafts: Vec<Draft>,
    original: &fs::Metadata,
    overwrite: bool,
) -> Result<(), CleanError> {
    // What lies in memory has no place to be let out to.
    let files: Vec<_> = drafts
        .into_iter()
        .filter_map(|draft| match draft.place {
            Place::Folder(file) => Some((draft.target, file)),
            Place::Memory(_) => None,
        })
        .collect();
    for (target, file) in &files {
        settle(file.as_file(), original).map_err(|error| CleanError::output(target, &error))?;
    }
    // One file replaces another in one step; several cannot.
    let is_single = files.len() == 1;
    let mut out = Released::default();
    for (target, file) in files {
        if is_single && overwrite {
            let result = file.into_temp_path().persist(&target);
            return result.map_err(|error| CleanError::output(&target, &error.error));
        }
        if let Err(error) = out.add(&target, file.into_temp_path(), overwrite) {
            return Err(out.undo().err().unwrap_or_else(|| CleanError::output(&target, &error)));
        }
    }
    out.keep();
    Ok(())
}

/// Copies that have been let out, each with what stood there before.
#[derive(Debug, Default)]
struct Released(Vec<(PathBuf, Option<TempPath>)>);

impl Released {
    fn add(&mut self, target: &Path, draft: TempPath, overwrite: bool) -> io::Result<()> {
        let before = if overwrite { set_aside(target)? } else { None };
        match draft.persist_noclobber(target) {
            Ok(()) => {
                self.0.push((target.to_owned(), before));
                Ok(())
            }
            Err(error) => {
                if let Some(before) = before {
                    before.persist(target).map_err(|error| error.error)?;
                }
                Err(error.error)
            }
        }
    }

    /// Takes back what was let out.
    fn undo(self) -> Result<(), CleanError> {
        for (target, before) in self.0 {
            let result = match before {
                Some(before) => before.persist(&target).map_err(|error| error.error),
                None => fs::remove_file(&target),
            };
            result.map_err(|error| {
                let what = format!("a copy was let out and could not be taken back ({})", error.kind());
                CleanError::new(Cause::Output, &target, what, "Delete it by hand: the others are missing")
            })?;
        }
        Ok(())
    }

    /// Forgets what stood there before.
    fn keep(self) {
        drop(self.0);
    }
}

/// Moves what stands at the target to a name beside it. It is deleted when that name is dropped.
fn set_aside(target: &Path) -> io::Result<Option<TempPath>> {
    if fs::symlink_metadata(target).is_err() {
        return Ok(None);
    }
    let place =
        tempfile::Builder::new().prefix(".tipstaff-").suffix(".before").tempfile_in(folder(target))?;
    let place = place.into_temp_path();
    fs::rename(target, &place)?;
    Ok(Some(place))
}
