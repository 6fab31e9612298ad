//! How much may stand before the content of a part. A reader of forms keeps it in memory until it has the end of it, so
//! whoever never sends the end would fill the memory.

use axum::body::Bytes;
use futures::{Stream, StreamExt};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Most bytes between the end of a file and the beginning of the next; browsers send some hundred.
const MOST: u64 = 131_072;

/// Counts what comes before a content; `u64::MAX`: a content is being read.
#[derive(Debug, Clone)]
pub struct Heading(Arc<AtomicU64>);

impl Heading {
    /// At the beginning of a form.
    pub fn new() -> Self {
        Self(Arc::new(AtomicU64::new(0)))
    }

    /// The content of a file is over.
    pub fn begins(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// The content of a file begins.
    pub fn ends(&self) {
        self.0.store(u64::MAX, Ordering::Relaxed);
    }

    /// The pieces as they come, and an error where a content should have begun.
    pub fn limits<S, E>(&self, pieces: S) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let counted = self.0.clone();
        pieces.map(move |piece| {
            let piece = piece.map_err(io::Error::other)?;
            let before = counted.load(Ordering::Relaxed);
            if before == u64::MAX {
                return Ok(piece);
            }
            if before > MOST {
                return Err(io::Error::other("the heading of a part has no end"));
            }
            counted.store(before.saturating_add(piece.len() as u64), Ordering::Relaxed);
            Ok(piece)
        })
    }
}
