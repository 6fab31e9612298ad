//! How long clients are waited for. Whoever opens connections and says nothing, sends a form letter by letter, or asks for a
//! large file and does not read it, holds a place that others need.

use axum_server::accept::Accept;
use std::future::{Ready, ready};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// Bytes a second that the slowest line takes.
const SLOWEST: u64 = 1_000;

/// How long clients are waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For the headers of a request, on a new connection and between two requests.
    pub headers: Duration,
    /// For the whole of a form without files.
    pub form: Duration,
    /// For somebody who takes what was asked for at less than a thousand bytes a second.
    pub reading: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(15),
            form: Duration::from_secs(30),
            reading: Duration::from_mins(1),
        }
    }
}

/// Accepts connections, and ends those that take nothing.
#[derive(Debug, Clone, Copy)]
pub struct Patient(pub Patience);

impl<S, T> Accept<S, T> for Patient {
    type Stream = Waiting<S>;
    type Service = T;
    type Future = Ready<io::Result<(Waiting<S>, T)>>;

    fn accept(&self, stream: S, service: T) -> Self::Future {
        ready(Ok((Waiting { stream, patience: self.0.reading, full: None }, service)))
    }
}

/// A connection whose other end is waited for as long as it takes something.
pub struct Waiting<S> {
    stream: S,
    patience: Duration,
    full: Option<Full>,
}

/// The line is full: since when, what went through since, and when patience ends.
struct Full {
    since: Instant,
    taken: u64,
    end: Pin<Box<Sleep>>,
}

impl<S> Waiting<S> {
    /// What a write came to. A full line is waited for, longer the more of it went through.
    fn written(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                if let Some(full) = &mut self.full {
                    full.taken = full.taken.saturating_add(bytes as u64);
                    let more = Duration::from_millis(full.taken.saturating_mul(1_000) / SLOWEST);
                    full.end.as_mut().reset(full.since + self.patience + more);
                }
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => {
                let patience = self.patience;
                let full = self.full.get_or_insert_with(|| Full {
                    since: Instant::now(),
                    taken: 0,
                    end: Box::pin(tokio::time::sleep(patience)),
                });
                match full.end.as_mut().poll(context) {
                    Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Waiting<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        room: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, room)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Waiting<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.written(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// All that was to be written went through: the next full line is waited for anew.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() {
            self.full = None;
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
