//! A copy of the whole database, made while it is in use.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::{
    connection::Lease,
    error::StoreError,
    store::{Pools, Store},
};

impl Store {
    /// Copies a SQLite database as of this moment into `target`, compact and readable by its owner only. Readers and
    /// writers go on meanwhile. The copy is written beside `target` and takes its place, also of an earlier backup, only
    /// when it is whole and on disk.
    ///
    /// # Errors
    /// [`StoreError::UsePgDump`] on PostgreSQL.
    pub async fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let Pools::Sqlite(pools) = &self.pools else { return Err(StoreError::UsePgDump) };
        let cannot = || StoreError::CannotBackUp { path: target.to_owned() };
        let target = std::path::absolute(target).map_err(|_| cannot())?;
        if is_same(&target, &pools.path) {
            return Err(StoreError::OntoItself);
        }
        let folder = target.parent().ok_or_else(cannot)?.to_owned();
        // Made with mode 0600; gone again if anything fails.
        let copy = on_disk(move || NamedTempFile::new_in(folder)).await.ok_or_else(cannot)?;
        let path = copy.path().to_str().ok_or_else(cannot)?.to_owned();
        let mut lease = Lease::of(self.reader().await?);
        let outcome = lease.connection.execute("VACUUM INTO $1", &[path.into()]).await;
        lease.end(outcome).map_err(|error| match error {
            // These are about the database, not about the copy.
            StoreError::Damaged | StoreError::Busy => error,
            _ => cannot(),
        })?;
        on_disk(move || keep(copy, &target)).await.ok_or_else(cannot)
    }
}

/// Brings the copy to the disk, then its name.
fn keep(copy: NamedTempFile, target: &PathBuf) -> std::io::Result<()> {
    copy.as_file().sync_all()?;
    copy.persist(target)?;
    match target.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// Whether both names lead to one file, through links too.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Work that may wait for the disk, away from the threads that serve others.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()?.ok()
}
