//! A folder of blobs on this machine.

use crate::error::BlobError;
use object_store::local::LocalFileSystem;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Makes the folder and everything on the way, for its owner only, and opens it. `object_store` writes beside the target
/// (`NAME#1`), fsyncs, renames and fsyncs the folder; of modes it knows nothing, so they are set here and by [`close_off`].
pub(crate) fn open(folder: &Path) -> Result<(LocalFileSystem, PathBuf), BlobError> {
    let failed = |source| BlobError::Folder { path: folder.to_owned(), source };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed)?;
    mode(folder, 0o700).map_err(failed)?;
    let folder = folder.canonicalize().map_err(failed)?;
    let store =
        LocalFileSystem::new_with_prefix(&folder).map_err(BlobError::place("opened"))?.with_fsync(true);
    Ok((store, folder))
}

/// Nobody but the owner may read the file; the folder above lets nobody in anyway.
pub(crate) fn close_off(folder: &Path, name: &str) -> Result<(), BlobError> {
    let path = folder.join(name);
    if let Some(area) = path.parent() {
        mode(area, 0o700).map_err(|source| BlobError::Folder { path: area.to_owned(), source })?;
    }
    mode(&path, 0o600).map_err(|source| BlobError::Folder { path, source })
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Deletes what a writer left that was killed half-way: files named `NAME#1` that nobody has written to since a time.
pub(crate) fn sweep(folder: &Path, before: i64) -> io::Result<u64> {
    let mut swept = 0;
    for area in fs::read_dir(folder)? {
        let area = area?;
        if !area.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(area.path())? {
            let file = file?;
            let name = file.file_name();
            let unfinished =
                name.to_str().and_then(|name| name.split_once('#')).is_some_and(|(_, number)| {
                    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
                });
            let written = file.metadata().and_then(|about| about.modified());
            let is_old = written.is_ok_and(|at| microseconds(at) < before);
            if unfinished && is_old {
                match fs::remove_file(file.path()) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => swept += 1,
                }
            }
        }
    }
    Ok(swept)
}

/// Since 1970; what was written before then counts as old.
fn microseconds(at: SystemTime) -> i64 {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
