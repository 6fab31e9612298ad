//! One item, taken in.

use crate::about::About;
use crate::error::{CopyError, Failed, ReceiveError};
use crate::id::{Blake3, ItemId};
use crate::manifest::ItemManifest;
use crate::readback::Verified;
use crate::replica::Replica;
use crate::seal::Seal;
use bytes::Bytes;
use futures::Stream;
use jiff::Timestamp;
use std::io::{self, Read};
use std::sync::Arc;

/// What became of an item that was taken in. Of the replicas in [`Receipt::copies`] it says that the item is there; of
/// those in [`Receipt::failed`] nothing at all. Only [`receive`] and its like make one.
#[derive(Debug)]
#[must_use = "a receipt can say that some replicas do not have the item"]
pub struct Receipt {
    pub(crate) manifest: ItemManifest,
    pub(crate) copies: Vec<Verified>,
    pub(crate) failed: Vec<Failed>,
}

impl Receipt {
    /// What lies sealed beside the object.
    pub fn manifest(&self) -> &ItemManifest {
        &self.manifest
    }

    /// The copies, each read back from its store; at least one.
    pub fn copies(&self) -> &[Verified] {
        &self.copies
    }

    /// The replicas that did not take it, or that were not read back.
    pub fn failed(&self) -> &[Failed] {
        &self.failed
    }

    /// Whether every replica has it.
    pub fn is_complete(&self) -> bool {
        self.failed.is_empty()
    }
}

/// Takes an item in: read once, hashed and written to all replicas in the same pass, then its manifest, then read back
/// from each. For buckets, which want the name before the bytes, it is kept meanwhile in memory (to 8 MiB), in a folder
/// replica of the list, or in a nameless temporary file.
pub fn receive(
    replicas: &[Replica],
    seal: &dyn Seal,
    about: &About,
    source: &mut dyn Read,
    now: Timestamp,
) -> Result<Receipt, ReceiveError> {
    let _ = (replicas, seal, about, source, now);
    todo!()
}

/// [`receive`] of an asynchronous stream, such as the body of a request.
pub async fn receive_stream(
    replicas: Vec<Replica>,
    seal: Arc<dyn Seal>,
    about: About,
    source: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
    now: Timestamp,
) -> Result<Receipt, ReceiveError> {
    let _ = (replicas, seal, about, source, now);
    todo!()
}

/// Puts an item that one replica has into others. What is read is hashed on the way and refused if it is not what its
/// manifest says.
pub fn replicate(
    from: &Replica,
    to: &[Replica],
    seal: &dyn Seal,
    item: &ItemId,
    blake3: &Blake3,
    now: Timestamp,
) -> Result<Receipt, ReceiveError> {
    let _ = (from, to, seal, item, blake3, now, CopyError::NoRandom);
    todo!()
}
