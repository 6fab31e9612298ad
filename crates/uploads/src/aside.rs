//! Files that are read and not checked: an extract that waits until its sender says that it is to be imported, what got out and
//! is to be traced, what a trace found. They are sealed like others, are seen by their sender only, and are gone in time.

use crate::numbers::natural;
use crate::read::instant;
use crate::receive::{Wants, plain_name};
use crate::{UploadError, UploadId, Uploads};
use blobs::BlobId;
use bytes::Bytes;
use futures::Stream;
use jiff::{SignedDuration, Timestamp};
use sandbox::Sandbox;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use store::{Row, Value};
use tokio::sync::OwnedSemaphorePermit;
use zeroize::Zeroizing;

/// How long such a file stays: nobody leaves an import for longer than to ask somebody.
const STAYS: SignedDuration = SignedDuration::from_hours(24);

/// Those of a sender that are not over, for one purpose.
const SELECT: &str = "SELECT upload.number, id, name, bytes, received, expires, blob FROM upload \
     JOIN upload_aside ON upload_aside.upload = upload.number \
     WHERE actor = $1 AND expires > $2 AND purpose = $3";

/// What a file is set aside for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A table that is to be imported.
    Extract,
    /// What got out, to be traced.
    Leak,
    /// What a trace found. It stays as long as results of checks do.
    Trace,
}

impl Purpose {
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Extract => "extract",
            Self::Leak => "leak",
            Self::Trace => "trace",
        }
    }
}

/// A file that was set aside.
#[derive(Clone)]
pub struct Aside {
    /// Its name in addresses.
    pub id: UploadId,
    /// Its name, as it was sent, without folders.
    pub name: Zeroizing<String>,
    /// Its size.
    pub bytes: u64,
    /// When it had arrived.
    pub received: Timestamp,
    /// When it is deleted.
    pub expires: Timestamp,
    blob: BlobId,
}

/// Never the name.
impl std::fmt::Debug for Aside {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Aside({})", self.id)
    }
}

/// A file in memory, with what reads it. As long as it is there, it counts among those that this node has open.
pub struct Opened {
    /// The file, sealed against every change.
    pub file: File,
    /// What it is read with.
    pub sandbox: Arc<Sandbox>,
    _place: OwnedSemaphorePermit,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Opened")
    }
}

impl Uploads {
    /// Takes a file that is not to be checked. If the sender goes away, nothing is kept.
    pub async fn set_aside(
        &self,
        by: u32,
        purpose: Purpose,
        name: &str,
        body: impl Stream<Item = io::Result<Bytes>> + Unpin + Send,
        now: Timestamp,
    ) -> Result<UploadId, UploadError> {
        let stored = self.seal_body(by, body).await?;
        let stays = if purpose == Purpose::Trace { self.0.settings.stays } else { STAYS };
        let times = (now, now.checked_add(stays).unwrap_or(now));
        self.enter_or_delete(by, &plain_name(name), &stored, times, Wants::Aside(purpose)).await
    }

    /// Files that a sender set aside, the newest first.
    pub async fn asides(&self, by: u32, purpose: Purpose, now: Timestamp) -> Result<Vec<Aside>, UploadError> {
        let values: [Value; 3] = [i64::from(by).into(), now.as_microsecond().into(), purpose.id().into()];
        let rows = self.database().read(&format!("{SELECT} ORDER BY upload.number DESC"), &values).await?;
        rows.iter().map(|row| self.aside_of(row)).collect()
    }

    /// One of a sender's files that were set aside; somebody else's is none.
    pub async fn aside(
        &self,
        by: u32,
        purpose: Purpose,
        id: &UploadId,
        now: Timestamp,
    ) -> Result<Option<Aside>, UploadError> {
        let values: [Value; 4] =
            [i64::from(by).into(), now.as_microsecond().into(), purpose.id().into(), id.to_string().into()];
        let rows = self.database().read(&format!("{SELECT} AND id = $4"), &values).await?;
        rows.first().map(|row| self.aside_of(row)).transpose()
    }

    /// Opens it in memory, when it is its turn among the files of this node.
    pub async fn open_aside(&self, aside: &Aside) -> Result<Opened, UploadError> {
        let sandbox = self.examiner().and_then(|examiner| examiner.sandbox());
        let sandbox = sandbox.ok_or_else(UploadError::not_ready)?;
        let place = self.0.open.clone().acquire_owned().await;
        let place = place.map_err(|_| UploadError::not_ready())?;
        let file = self.0.blobs.to_memory(&aside.blob, self.0.settings.file_bytes).await?;
        Ok(Opened { file, sandbox, _place: place })
    }

    /// All of a small one, such as a trace.
    pub async fn aside_bytes(&self, aside: &Aside) -> Result<Zeroizing<Vec<u8>>, UploadError> {
        let mut file = self.0.blobs.to_memory(&aside.blob, self.0.settings.file_bytes).await?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(aside.bytes).unwrap_or_default()));
        file.read_to_end(&mut bytes).map_err(UploadError::Broken)?;
        Ok(bytes)
    }

    fn aside_of(&self, row: &Row) -> Result<Aside, UploadError> {
        let damaged = |what| UploadError::Damaged { what };
        Ok(Aside {
            id: row.text(1)?.parse().map_err(|_| damaged("the name of an upload"))?,
            name: self.open_name("upload", row.integer(0)?, row.bytes(2)?)?,
            bytes: natural(row.integer(3)?)?,
            received: instant(row.integer(4)?)?,
            expires: instant(row.integer(5)?)?,
            blob: row.text(6)?.parse().map_err(|_| damaged("the name of a blob"))?,
        })
    }
}
