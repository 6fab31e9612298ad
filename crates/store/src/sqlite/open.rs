//! Opening a SQLite file: who may read it, how it is written, who waits for whom.

use std::{
    fs::OpenOptions,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, Row as _, SqlitePool,
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::failure;
use crate::{connection::Soon, error::StoreError, patience::Patience, store::WAIT};

/// How long SQLite itself waits for another program's lock before it says "busy", and we begin again.
const BUSY: Duration = Duration::from_secs(5);

/// Reading connections. They never wait for the writer, nor it for them.
const READERS: u32 = 4;

/// The connections to one file.
#[derive(Clone)]
pub(crate) struct Pools {
    pub(crate) path: Arc<Path>,
    /// One connection: SQLite has one writer at a time, and here the others queue in order instead of polling.
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

/// Opens the file, or creates it for its owner's eyes only.
pub(crate) fn open(path: &Path) -> Soon<'_, Pools> {
    Box::pin(opened(path))
}

async fn opened(path: &Path) -> Result<Pools, StoreError> {
    // A relative name that begins with `file:` would be read as an address with settings in it.
    let path = std::path::absolute(path).map_err(|_| StoreError::CannotOpen { path: path.to_owned() })?;
    create_or_look(&path)?;
    let pools = Pools { writer: writer(&path), readers: readers(&path), path: path.into() };
    // Opened now, so that what is wrong with the file is said now. Turning a fresh file to a write-ahead log takes a lock
    // that SQLite does not wait for, so two programs that open it together can meet here.
    let mut patience = Patience::new();
    loop {
        match probe(&pools).await {
            Err(error) if error.is_momentary() && patience.wait().await => {}
            Err(StoreError::Other { code }) if code == failure::CANNOT_OPEN => {
                return Err(pools.cannot_open());
            }
            outcome => return outcome.map(|()| pools),
        }
    }
}

impl Pools {
    fn cannot_open(&self) -> StoreError {
        StoreError::CannotOpen { path: self.path.to_path_buf() }
    }
}

/// Creates a missing file with mode 0600, before SQLite would with a wider one. What SQLite puts beside it takes its mode.
fn create_or_look(path: &PathBuf) -> Result<(), StoreError> {
    let mut create = OpenOptions::new();
    create.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut create, 0o600);
    let outcome = match create.open(path) {
        // SQLite would fall back to reading only; better to say so at once.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            OpenOptions::new().read(true).write(true).open(path)
        }
        outcome => outcome,
    };
    match outcome.map_err(|error| error.kind()) {
        Ok(file) if file.metadata().is_ok_and(|metadata| metadata.is_file()) => Ok(()),
        Err(ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(StoreError::NotFound { path: path.clone() })
        }
        Err(ErrorKind::ReadOnlyFilesystem) => Err(StoreError::ReadOnly),
        Err(ErrorKind::PermissionDenied) if readable(path) => Err(StoreError::ReadOnly),
        Err(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Err(StoreError::Full),
        _ => Err(StoreError::CannotOpen { path: path.clone() }),
    }
}

fn readable(path: &Path) -> bool {
    OpenOptions::new().read(true).open(path).is_ok()
}

/// Without a write-ahead log readers would wait for writers; some network disks silently refuse it.
async fn probe(pools: &Pools) -> Result<(), StoreError> {
    let mut connection = pools.writer.acquire().await.map_err(|error| failure(&error))?;
    let mode = sqlx::query("PRAGMA journal_mode")
        .fetch_one(&mut *connection)
        .await
        .map_err(|error| failure(&error))?;
    if mode.try_get::<String, _>(0).is_ok_and(|mode| mode == "wal") {
        connection.ping().await.map_err(|error| failure(&error))
    } else {
        Err(pools.cannot_open())
    }
}

fn writer(path: &Path) -> SqlitePool {
    let options = options(path)
        .journal_mode(SqliteJournalMode::Wal)
        // Each commit reaches the disk before it is reported. WAL's usual NORMAL could lose the last ones in a power cut.
        .synchronous(SqliteSynchronous::Full)
        // A long import leaves no log of its own size behind.
        .pragma("journal_size_limit", "67108864");
    pool(1).connect_lazy_with(options)
}

fn readers(path: &Path) -> SqlitePool {
    pool(READERS).connect_lazy_with(options(path).read_only(true))
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        // What is deleted is overwritten with zeros: an erased person's row does not stay behind in a free page.
        .pragma("secure_delete", "ON")
        // A file that was tampered with can do less harm.
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
        .disable_statement_logging()
}

fn pool(connections: u32) -> PoolOptions<sqlx::Sqlite> {
    PoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(WAIT)
        // A file does not go away like a server does.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}
