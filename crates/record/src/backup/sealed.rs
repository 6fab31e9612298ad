//! Sealed files in a backup: those that its rows name, as they are sealed, each opened to its end and held to the digest
//! that the row names.

use super::about::{FileAbout, SEALED, Sealed};
use crate::sealed_files::{SealedFile, named};
use crate::verify::Progress;
use crate::{Record, RecordError};
use ::blobs::{BlobError, Blobs};
use std::collections::HashSet;
use std::path::Path;
use store::Snapshot;

/// Copies the sealed files that are named at this moment into a folder of the backup. The rows come first and the files
/// after: a file is there before its row is, and nothing deletes it as long as the row is.
pub(super) async fn copy(
    record: &Record,
    snapshot: &mut Snapshot,
    backup: &Path,
    despite_missing: bool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Sealed, RecordError> {
    let files = all_named(snapshot).await?;
    let mut sealed = Sealed { files: 0, missing: Vec::new() };
    if files.is_empty() {
        return Ok(sealed);
    }
    let from = record.blobs()?;
    let to = Blobs::in_folder(backup.join(SEALED), record.keys().force())?;
    let of = files.len() as u64;
    for (done, file) in (0..).zip(&files) {
        progress(Progress { stage: "sealed files", done, of });
        match to.take(&from, &file.id).await {
            Ok(_) => {}
            Err(BlobError::Missing { .. }) if despite_missing => {
                sealed.missing.push(file.id.to_string());
                continue;
            }
            Err(BlobError::Missing { .. }) => {
                return Err(RecordError::Refused {
                    what: file.missing(),
                    fix: "Bring it back: copy it from the folder 'sealed' of an earlier backup to its place. If it is lost, \
                          'tipstaff backup --despite-missing' backs up the rest and says what is not in it. Nothing was written"
                        .into(),
                });
            }
            Err(error) => return Err(error.into()),
        }
        prove(&to, file).await?;
        sealed.files += 1;
    }
    Ok(sealed)
}

/// Opens every sealed file of a backup; gives those that are in it, and how many are named and are not.
pub(super) async fn proved(
    from: &Record,
    backup: &Path,
    about: (&[FileAbout], Option<&Sealed>),
    progress: &mut dyn FnMut(Progress),
) -> Result<(Vec<SealedFile>, u64), RecordError> {
    let (files, sealed) = about;
    let mut snapshot = from.store().snapshot().await?;
    let named = all_named(&mut snapshot).await?;
    snapshot.end().await?;
    let there: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let (found, missing): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|file| there.contains(format!("{SEALED}/{}", file.id).as_str()));
    // A backup from before there were sealed files in backups says nothing of them.
    if let Some(sealed) = sealed
        && let Some(lost) = missing.iter().find(|file| !sealed.missing.contains(&file.id.to_string()))
    {
        return Err(RecordError::Refused {
            what: format!("the backup is incomplete: {}", lost.missing()),
            fix: "Take another copy of the backup, or an earlier one. Nothing was restored".into(),
        });
    }
    if !found.is_empty() {
        let blobs = Blobs::at_rest(backup.join(SEALED), from.keys().force())?;
        let of = found.len() as u64;
        for (done, file) in (0..).zip(&found) {
            progress(Progress { stage: "sealed files opened", done, of });
            prove(&blobs, file).await?;
        }
    }
    Ok((found, missing.len() as u64))
}

/// Puts sealed files where the restored record keeps them. They come before the rows that name them, so that at no moment
/// a row names what is not there.
pub(super) async fn put_back(
    record: &Record,
    backup: &Path,
    files: &[SealedFile],
    progress: &mut dyn FnMut(Progress),
) -> Result<(), RecordError> {
    if files.is_empty() {
        return Ok(());
    }
    let from = Blobs::at_rest(backup.join(SEALED), record.keys().force())?;
    let to = record.blobs()?;
    let of = files.len() as u64;
    for (done, file) in (0..).zip(files) {
        progress(Progress { stage: "sealed files restored", done, of });
        to.take(&from, &file.id).await?;
    }
    Ok(())
}

async fn all_named(snapshot: &mut Snapshot) -> Result<Vec<SealedFile>, RecordError> {
    let (files, strange) = named(snapshot).await?;
    match strange.first() {
        None => Ok(files),
        Some(row) => Err(RecordError::damaged(format!(
            "{} {} names a sealed file by no name of one",
            row.what, row.row
        ))),
    }
}

async fn prove(blobs: &Blobs, file: &SealedFile) -> Result<(), RecordError> {
    if blobs.prove(&file.id).await?.sha256 == file.sha256 {
        return Ok(());
    }
    Err(RecordError::Refused {
        what: file.other(),
        fix: "Keep what is there as evidence, bring the right one back from an earlier backup, and run: tipstaff log verify --deep"
            .into(),
    })
}
