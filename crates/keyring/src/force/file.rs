//! The force key file on disk: who may read it, and how it is changed without ever being half written.

use super::error::ForceKeyError;
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::fs::{self, DirBuilder, File, Metadata, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

/// Bytes of the largest file that is read.
const MOST_BYTES: usize = 64 << 10;

const PERMISSIONS: u32 = 0o7777;
const OTHERS: u32 = 0o077;
/// What nobody may do with a credential: the group may read, see [`super::ForceKeys::read_credential`].
const BEYOND_A_CREDENTIAL: u32 = 0o237;
const WRITABLE_BY_OTHERS: u32 = 0o022;
/// In a sticky folder such as /tmp only its owner may replace a file.
const STICKY: u32 = 0o1000;
const ROOT: u32 = 0;

/// Who may read.
#[derive(Clone, Copy)]
pub(super) enum Readers {
    Owner,
    Credential,
}

/// A file that this process alone may change.
pub(super) struct Locked {
    path: PathBuf,
    contents: Zeroizing<Vec<u8>>,
    // Held until the file is replaced.
    _file: File,
}

/// Writes a file that is not there yet.
pub(super) fn create(path: &Path, text: &str) -> Result<(), ForceKeyError> {
    let folder = folder_of(path);
    match fs::symlink_metadata(path) {
        Ok(_) => return Err(ForceKeyError::Exists { path: path.into() }),
        Err(why) if why.kind() == io::ErrorKind::NotFound => {}
        Err(why) => return Err(failed("look for", path)(why)),
    }
    if !folder.exists() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(failed("make the folder", folder))?;
        // The name of the new folder is in the folder above.
        sync(folder_of(folder))?;
    }
    check_folder(path)?;
    written_beside(path, text)?.persist_noclobber(path).map_err(|refused| match refused.error.kind() {
        io::ErrorKind::AlreadyExists => ForceKeyError::Exists { path: path.into() },
        _ => failed("write", path)(refused.error),
    })?;
    sync(folder)
}

/// Reads a file that only the right ones can read.
pub(super) fn read(path: &Path, readers: Readers) -> Result<Zeroizing<Vec<u8>>, ForceKeyError> {
    let (file, _) = open(path, OFlags::RDONLY, readers)?;
    read_all(&file, path)
}

/// Reads a file and keeps all others from changing it.
pub(super) fn lock(path: &Path) -> Result<Locked, ForceKeyError> {
    // Open for writing, because a network file system gives exclusive locks only then.
    let (file, opened) = open(path, OFlags::RDWR, Readers::Owner)?;
    file.try_lock().map_err(|refused| match refused {
        TryLockError::WouldBlock => ForceKeyError::Busy { path: path.into() },
        TryLockError::Error(why) => failed("lock", path)(why),
    })?;
    // Whoever held the lock before has put another file in its place, and this one is no longer anybody's.
    let there = fs::symlink_metadata(path).map_err(failed("read", path))?;
    if (there.dev(), there.ino()) != (opened.dev(), opened.ino()) {
        return Err(ForceKeyError::Changed { path: path.into() });
    }
    let contents = read_all(&file, path)?;
    Ok(Locked { path: path.into(), contents, _file: file })
}

impl Locked {
    pub(super) fn contents(&self) -> &[u8] {
        &self.contents
    }

    /// Puts a new file in its place. The old one's bytes may stay on the disk until they are used for something else.
    pub(super) fn replace(self, text: &str) -> Result<(), ForceKeyError> {
        written_beside(&self.path, text)?
            .persist(&self.path)
            .map_err(|refused| failed("write", &self.path)(refused.error))?;
        sync(folder_of(&self.path))
    }
}

/// A file of mode 0600 in the same folder, on the disk. It is deleted unless it is given its name.
fn written_beside(path: &Path, text: &str) -> Result<NamedTempFile, ForceKeyError> {
    let mut file = tempfile::Builder::new()
        .prefix(".tipstaff-force-key-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .tempfile_in(folder_of(path))
        .map_err(failed("make a file beside", path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed("write a file beside", path))?;
    Ok(file)
}

fn open(path: &Path, access: OFlags, readers: Readers) -> Result<(File, Metadata), ForceKeyError> {
    // A pipe must not make us wait.
    let flags = access | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let file = rustix::fs::open(path, flags, Mode::empty()).map_err(|refused| match refused {
        Errno::NOENT | Errno::NOTDIR => ForceKeyError::Missing { path: path.into() },
        // A loop of folders' links says the same, and is a link too.
        Errno::LOOP => ForceKeyError::Link { path: path.into() },
        Errno::ISDIR | Errno::NXIO => ForceKeyError::NotAFile { path: path.into() },
        other => failed("open", path)(other.into()),
    })?;
    let file = File::from(file);
    // Asked of the open file: what the path names may change between two questions.
    let about = file.metadata().map_err(failed("read", path))?;
    if !about.is_file() {
        return Err(ForceKeyError::NotAFile { path: path.into() });
    }
    if !ours(&about) {
        return Err(ForceKeyError::OtherOwner { path: path.into(), owner: about.uid() });
    }
    let refused = match readers {
        Readers::Owner => OTHERS,
        Readers::Credential => BEYOND_A_CREDENTIAL,
    };
    if about.mode() & refused != 0 {
        return Err(ForceKeyError::OpenToOthers { path: path.into(), mode: about.mode() & PERMISSIONS });
    }
    check_folder(path)?;
    Ok((file, about))
}

/// Refuses a folder in which others could put another file in the place of ours.
fn check_folder(path: &Path) -> Result<(), ForceKeyError> {
    let folder = folder_of(path);
    let about = fs::metadata(folder).map_err(failed("look at the folder", folder))?;
    let mode = about.mode() & PERMISSIONS;
    if !ours(&about) || mode & WRITABLE_BY_OTHERS != 0 && mode & STICKY == 0 {
        return Err(ForceKeyError::FolderOpenToOthers { path: folder.into(), owner: about.uid(), mode });
    }
    Ok(())
}

fn ours(about: &Metadata) -> bool {
    about.uid() == ROOT || about.uid() == rustix::process::geteuid().as_raw()
}

fn read_all(file: &File, path: &Path) -> Result<Zeroizing<Vec<u8>>, ForceKeyError> {
    // All of the room at once: a buffer that grows leaves keys behind where it was.
    let mut contents = Zeroizing::new(Vec::with_capacity(MOST_BYTES + 1));
    file.take(MOST_BYTES as u64 + 1).read_to_end(&mut contents).map_err(failed("read", path))?;
    if contents.len() > MOST_BYTES {
        return Err(ForceKeyError::TooLarge { path: path.into() });
    }
    Ok(contents)
}

fn sync(folder: &Path) -> Result<(), ForceKeyError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("write the folder", folder))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn failed<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> ForceKeyError + 'a {
    move |why| ForceKeyError::Io { action, path: path.into(), why }
}
