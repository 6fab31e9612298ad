//! One item, taken in.

use crate::about::{About, Expected};
use crate::error::{CopyError, Failed, ReceiveError};
use crate::hashing::{Digests, Hashing};
use crate::id::{Blake3, ItemId};
use crate::manifest::ItemManifest;
use crate::place::{Body, Prepared, SMALL};
use crate::readback::Verified;
use crate::replica::Replica;
use crate::seal::Seal;
use crate::sinks::{self, Broken};
use bytes::{Buf, Bytes};
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use std::io::{self, Read};
use std::sync::Arc;
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// What became of an item that was taken in. Of the replicas in [`Receipt::copies`] it says that the item is there; of
/// those in [`Receipt::failed`] nothing at all. Only [`receive`] and its like make one.
#[derive(Debug)]
#[must_use = "a receipt can say that some replicas do not have the item"]
pub struct Receipt {
    manifest: ItemManifest,
    copies: Vec<Verified>,
    failed: Vec<Failed>,
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

    /// From what each replica said; none of them having it is no receipt.
    pub(crate) fn new(
        manifest: ItemManifest,
        said: impl IntoIterator<Item = (Replica, Result<(), CopyError>)>,
        now: Timestamp,
    ) -> Result<Self, ReceiveError> {
        let (mut copies, mut failed) = (Vec::new(), Vec::new());
        for (replica, said) in said {
            let replica = replica.id();
            match said {
                Ok(()) => {
                    copies.push(Verified::new(manifest.item, manifest.blake3, manifest.size, replica, now));
                }
                Err(why) => failed.push(Failed { replica, why }),
            }
        }
        if copies.is_empty() {
            return Err(ReceiveError::Nowhere(failed));
        }
        Ok(Self { manifest, copies, failed })
    }
}

/// Takes an item in: read once, hashed and written to all replicas in the same pass, then its manifest, then read back
/// from each. For buckets, which want the name before the bytes, it is kept meanwhile in memory (to 1 MiB), in the first
/// folder of the list, or in a nameless temporary file if there is no folder.
pub fn receive(
    replicas: &[Replica],
    seal: &dyn Seal,
    about: &About,
    source: &mut dyn Read,
    now: Timestamp,
) -> Result<Receipt, ReceiveError> {
    usable(replicas)?;
    let mut start = Vec::new();
    sinks::fill(&mut start, source).map_err(|source| ReceiveError::Source { read: 0, source })?;
    if start.len() < SMALL {
        let digests = digests_of(&start);
        as_expected(&about.expected, &digests)?;
        let manifest = ItemManifest::new(about, &digests);
        let sealed = manifest.seal(seal).map_err(|_| CopyError::Seal)?;
        let said = everywhere(
            replicas,
            |_| vec![Prepared { manifest: &manifest, sealed: &sealed, body: Body::Small(&start) }],
            seal,
        );
        return Receipt::new(manifest, single(replicas, said), now);
    }
    receive_large(replicas, seal, about, start, source, now)
}

/// An item that is larger than a piece, of which `start` was read.
pub(crate) fn receive_large(
    replicas: &[Replica],
    seal: &dyn Seal,
    about: &About,
    start: Vec<u8>,
    source: &mut dyn Read,
    now: Timestamp,
) -> Result<Receipt, ReceiveError> {
    let written = match sinks::write(replicas, start, source) {
        Ok(written) => written,
        Err(Broken::Source { read, source }) => return Err(ReceiveError::Source { read, source }),
        Err(Broken::Spool(error)) => return Err(ReceiveError::Spool(error)),
        Err(Broken::Everywhere(errors)) => {
            let failed = replicas.iter().zip(errors);
            return Err(ReceiveError::Nowhere(
                failed.map(|(replica, why)| Failed { replica: replica.id(), why }).collect(),
            ));
        }
    };
    as_expected(&about.expected, &written.digests)?;
    let manifest = ItemManifest::new(about, &written.digests);
    let sealed = manifest.seal(seal).map_err(|_| CopyError::Seal)?;
    let (manifest_of, sealed_of, spool) = (&manifest, &*sealed, &written.spool);
    let said: Vec<Result<(), CopyError>> = thread::scope(|scope| {
        let going: Vec<_> = replicas
            .iter()
            .zip(written.folders)
            .map(|(replica, folder)| {
                scope.spawn(move || {
                    let body = match (folder, spool) {
                        (Some(written), _) => Body::Written(written?),
                        (None, Some(spool)) => Body::File(spool.clone()),
                        (None, None) => return Err(CopyError::Unfed { name: replica.name().to_owned() }),
                    };
                    let group = vec![Prepared { manifest: manifest_of, sealed: sealed_of, body }];
                    replica.place().put(group, seal).pop().unwrap_or(Ok(()))
                })
            })
            .collect();
        let joined = going.into_iter().zip(replicas);
        joined.map(|(one, replica)| one.join().unwrap_or_else(|_| given_up(replica))).collect()
    });
    Receipt::new(manifest, replicas.iter().cloned().zip(said), now)
}

/// Gives every replica a group, all at the same time, and says for each replica what became of each item.
pub(crate) fn everywhere<'i>(
    replicas: &[Replica],
    group: impl Fn(&Replica) -> Vec<Prepared<'i>> + Sync,
    seal: &dyn Seal,
) -> Vec<Option<Vec<Result<(), CopyError>>>> {
    let group = &group;
    thread::scope(|scope| {
        let going: Vec<_> = replicas
            .iter()
            .map(|replica| scope.spawn(move || replica.place().put(group(replica), seal)))
            .collect();
        going.into_iter().map(|one| one.join().ok()).collect()
    })
}

fn single(
    replicas: &[Replica],
    said: Vec<Option<Vec<Result<(), CopyError>>>>,
) -> Vec<(Replica, Result<(), CopyError>)> {
    let said = replicas.iter().zip(said);
    said.map(|(replica, said)| {
        (replica.clone(), said.and_then(|mut one| one.pop()).unwrap_or_else(|| given_up(replica)))
    })
    .collect()
}

pub(crate) fn given_up(replica: &Replica) -> Result<(), CopyError> {
    Err(CopyError::GivenUp { name: replica.name().to_owned() })
}

/// At least one, and each a place of its own.
pub(crate) fn usable(replicas: &[Replica]) -> Result<(), ReceiveError> {
    if replicas.is_empty() {
        return Err(ReceiveError::NoReplicas);
    }
    for (place, replica) in replicas.iter().enumerate() {
        if replicas[..place].iter().any(|other| other.id() == replica.id()) {
            return Err(ReceiveError::Replicas(CopyError::Twice { name: replica.name().to_owned() }));
        }
    }
    Ok(())
}

pub(crate) fn digests_of(bytes: &[u8]) -> Digests {
    let mut hashing = Hashing::default();
    hashing.update(bytes);
    hashing.finish()
}

pub(crate) fn as_expected(expected: &Expected, digests: &Digests) -> Result<(), ReceiveError> {
    let what = if expected.size.is_some_and(|size| size != digests.size) {
        "size"
    } else if expected.sha256.is_some_and(|sha256| sha256 != digests.sha256) {
        "SHA-256"
    } else if expected.blake3.is_some_and(|blake3| blake3 != digests.blake3) {
        "BLAKE3"
    } else {
        return Ok(());
    };
    Err(ReceiveError::NotAsExpected { what })
}

/// A stream that is read from a thread.
struct Arriving {
    pieces: mpsc::Receiver<io::Result<Bytes>>,
    piece: Bytes,
    /// Set when the stream came to its end; without it, whoever sent has gone away.
    ended: bool,
}

impl Read for Arriving {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(Ok(piece)) if piece.is_empty() => self.ended = true,
                Some(piece) => self.piece = piece?,
                None if self.ended => return Ok(0),
                // A request that was given up must not become an item that is cut short.
                None => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the sender has gone away")),
            }
        }
        let length = into.len().min(self.piece.len());
        self.piece.split_to(length).copy_to_slice(&mut into[..length]);
        Ok(length)
    }
}

/// [`receive`] of an asynchronous stream, such as the body of a request. Dropped half-way, nothing of the item is kept.
pub async fn receive_stream(
    replicas: Vec<Replica>,
    seal: Arc<dyn Seal>,
    about: About,
    mut source: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
    now: Timestamp,
) -> Result<Receipt, ReceiveError> {
    let (sender, pieces) = mpsc::channel(4);
    let (done, receipt) = oneshot::channel();
    thread::spawn(move || {
        let mut arriving = Arriving { pieces, piece: Bytes::new(), ended: false };
        // Whoever asked may have gone away; then nobody waits for the receipt.
        let _ = done.send(receive(&replicas, &*seal, &about, &mut arriving, now));
    });
    while let Some(piece) = source.next().await {
        // An empty piece says that the stream has ended, so none is sent before.
        if !matches!(&piece, Ok(bytes) if bytes.is_empty()) && sender.send(piece).await.is_err() {
            break;
        }
    }
    // If nobody takes it, the receipt says why.
    let _ = sender.send(Ok(Bytes::new())).await;
    drop(sender);
    receipt.await.unwrap_or_else(|_| {
        Err(ReceiveError::Source { read: 0, source: io::Error::other("the work was given up") })
    })
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
    let about = from.manifest(blake3, item, seal)?.about();
    let mut source = from.read(blake3)?;
    receive(to, seal, &about, &mut source, now)
}
