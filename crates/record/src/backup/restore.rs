//! A backup takes the place of a record that is lost.

use super::about::{About, DATABASE, LOG};
use super::{copy, sealed};
use crate::act::RecordRestored;
use crate::actor::Actor;
use crate::blobs;
use crate::keys::Keys;
use crate::ledger::{PUBLISHED, Writing};
use crate::person::ErasureLedger;
use crate::place::Place;
use crate::record::{MIGRATIONS, connect, first_leaf, make_folder, origin};
use crate::rooms;
use crate::verify::leaves::SnapshotLeaves;
use crate::verify::{Progress, VerifyOptions};
use crate::{Record, RecordError};
use jiff::Timestamp;
use keyring::{ForceKeyError, ForceKeys};
use std::path::Path;
use store::Store;
use tlog::{LogKey, Shelf};

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Acts of the backup.
    pub acts: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// Sealed files that were brought back.
    pub sealed: u64,
    /// Sealed files that rows name and that are not in the backup.
    pub missing: u64,
    /// When the backup was made, RFC 3339, as it says itself.
    pub made: String,
    /// Acts that a checkpoint from before knows and the backup has not, where such a checkpoint was found.
    pub lost: Option<u64>,
    /// People who had been erased since, and were erased again.
    pub erased_again: Vec<u32>,
    /// How often the record was restored, and one: the log has a new name.
    pub generation: u32,
    /// Public key of the log from now on.
    pub log_key: String,
}

/// Restores a backup into an empty place. The backup is verified first; rows, erasures and the act that says so are one
/// transaction, so there is a whole record at the end, or none.
///
/// `by` names the administrator who does it; without a name, the only actor there is.
pub async fn restore(
    backup: &Path,
    place: &Place,
    by: Option<&str>,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<Restored, RecordError> {
    let about = About::read(backup)?;
    make_folder(&place.data)?;
    // The backup stays as it is: even opening SQLite's file would write beside it.
    let scratch = tempfile::Builder::new()
        .prefix(".restore-")
        .tempdir_in(&place.data)
        .map_err(|error| RecordError::at(&place.data, &error))?;
    let from = open(backup, &about, place, scratch.path()).await?;
    let actor = from.actor(by).await?;
    let verified = from.verify_rows(&VerifyOptions::default(), progress).await?;
    if let Some(difference) = verified.differences.first() {
        return Err(RecordError::Refused {
            what: format!("the backup is not as its log says, first at this: {difference}"),
            fix: "Nothing was restored. Take an earlier backup".into(),
        });
    }
    let (files, missing) =
        sealed::proved(&from, backup, (&about.files, about.sealed.as_ref()), progress).await?;
    let to = connect(place, true).await?;
    to.migrate(&MIGRATIONS).await?;
    if first_leaf(&to).await?.is_some() {
        return Err(RecordError::RecordExists { folder: place.data.clone() });
    }
    let generation = from.generation() + 1;
    let force = ForceKeys::read(from.key_file())?;
    let keys = Keys::open(force, from.store()).await?;
    let record =
        Record::assemble(place, to, keys, about.record.clone(), from.key_file().to_owned(), generation)?;
    let known = known_size(&record, from.generation()).await?;
    // Steps of a schema are transactions of their own, so they come before the one that fills the database.
    let rooms = rooms::opened(from.store()).await?;
    rooms::migrate(record.store(), &rooms).await?;
    sealed::put_back(&record, backup, &files, progress).await?;
    let (rows, erased_again) = fill(&from, &record, &actor, known, about.size, now, progress).await?;
    keep_old_log(&from, backup, place).await?;
    from.store().close().await;
    record.publish().await?;
    Ok(Restored {
        acts: about.size,
        rows,
        sealed: files.len() as u64,
        missing,
        made: about.made,
        lost: known.and_then(|known| known.checked_sub(about.size)).filter(|lost| *lost > 0),
        erased_again,
        generation,
        log_key: record.log_key().vkey(),
    })
}

/// Opens a copy of the backup's database, with the key of the record.
async fn open(backup: &Path, about: &About, place: &Place, scratch: &Path) -> Result<Record, RecordError> {
    let copy = Place::folder(scratch);
    let path = copy.sqlite();
    tokio::fs::copy(backup.join(DATABASE), &path).await.map_err(|error| RecordError::at(&path, &error))?;
    let store = Store::sqlite(&path).await?;
    store.migrate(&MIGRATIONS).await?;
    // Brings the rooms of an older backup forward.
    rooms::migrate(&store, &rooms::opened(&store).await?).await?;
    let key_file = place.key_file(&about.record)?;
    let force = ForceKeys::read(&key_file).map_err(|error| match error {
        ForceKeyError::Missing { .. } => RecordError::NoKey { path: key_file.clone() },
        other => other.into(),
    })?;
    let keys = Keys::open(force, &store).await.map_err(|error| match error {
        RecordError::Key(_) => RecordError::WrongKey { path: key_file.clone() },
        other => other,
    })?;
    let generation = crate::restore::generation(&store).await?;
    Record::assemble(&copy, store, keys, about.record.clone(), key_file, generation)
}

/// Rows, erasures and the act, in one transaction.
async fn fill(
    from: &Record,
    record: &Record,
    actor: &Actor,
    known: Option<u64>,
    backup_size: u64,
    now: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<(u64, Vec<u32>), RecordError> {
    let mut transaction = record.store().begin("restore a backup").await?;
    // Of two who restore at once, one waits here and then finds that the other was first.
    transaction.execute("UPDATE head SET size = size WHERE id = 1", &[]).await?;
    if !transaction.read("SELECT position FROM leaf WHERE position = 0", &[]).await?.is_empty() {
        return Err(RecordError::RecordExists { folder: record.place().data.clone() });
    }
    let mut snapshot = from.store().snapshot().await?;
    let rooms = rooms::opened(from.store()).await?;
    let rows = copy::copy(&mut snapshot, &mut transaction, &rooms, progress).await?;
    snapshot.end().await?;
    // The log has a new name, under which nothing was published yet.
    transaction.execute("DELETE FROM counter WHERE name = $1", &[PUBLISHED.into()]).await?;
    let mut writing = Writing::within(record, transaction, now).await?;
    // The counter is the next generation's number; it begins at 1.
    writing.take_numbers("restored", 1).await?;
    let lines = ErasureLedger::beside(record.key_file()).read(record.id())?;
    let erased_again = Record::erase_again(&mut writing, &lines).await?;
    let act = RecordRestored {
        generation: record.generation(),
        log_key: record.log_key().vkey(),
        backup_size,
        lost_size: known,
        erased_again: erased_again.clone(),
    };
    writing.commit(&act, actor, &[]).await?;
    Ok((rows, erased_again))
}

/// Leaves of the newest checkpoint from before, if the place of blobs still has it.
async fn known_size(record: &Record, generation: u32) -> Result<Option<u64>, RecordError> {
    let key = LogKey::new(&origin(record.id(), generation), record.keys().log().expose())?;
    let shelf = blobs::shelf(record.place(), generation)?;
    Ok(shelf.checkpoint(key.verifier()).await.ok().map(|checkpoint| checkpoint.size()))
}

/// Puts the log of the backup where it was, if nothing is there: it stays comparable with what witnesses saw.
async fn keep_old_log(from: &Record, backup: &Path, place: &Place) -> Result<(), RecordError> {
    let shelf = blobs::shelf(place, from.generation())?;
    if shelf.checkpoint(from.log_key().verifier()).await.is_ok() {
        return Ok(());
    }
    let mut snapshot = from.store().snapshot().await?;
    let kept = Shelf::folder(backup.join(LOG))?.checkpoint(from.log_key().verifier()).await?;
    shelf.publish(&SnapshotLeaves::new(&mut snapshot, kept.size()), from.log_key()).await?;
    snapshot.end().await?;
    Ok(())
}
