//! Outputs appear whole or not at all: written beside their target and renamed.

use crate::exit::Failure;
use std::io::Write;
use std::path::Path;

/// Writes a file. With `is_secret`, only its owner can read it.
pub fn whole(path: &Path, bytes: &[u8], overwrite: bool, is_secret: bool) -> Result<(), Failure> {
    let fix = "Check that the folder exists, that you may write there and that there is room; nothing was left behind";
    let fail = |error: &std::io::Error| Failure::io(path, error, fix);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tipstaff-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(if is_secret { 0o600 } else { 0o644 }));
    }
    #[cfg(not(unix))]
    let _ = is_secret;
    let mut file = builder.tempfile_in(folder).map_err(|error| fail(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| fail(&error))?;
    let done = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    match done {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Failure::at(path, &"it exists already", "Choose another name, or say --overwrite"))
        }
        Err(error) => Err(fail(&error.error)),
    }
}
