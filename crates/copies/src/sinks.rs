//! One large item on its way into several files at once.
//!
//! The thread that reads also hashes; each file has a thread that writes. Pieces are shared, come back when the last
//! writer is done with them, and are few: memory does not grow with the item.

use crate::error::CopyError;
use crate::folder::Unfinished;
use crate::hashing::{Digests, Hashing};
use crate::place::SMALL;
use crate::replica::Replica;
use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

/// Pieces that a writer may be behind.
const BEHIND: usize = 3;

/// A piece, whose room comes back when nobody needs it any more.
struct Piece {
    bytes: Vec<u8>,
    back: Sender<Vec<u8>>,
}

impl Drop for Piece {
    fn drop(&mut self) {
        // At the end nobody waits for room.
        let _ = self.back.send(std::mem::take(&mut self.bytes));
    }
}

/// What an item was written to.
pub(crate) struct Written {
    pub(crate) digests: Digests,
    /// For each folder of the list, in its order; `None` stands for a bucket.
    pub(crate) folders: Vec<Option<Result<Unfinished, CopyError>>>,
    /// What buckets are fed from.
    pub(crate) spool: Option<Arc<File>>,
}

/// Why nothing was written.
pub(crate) enum Broken {
    Source {
        read: u64,
        source: io::Error,
    },
    Spool(io::Error),
    /// Every folder failed, and there is no bucket.
    Everywhere(Vec<CopyError>),
}

/// Where one writer writes.
enum Sink<'r> {
    Folder(Unfinished, &'r Replica),
    Spool(File),
}

impl Sink<'_> {
    fn run(mut self, pieces: Receiver<Arc<Piece>>) -> (Self, io::Result<()>) {
        let file = match &mut self {
            Sink::Folder(unfinished, _) => &mut unfinished.file,
            Sink::Spool(file) => file,
        };
        let written = pieces.into_iter().try_for_each(|piece| file.write_all(&piece.bytes));
        // Here and not later: the disk is waited for by all at the same time.
        let written = match (&self, written) {
            (Sink::Folder(unfinished, _), Ok(())) => unfinished.file.sync_all(),
            (_, written) => written,
        };
        (self, written)
    }
}

/// Reads `start` and then the rest of `source`, to its end.
pub(crate) fn write(replicas: &[Replica], start: Vec<u8>, source: &mut dyn Read) -> Result<Written, Broken> {
    let mut folders: Vec<Option<Result<Unfinished, CopyError>>> = Vec::new();
    let mut sinks = Vec::new();
    for replica in replicas {
        match replica.folder().map(crate::folder::Folder::unfinished) {
            Some(Ok(file)) => {
                sinks.push((Some(folders.len()), Sink::Folder(file, replica)));
                folders.push(None);
            }
            Some(Err(error)) => folders.push(Some(Err(error))),
            None => folders.push(None),
        }
    }
    let buckets = replicas.iter().any(|replica| replica.folder().is_none());
    if buckets && sinks.is_empty() {
        sinks.push((None, Sink::Spool(tempfile::tempfile().map_err(Broken::Spool)?)));
    }

    let (digests, ended) = thread::scope(|scope| {
        let mut writers = Vec::new();
        let mut senders = Vec::new();
        for (place, sink) in sinks {
            let (sender, pieces) = mpsc::sync_channel(BEHIND);
            senders.push(sender);
            writers.push((place, scope.spawn(move || sink.run(pieces))));
        }
        let digests = read(start, source, &mut senders);
        // Only now do the writers see the end.
        drop(senders);
        let ended: Vec<_> = writers.into_iter().map(|(place, writer)| (place, writer.join())).collect();
        (digests, ended)
    });

    let mut spool = None;
    let mut spool_failed = None;
    for (place, ended) in ended {
        match (place, ended) {
            (Some(place), Ok((Sink::Folder(file, replica), written))) => {
                let written = written
                    .map_err(|error| CopyError::folder(replica.name(), "writing an item", error))
                    .and_then(|()| {
                        if buckets && spool.is_none() {
                            let again = file.file.try_clone();
                            spool = Some(Arc::new(again.map_err(|error| {
                                CopyError::folder(replica.name(), "writing an item", error)
                            })?));
                        }
                        Ok(file)
                    });
                folders[place] = Some(written);
            }
            (_, Ok((Sink::Spool(file), Ok(())))) => spool = Some(Arc::new(file)),
            (_, Ok((Sink::Spool(_), Err(error)))) => spool_failed = Some(error),
            (Some(place), _) => {
                let name = replicas.get(place).map(|replica| replica.name().to_owned());
                folders[place] = Some(Err(CopyError::GivenUp { name: name.unwrap_or_default() }));
            }
            (None, _) => spool_failed = Some(io::Error::other("the writer ended")),
        }
    }
    match digests {
        Ok(Some(digests)) => match spool_failed {
            None => Ok(Written { digests, folders, spool }),
            Some(error) => Err(Broken::Spool(error)),
        },
        Ok(None) => match spool_failed {
            Some(error) => Err(Broken::Spool(error)),
            None => Err(Broken::Everywhere(
                folders.into_iter().filter_map(|one| one.and_then(Result::err)).collect(),
            )),
        },
        Err((read, source)) => Err(Broken::Source { read, source }),
    }
}

/// `None` if every writer has ended before the item.
fn read(
    start: Vec<u8>,
    source: &mut dyn Read,
    to: &mut Vec<SyncSender<Arc<Piece>>>,
) -> Result<Option<Digests>, (u64, io::Error)> {
    let (back, rooms) = mpsc::channel();
    let mut hashing = Hashing::default();
    let mut bytes = start;
    while !bytes.is_empty() {
        let piece = Arc::new(Piece { bytes, back: back.clone() });
        to.retain(|sender| sender.send(piece.clone()).is_ok());
        if to.is_empty() {
            return Ok(None);
        }
        hashing.update(&piece.bytes);
        drop(piece);
        bytes = rooms.try_recv().unwrap_or_default();
        bytes.clear();
        fill(&mut bytes, source).map_err(|error| (hashing.size(), error))?;
    }
    Ok(Some(hashing.finish()))
}

/// Reads as much as a piece takes, or to the end.
pub(crate) fn fill(bytes: &mut Vec<u8>, source: &mut dyn Read) -> io::Result<()> {
    let room = SMALL.saturating_sub(bytes.len());
    bytes.reserve_exact(room);
    source.take(room as u64).read_to_end(bytes).map(drop)
}
