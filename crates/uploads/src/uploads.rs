//! The room.

use crate::error::UploadError;
use crate::schema::MIGRATIONS;
use crate::sealed::Seal;
use crate::settings::Settings;
use blobs::Blobs;
use record::Record;
use std::fmt;
use std::sync::Arc;
use store::{Store, Transaction};
use tokio::sync::Notify;

/// What was put up. Cheap to clone.
#[derive(Clone)]
pub struct Uploads {
    record: Arc<Record>,
    pub(crate) blobs: Blobs,
    pub(crate) settings: Arc<Settings>,
    pub(crate) seal: Arc<Seal>,
    /// Wakes the workers of this node.
    pub(crate) asked: Arc<Notify>,
}

impl Uploads {
    /// Opens the room; makes its tables where there are none.
    pub async fn open(record: Arc<Record>, blobs: Blobs, settings: Settings) -> Result<Self, UploadError> {
        record.database().migrate(&MIGRATIONS).await?;
        let seal = Arc::new(Seal::of(&record));
        Ok(Self { record, blobs, settings: Arc::new(settings), seal, asked: Arc::new(Notify::new()) })
    }

    /// The limits.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn store(&self) -> &Store {
        self.record.database()
    }

    /// Begins a change, alone: what is read in it stays true until it ends.
    pub(crate) async fn begin(&self, name: &'static str) -> Result<Transaction, UploadError> {
        let mut transaction = self.store().begin(name).await?;
        transaction.execute("UPDATE upload_head SET changes = changes + 1 WHERE id = 1", &[]).await?;
        Ok(transaction)
    }
}

impl fmt::Debug for Uploads {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Uploads")
    }
}
