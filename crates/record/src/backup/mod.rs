//! Backup while the record is in use, and restoring it.
//!
//! A backup is a folder: `record.sqlite` (all rows of one moment, whichever database they came from), `log/` (the log's
//! shelf over exactly these acts), `sealed/` (the files that these rows name, as they are sealed) and `backup.json` (which
//! files there must be, with their digests). It holds every sealed value and every wrapped key, and never the force key:
//! without the key file, which is kept apart, it is of no use to anybody. Nor does it hold the list of erased people, which
//! lies beside the key so that no backup brings them back.

mod about;
mod copy;
mod restore;
mod sealed;

use crate::export::{Moment, copy_log, moment};
use crate::record::MIGRATIONS;
use crate::rooms;
use crate::staging::Staging;
use crate::verify::Progress;
use crate::{Record, RecordError};
use about::{ABOUT, About, BACKUP_SCHEMA, DATABASE, FileAbout, LOG, files_in};
use jiff::Timestamp;
pub use restore::{Restored, restore};
use std::path::Path;
use store::Store;

/// What was backed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Acts.
    pub acts: u64,
    /// Rows of all tables.
    pub rows: u64,
    /// Sealed files that were released.
    pub sealed: u64,
    /// Names of sealed files that are lost; none, unless they were to be left out.
    pub missing: Vec<String>,
    /// Bytes of all files.
    pub bytes: u64,
}

/// How to back up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BackupOptions {
    /// Back up the rest where a sealed file that a row names is lost, instead of nothing.
    pub despite_missing: bool,
}

impl Record {
    /// Makes a whole backup as of one moment, while the record is in use, in a folder that does not exist yet.
    pub async fn back_up(
        &self,
        target: &Path,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BackedUp, RecordError> {
        self.back_up_as(target, BackupOptions::default(), now, progress).await
    }

    /// Makes a backup, as whoever asks for it wants it.
    pub async fn back_up_as(
        &self,
        target: &Path,
        options: BackupOptions,
        now: Timestamp,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<BackedUp, RecordError> {
        let staging = Staging::new(target)?;
        let rooms = rooms::opened(self.store()).await?;
        let Moment { mut snapshot, size, checkpoint } = moment(self).await?;
        let log = staging.make_folder(LOG)?;
        copy_log(self, &mut snapshot, size, checkpoint.as_ref(), &log).await?;
        let path = staging.path().join(DATABASE);
        let store = Store::sqlite(&path).await?;
        store.migrate(&MIGRATIONS).await?;
        rooms::migrate(&store, &rooms).await?;
        let mut transaction = store.begin("fill a backup").await?;
        let rows = copy::copy(&mut snapshot, &mut transaction, &rooms, progress).await?;
        transaction.finish().await?;
        // Folds the write-ahead log in, so that the file is whole by itself. Closing says nothing about a disk that failed
        // it; the log that is still there does.
        store.close().await;
        folded(&path)?;
        let sealed =
            sealed::copy(self, &mut snapshot, staging.path(), options.despite_missing, progress).await?;
        snapshot.end().await?;
        let files = files_in(staging.path())?
            .iter()
            .map(|path| FileAbout::of(staging.path(), path))
            .collect::<Result<Vec<_>, _>>()?;
        let bytes = files.iter().map(|file| file.bytes).sum();
        let about = About {
            schema: BACKUP_SCHEMA.into(),
            record: self.id().to_owned(),
            size,
            generation: self.generation(),
            made: now.to_string(),
            files,
            sealed: Some(sealed.clone()),
        };
        let mut file = staging.file(ABOUT)?;
        file.line(&about)?;
        file.end()?;
        staging.finish()?;
        Ok(BackedUp { acts: size, rows, sealed: sealed.files, missing: sealed.missing, bytes })
    }
}

/// Whether SQLite left nothing beside its file.
fn folded(database: &Path) -> Result<(), RecordError> {
    let beside = |ending: &str| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        Path::new(&name).exists()
    };
    if beside("-wal") || beside("-journal") {
        return Err(RecordError::File {
            path: database.to_owned(),
            what: "the backup's database could not be written whole".into(),
        });
    }
    Ok(())
}
