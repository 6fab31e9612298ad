//! Writing the files, so that whoever loads the page meanwhile gets all of the old one or all of the new one.

use super::data::hex;
use super::error::PublishError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Names of the files.
    pub files: Vec<String>,
    /// How many bytes somebody downloads who opens the page for the first time.
    pub bytes: u64,
}

/// A script or a style, with a name that is another one when the file is another one, and the digest for the page.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) integrity: String,
    content: String,
}

impl Named {
    pub(crate) fn new(name: &str, ending: &str, content: String) -> Self {
        let digest = Sha256::digest(content.as_bytes());
        let short: String = hex(&digest).chars().take(12).collect();
        Self {
            name: format!("{name}-{short}.{ending}"),
            integrity: format!("sha256-{}", STANDARD.encode(digest)),
            content,
        }
    }
}

/// Writes a page into a folder. Script and style come before the page that names them, and so does everything beside it. Those
/// that no page names any more are removed the next time.
pub(crate) fn write_site(
    folder: &Path,
    prefix: &str,
    named: &[&Named],
    others: &[(&str, &[u8])],
    html: &str,
) -> Result<Published, PublishError> {
    let failed = |source| PublishError::Folder { path: folder.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    // Who has loaded the page just now still fetches what it names.
    let before = std::fs::read_to_string(folder.join("index.html")).unwrap_or_default();
    let mut files: Vec<(&str, &[u8])> =
        named.iter().map(|part| (part.name.as_str(), part.content.as_bytes())).collect();
    files.extend(others);
    files.push(("index.html", html.as_bytes()));

    for (name, bytes) in &files {
        write(folder, name, bytes).map_err(failed)?;
    }
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    let kept: BTreeSet<&str> = files.iter().map(|(name, _)| *name).collect();
    sweep(folder, prefix, &kept, &before).map_err(failed)?;
    Ok(Published {
        files: files.iter().map(|(name, _)| (*name).to_owned()).collect(),
        bytes: files.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
    })
}

/// Beside its place, then renamed: nobody reads half a file.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = tempfile::Builder::new().prefix(".draft-").tempfile_in(folder)?;
    draft.write_all(bytes)?;
    readable(draft.as_file())?;
    draft.as_file().sync_all()?;
    draft.persist(folder.join(name)).map_err(|error| error.error)?;
    Ok(())
}

/// The host that serves the files runs as somebody else.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Removes scripts and styles of ours that neither this page nor the one before names.
fn sweep(folder: &Path, prefix: &str, kept: &BTreeSet<&str>, before: &str) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let Some(name) = name.to_str() else { continue };
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
        let is_ours = name.starts_with(prefix) && matches!(ending, Some("js" | "css"));
        if is_ours && !kept.contains(name) && !before.contains(name) {
            std::fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}
