//! How much may stand before the content of a part. A reader of forms keeps it in memory until it has the end of it, so
//! whoever never sends the end would fill the memory.

use axum::body::Bytes;
use futures::{Stream, stream};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Poll, ready};

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
        let mut pieces = Box::pin(pieces);
        let mut rests = false;
        stream::poll_fn(move |context| {
            // The reader of forms takes all there is before it looks at any of it: from a fast sender that would be the
            // content too, counted as heading. So it gets one piece, and looks.
            if rests {
                rests = false;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let Some(piece) = ready!(pieces.as_mut().poll_next(context)) else { return Poll::Ready(None) };
            rests = true;
            Poll::Ready(Some(piece.map_err(io::Error::other).and_then(|piece| count(&counted, piece))))
        })
    }
}

/// Lets a piece through, unless it comes where a content should have begun.
fn count(counted: &AtomicU64, piece: Bytes) -> io::Result<Bytes> {
    let before = counted.load(Ordering::Relaxed);
    if before == u64::MAX {
        return Ok(piece);
    }
    if before > MOST {
        return Err(io::Error::other("the heading of a part has no end"));
    }
    counted.store(before.saturating_add(piece.len() as u64), Ordering::Relaxed);
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(content: usize) -> impl Stream<Item = Result<Bytes, io::Error>> {
        let head = "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n";
        let mut pieces = vec![Ok(Bytes::from(head))];
        pieces.extend((0..content).map(|_| Ok(Bytes::from(vec![b'1'; 65_536]))));
        pieces.push(Ok(Bytes::from("\r\n--b--\r\n")));
        stream::iter(pieces)
    }

    #[tokio::test]
    async fn a_sender_who_is_faster_than_we_look_is_no_heading_without_end() {
        let heading = Heading::new();
        let mut form = multer::Multipart::new(heading.limits(form(40)), "b");
        let mut field = form.next_field().await.unwrap().unwrap();
        heading.ends();
        let mut bytes = 0;
        while let Some(piece) = field.chunk().await.unwrap() {
            bytes += piece.len();
        }
        assert_eq!(bytes, 40 * 65_536);
    }

    #[tokio::test]
    async fn a_heading_without_end_is_not_waited_for() {
        let heading = Heading::new();
        let endless = stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from(vec![b'x'; 65_536])));
        let mut form = multer::Multipart::new(heading.limits(endless), "b");
        assert!(form.next_field().await.is_err());
    }
}
