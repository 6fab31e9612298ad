//! Writing a blob.

use crate::blobs::Blobs;
use crate::error::BlobError;
use crate::head;
use crate::id::BlobId;
use age::Encryptor;
use age::stream::StreamWriter;
use object_store::{ObjectStoreExt, WriteMultipart};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Sealed bytes that go out at once. S3 takes 10,000 parts of at least 5 MiB: a blob has at most 78 GiB.
pub(crate) const PART: usize = 8 << 20;
/// The same where they go into a folder of this machine, which asks for no size.
pub(crate) const PART_OF_FOLDER: usize = 1 << 20;
/// Clear bytes that are sealed at once, so that a large slice does not become as large a heap.
const PIECE: usize = 1 << 20;

/// Most memory that writing a blob takes at a time, in bytes: what is sealed and not yet sent, what is on its way, and the
/// last piece. Of a blob whose length is not known it is as much as of a large one. Into a folder it takes less.
pub const fn memory_of(bytes: Option<u64>) -> u64 {
    const MOST: u64 = (3 * PART) as u64;
    match bytes {
        // Sealed once and in the hands of the system once.
        Some(bytes) if bytes < MOST / 2 => 2 * bytes + PIECE as u64,
        _ => MOST,
    }
}

/// A blob that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its name.
    pub id: BlobId,
    /// Its length in clear.
    pub bytes: u64,
    /// SHA-256 of it in clear.
    pub sha256: [u8; 32],
}

/// A blob that is being written. What is written is sealed in memory and streams out in parts; whatever its length, it
/// takes about three parts, of 8 MiB for a bucket and 1 MiB for a folder. A writer that is dropped, or that fails, leaves nothing.
///
/// A process that is killed leaves an unfinished upload: in a folder [`Blobs::sweep_unfinished`] removes it, on S3 a
/// life-cycle rule of the bucket (`AbortIncompleteMultipartUpload`) does.
pub struct Writer {
    blobs: Blobs,
    id: BlobId,
    sealing: Option<StreamWriter<Outbox>>,
    outbox: Outbox,
    upload: Option<WriteMultipart>,
    hasher: Sha256,
    bytes: u64,
    /// Whether a blob of this name is there already: then a failure must leave that one alone.
    replaces: bool,
}

impl Writer {
    /// A writer of a blob that is there already. The old one stays until the new one takes its place as a whole.
    pub(crate) fn again(blobs: Blobs, id: BlobId) -> Result<Self, BlobError> {
        let mut writer = Self::new(blobs, id)?;
        writer.replaces = true;
        Ok(writer)
    }

    pub(crate) fn new(blobs: Blobs, id: BlobId) -> Result<Self, BlobError> {
        let outbox = Outbox { part: blobs.part(), ..Outbox::default() };
        let recipient: &dyn age::Recipient = &blobs.keys.recipient;
        let encryptor = Encryptor::with_recipients(std::iter::once(recipient)).map_err(|_| BlobError::Key)?;
        let mut sealing = encryptor.wrap_output(outbox.clone()).map_err(|_| BlobError::Broken)?;
        sealing.write_all(head::of(&id).as_bytes()).map_err(|_| BlobError::Broken)?;
        Ok(Self {
            blobs,
            id,
            sealing: Some(sealing),
            outbox,
            upload: None,
            hasher: Sha256::new(),
            bytes: 0,
            replaces: false,
        })
    }

    /// The name that the blob will have.
    pub fn id(&self) -> BlobId {
        self.id
    }

    /// Clear bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds bytes. After an error the writer only fails.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), BlobError> {
        for piece in bytes.chunks(PIECE) {
            // Taken out, so that what breaks off or is given up half-way cannot go on.
            let mut sealing = self.sealing.take().ok_or(BlobError::Broken)?;
            sealing.write_all(piece).map_err(|_| BlobError::Broken)?;
            self.hasher.update(piece);
            self.bytes += piece.len() as u64;
            if self.outbox.len() >= self.outbox.part {
                self.send().await?;
            }
            self.sealing = Some(sealing);
        }
        Ok(())
    }

    /// Sends what is sealed, when the part before it is out.
    async fn send(&mut self) -> Result<(), BlobError> {
        let failed = BlobError::place("written");
        if self.upload.is_none() {
            let begun = self.blobs.store.put_multipart(&self.blobs.path(&self.id)).await;
            match begun {
                Ok(upload) => {
                    self.upload = Some(WriteMultipart::new_with_chunk_size(upload, self.outbox.part));
                }
                Err(error) => return Err(failed(error)),
            }
        }
        let Some(upload) = &mut self.upload else { return Err(BlobError::Broken) };
        upload.wait_for_capacity(1).await.map_err(failed)?;
        upload.put(self.outbox.take().into());
        Ok(())
    }

    /// Ends the blob. Returns when it is durable; on any error nothing is kept.
    pub async fn finish(mut self) -> Result<Stored, BlobError> {
        let sealing = self.sealing.take().ok_or(BlobError::Broken)?;
        sealing.finish().map_err(|_| BlobError::Broken)?;
        let (blobs, id) = (self.blobs.clone(), self.id);
        let stored = Stored { id, bytes: self.bytes, sha256: self.hasher.clone().finalize().into() };
        let (rest, upload, replaces) = (self.outbox.take(), self.upload.take(), self.replaces);
        let (tell, told) = oneshot::channel();
        // On its own: somebody who stops waiting in the middle must not leave half of it.
        tokio::spawn(async move {
            let outcome = complete(&blobs, &id, rest, upload).await;
            let undo = outcome.is_err();
            let unheard = tell.send(outcome).is_err();
            if (undo || unheard) && !replaces {
                // It may be there although the answer was lost. What cannot be deleted now, the sweep deletes.
                let _ = blobs.delete(&id).await;
            }
        });
        told.await.map_err(|_| BlobError::Broken)??;
        Ok(stored)
    }
}

async fn complete(
    blobs: &Blobs,
    id: &BlobId,
    rest: Vec<u8>,
    upload: Option<WriteMultipart>,
) -> Result<(), BlobError> {
    let failed = BlobError::place("written");
    match upload {
        None => blobs.store.put(&blobs.path(id), rest.into()).await.map_err(failed)?,
        Some(mut upload) => {
            upload.put(rest.into());
            upload.finish().await.map_err(failed)?
        }
    };
    blobs.close_off(id)
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let (Some(upload), Ok(runtime)) = (self.upload.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(async move {
                let _ = upload.abort().await;
            });
        }
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Writer({})", self.id)
    }
}

/// Where the cipher puts what it sealed. It keeps one handle, the writer the other.
#[derive(Clone, Default)]
struct Outbox {
    sealed: Arc<Mutex<Vec<u8>>>,
    /// How much goes out at once.
    part: usize,
}

impl Outbox {
    fn len(&self) -> usize {
        self.sealed.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.sealed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Outbox {
    fn write(&mut self, sealed: &[u8]) -> io::Result<usize> {
        // What is there when a part goes out: a part, what the last piece brought, and the seals of it.
        let full = self.part + PIECE + (PIECE >> 6);
        let mut kept = self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = kept.len() + sealed.len();
        if wanted > kept.capacity() {
            // Doubled like any vector, but never beyond a part: that would be memory that nothing is ever written to.
            let capacity = (2 * kept.capacity()).min(full).max(wanted);
            let more = capacity - kept.len();
            kept.reserve_exact(more);
        }
        kept.extend_from_slice(sealed);
        Ok(sealed.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
