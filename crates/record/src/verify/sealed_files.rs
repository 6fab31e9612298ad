//! Whether the files that are kept sealed are still where they are kept, and deep: whether they are the same.

use super::Progress;
use super::difference::Differences;
use super::fault::Fault;
use crate::sealed_files::named;
use crate::{Record, RecordError};
use ::blobs::{Area, BlobError};
use std::collections::HashSet;
use store::Snapshot;

/// Looks for each sealed file that a row names; `deep` opens it. Gives how many were opened.
pub(super) async fn check(
    snapshot: &mut Snapshot,
    record: &Record,
    deep: bool,
    found: &mut Differences,
    progress: &mut dyn FnMut(Progress),
) -> Result<u64, RecordError> {
    let (files, strange) = named(snapshot).await?;
    for row in strange {
        found.at_row(Fault::FileMissing, row.table, row.row, "names a sealed file by no name of one");
    }
    if files.is_empty() {
        return Ok(0);
    }
    let blobs = record.blobs()?;
    let mut there = HashSet::new();
    for area in [Area::Released, Area::Inventory] {
        blobs
            .list(area, |listed| {
                there.insert(listed.id);
            })
            .await?;
    }
    let mut opened = 0;
    for (done, file) in (0..).zip(&files) {
        progress(Progress { stage: "sealed files", done, of: files.len() as u64 });
        let number = Some(file.row);
        if !there.contains(&file.id) {
            found.add(Fault::FileMissing, "sealed", number, sentence(&file.missing()));
        } else if deep {
            match blobs.prove(&file.id).await {
                Ok(proved) if proved.sha256 == file.sha256 => opened += 1,
                Ok(_) | Err(BlobError::Changed { .. } | BlobError::WrongKey { .. }) => {
                    found.add(Fault::FileChanged, "sealed", number, sentence(&file.other()));
                }
                Err(BlobError::Missing { .. }) => {
                    found.add(Fault::FileMissing, "sealed", number, sentence(&file.missing()));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(opened)
}

/// With a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
