//! One moment of the log, and its shelf laid out a second time.

use crate::verify::leaves::SnapshotLeaves;
use crate::{Record, RecordError};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use store::Snapshot;
use tlog::{Checkpoint, Shelf};

/// How often a moment is looked for at which the checkpoint covers every act.
const TRIES: usize = 8;

/// A view of the database, how many acts it has, and the checkpoint over exactly those if there is one.
pub(crate) struct Moment {
    pub(crate) snapshot: Snapshot,
    pub(crate) size: u64,
    pub(crate) checkpoint: Option<Checkpoint>,
}

/// Publishes and takes a view. If others write all the time, the view is ahead of the checkpoint, which then does not
/// belong to it.
pub(crate) async fn moment(record: &Record) -> Result<Moment, RecordError> {
    let mut tries = 0;
    loop {
        let checkpoint = record.publish().await?;
        let mut snapshot = record.store().snapshot().await?;
        let head = snapshot.read_one("SELECT size FROM head WHERE id = 1", &[]).await?;
        let head = head.ok_or_else(|| RecordError::damaged("the head of the log is missing"))?;
        let size = u64::try_from(head.integer(0)?)
            .map_err(|_| RecordError::damaged("the head of the log makes no sense"))?;
        tries += 1;
        if checkpoint.size() == size {
            return Ok(Moment { snapshot, size, checkpoint: Some(checkpoint) });
        }
        if tries == TRIES {
            return Ok(Moment { snapshot, size, checkpoint: None });
        }
        snapshot.end().await?;
    }
}

/// Lays the log out in a folder from the rows, and compares it with the record's own shelf. Gives whether the checkpoint
/// is the shelf's own, with whatever cosignatures it has.
pub(crate) async fn copy_log(
    record: &Record,
    snapshot: &mut Snapshot,
    size: u64,
    checkpoint: Option<&Checkpoint>,
    folder: &Path,
) -> Result<bool, RecordError> {
    let leaves = SnapshotLeaves::new(snapshot, size);
    let copy = Shelf::folder(folder)?.publish(&leaves, record.log_key()).await?;
    // The lock is for those who publish; nobody publishes here.
    let lock = folder.join(".lock");
    if lock.exists() {
        fs::remove_file(&lock).map_err(|error| RecordError::at(&lock, &error))?;
    }
    let Some(checkpoint) = checkpoint else { return Ok(false) };
    if checkpoint.head() != copy.head() {
        return Err(RecordError::damaged(
            "the acts do not add up to the checkpoint that was signed over them",
        ));
    }
    let path = folder.join("checkpoint");
    let write = |bytes: &[u8]| -> std::io::Result<()> {
        let mut file = File::create(&path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write(&checkpoint.to_bytes()).map_err(|error| RecordError::at(&path, &error))?;
    Ok(true)
}
