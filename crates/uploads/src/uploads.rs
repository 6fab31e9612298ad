//! The service: its database, its blobs, and what files are checked with.

use crate::{Examiner, Settings, UploadError};
use blobs::Blobs;
use keyring::{Cell, Sealer};
use record::{Record, UPLOADS};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tokio::sync::{Notify, Semaphore, watch};
use zeroize::Zeroizing;

/// How long whoever needs it is kept waiting for a server that has just begun.
const SOON: Duration = Duration::from_secs(10);

/// Files that were put up to be checked.
#[derive(Clone)]
pub struct Uploads(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) record: Arc<Record>,
    pub(crate) blobs: Blobs,
    pub(crate) settings: Settings,
    pub(crate) sealer: Sealer,
    /// Told when there is something to do on this node.
    pub(crate) work: Notify,
    /// How many files may be open in memory at once.
    pub(crate) open: Arc<Semaphore>,
    examiner: watch::Sender<Option<Arc<dyn Examiner>>>,
}

impl Uploads {
    /// Opens the service over a record's database and a place of sealed files.
    pub async fn open(record: Arc<Record>, blobs: Blobs, settings: Settings) -> Result<Self, UploadError> {
        record.database().migrate(&UPLOADS.migrations).await?;
        let sealer = Sealer::new(&record.room_key("upload names/1"));
        let open = Arc::new(Semaphore::new(settings.at_once.max(1)));
        Ok(Self(Arc::new(Inner {
            record,
            blobs,
            settings,
            sealer,
            work: Notify::new(),
            open,
            examiner: watch::Sender::new(None),
        })))
    }

    /// Says who opens files from now on. Without it nothing is checked, and everything waits.
    pub fn equip(&self, examiner: Arc<dyn Examiner>) {
        self.0.examiner.send_replace(Some(examiner));
        self.0.work.notify_waiters();
    }

    /// Digest of the rules by which files are checked now; none before it is said.
    pub fn rules(&self) -> Option<[u8; 32]> {
        self.examiner().map(|examiner| examiner.rules())
    }

    /// Whether files are checked, and do not wait for the people of the record to be read.
    pub fn is_equipped(&self) -> bool {
        self.examiner().is_some()
    }

    /// Whether the place of sealed files takes a file and gives it back.
    pub async fn try_out(&self) -> Result<(), UploadError> {
        Ok(self.0.blobs.try_out().await?)
    }

    pub(crate) fn examiner(&self) -> Option<Arc<dyn Examiner>> {
        self.0.examiner.borrow().clone()
    }

    /// The same, waited for: a server that has just begun still reads its people.
    pub(crate) async fn examiner_soon(&self) -> Result<Arc<dyn Examiner>, UploadError> {
        let mut examiner = self.0.examiner.subscribe();
        let there = tokio::time::timeout(SOON, examiner.wait_for(Option::is_some)).await;
        there.ok().and_then(|there| there.ok()?.clone()).ok_or_else(UploadError::not_ready)
    }

    pub(crate) fn database(&self) -> &Store {
        self.0.record.database()
    }

    pub(crate) fn seal_name(&self, table: &str, row: i64, name: &str) -> Result<Vec<u8>, UploadError> {
        let sealed = self.0.sealer.seal(Cell { table, row, column: "name" }, name.as_bytes());
        Ok(sealed.map_err(record::RecordError::from)?)
    }

    pub(crate) fn open_name(
        &self,
        table: &str,
        row: i64,
        sealed: &[u8],
    ) -> Result<Zeroizing<String>, UploadError> {
        let opened = self.0.sealer.open(Cell { table, row, column: "name" }, sealed);
        let opened = opened.map_err(record::RecordError::from)?;
        let text = std::str::from_utf8(&opened).map_err(|_| UploadError::Damaged { what: "a name" })?;
        Ok(Zeroizing::new(text.to_owned()))
    }
}

/// Never what is in it.
impl std::fmt::Debug for Uploads {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Uploads")
    }
}
