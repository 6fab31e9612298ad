//! Sealed files stream in async pieces; lists are read by plain reads, on a thread of their own.

use crate::EvidenceError;
use blobs::{BlobId, Blobs};
use bytes::Bytes;
use std::io::{self, Read};
use tokio::sync::mpsc;

/// Pieces of 64 KiB that wait between the two sides.
#[derive(Clone, Copy)]
pub(crate) struct Waiting(usize);

impl Waiting {
    /// For a few lists: reading is never waited for.
    pub(crate) const FEW_LISTS: Self = Self(4);

    /// For so many lists at once: memory does not grow with each.
    pub(crate) fn of(lists: usize) -> Self {
        if lists > 8 { Self(1) } else { Self::FEW_LISTS }
    }
}

/// The clear bytes of a sealed file, for a thread that reads.
pub(crate) struct Incoming {
    pieces: mpsc::Receiver<Result<Bytes, io::Error>>,
    piece: Bytes,
}

impl Read for Incoming {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let length = into.len().min(self.piece.len());
        let (now, later) = (self.piece.slice(..length), self.piece.slice(length..));
        if let Some(room) = into.get_mut(..length) {
            room.copy_from_slice(&now);
        }
        self.piece = later;
        Ok(length)
    }
}

/// Opens a sealed file. What goes wrong while it is read comes out of the read as an error: a file that was cut never looks whole.
pub(crate) async fn open(blobs: &Blobs, id: &BlobId, waiting: Waiting) -> Result<Incoming, EvidenceError> {
    let mut reader = blobs.reader(id).await?;
    let (to, pieces) = mpsc::channel(waiting.0);
    // The beginning is read here, so that the file of a short list is closed again when this returns: however many lists there
    // are, only the long ones hold a file open.
    for _ in 0..waiting.0 {
        let next = match reader.next().await {
            Ok(Some(piece)) => Ok(piece),
            Ok(None) => return Ok(Incoming { pieces, piece: Bytes::new() }),
            Err(error) => Err(io::Error::other(error)),
        };
        let failed = next.is_err();
        // There is room for as many.
        if to.try_send(next).is_err() || failed {
            return Ok(Incoming { pieces, piece: Bytes::new() });
        }
    }
    tokio::spawn(async move {
        loop {
            let next = match reader.next().await {
                Ok(Some(piece)) => Ok(piece),
                Ok(None) => break,
                Err(error) => Err(io::Error::other(error)),
            };
            let failed = next.is_err();
            // Nobody reads any more: nothing is left to do.
            if to.send(next).await.is_err() || failed {
                break;
            }
        }
    });
    Ok(Incoming { pieces, piece: Bytes::new() })
}
