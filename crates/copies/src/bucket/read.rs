//! What is in a bucket, read.

use super::{Bucket, runtime};
use crate::error::CopyError;
use crate::hashing::{Digests, Hashing};
use crate::id::{Blake3, ItemId};
use bytes::{Buf, Bytes};
use futures::StreamExt;
use object_store::ObjectStoreExt;
use std::io::{self, Read};
use tokio::sync::mpsc;

impl Bucket {
    pub(super) async fn read_blake3(&self, blake3: &Blake3) -> Result<(Blake3, u64), CopyError> {
        let (mut hasher, mut size) = (blake3::Hasher::new(), 0);
        self.pieces(blake3, |piece| {
            hasher.update(piece);
            size += piece.len() as u64;
        })
        .await?;
        Ok((Blake3(hasher.finalize().into()), size))
    }

    pub(super) async fn read_digests(&self, blake3: &Blake3) -> Result<Digests, CopyError> {
        let mut hashing = Hashing::default();
        self.pieces(blake3, |piece| hashing.update(piece)).await?;
        Ok(hashing.finish())
    }

    async fn pieces(&self, blake3: &Blake3, mut each: impl FnMut(&[u8])) -> Result<(), CopyError> {
        let path = self.object_path(blake3);
        let found = self.store.get(&path).await.map_err(|error| self.missing_or("object", error))?;
        let mut pieces = found.into_stream();
        while let Some(piece) = pieces.next().await {
            each(&piece.map_err(self.failed("reading"))?);
        }
        Ok(())
    }

    pub(super) async fn read_manifest(&self, blake3: &Blake3, item: &ItemId) -> Result<Vec<u8>, CopyError> {
        let path = self.manifest_path(blake3, item);
        let read = async { self.store.get(&path).await?.bytes().await };
        Ok(read.await.map_err(|error| self.missing_or("manifest", error))?.to_vec())
    }
}

/// Pieces that arrive from the runtime.
struct Pieces {
    arriving: mpsc::Receiver<object_store::Result<Bytes>>,
    piece: Bytes,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            // Not `blocking_recv`, which panics on a thread of a runtime.
            match futures::executor::block_on(self.arriving.recv()) {
                None => return Ok(0),
                Some(piece) => self.piece = piece.map_err(io::Error::other)?,
            }
        }
        let length = into.len().min(self.piece.len());
        self.piece.split_to(length).copy_to_slice(&mut into[..length]);
        Ok(length)
    }
}

pub(super) fn open(bucket: &Bucket, blake3: &Blake3) -> Result<Box<dyn Read + Send>, CopyError> {
    let path = bucket.object_path(blake3);
    let found = runtime::blocking(&bucket.name, bucket.store.get(&path))?
        .map_err(|error| bucket.missing_or("object", error))?;
    let (sender, arriving) = mpsc::channel(4);
    runtime::spawn(async move {
        let mut pieces = found.into_stream();
        while let Some(piece) = pieces.next().await {
            if sender.send(piece).await.is_err() {
                return;
            }
        }
    });
    Ok(Box::new(Pieces { arriving, piece: Bytes::new() }))
}
