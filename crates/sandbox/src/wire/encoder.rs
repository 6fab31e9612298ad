//! The worker's end of the pipe.

use super::row::put_row;
use super::{Kind, LENGTH, MOST_CELLS};
use crate::Confinement;
use inspect::{Closed, Frame, Reason, Row, Sink, Unchecked};
use serde::Serialize;
use std::io::Write;

/// Bytes that are gathered before they are written: a few times what a processor's nearest cache holds less, and the
/// pipe's other end starts too late; a few times more, and it gains nothing.
const GATHER: usize = 128 << 10;

/// Writes messages. As an [`inspect::Sink`] it takes the reader's frames.
#[derive(Debug)]
pub struct Encoder<W: Write> {
    out: W,
    buffer: Vec<u8>,
    /// Bytes of the buffer that are whole messages: a panic can leave a piece of one behind.
    whole: usize,
    longest: usize,
    /// Why no more frames are taken.
    stopped: Option<Reason>,
}

impl<W: Write> Encoder<W> {
    /// Writes to `out` messages of at most `longest` bytes.
    pub fn new(out: W, longest: usize) -> Self {
        // Room for the message that says why there are no more.
        let longest = longest.max(1024);
        Self { out, buffer: Vec::with_capacity(2 * GATHER), whole: 0, longest, stopped: None }
    }

    /// Says how the worker is locked down, at once: a worker that breaks down loses what it has gathered.
    pub fn confined(&mut self, confinement: Confinement) -> Result<(), Closed> {
        self.put(Kind::Confined, &confinement)?;
        self.flush()
    }

    /// Says that everything was said, or why not, and writes what was gathered.
    pub fn end(&mut self, reason: Option<Reason>) -> Result<(), Closed> {
        self.buffer.truncate(self.whole);
        self.put(Kind::End, &reason)?;
        self.flush()
    }

    /// Why the encoder took no more frames, if it was its own decision.
    pub fn stopped(&self) -> Option<Reason> {
        self.stopped
    }

    fn flush(&mut self) -> Result<(), Closed> {
        let written = self.out.write_all(self.buffer.get(..self.whole).unwrap_or_default());
        self.buffer.clear();
        self.whole = 0;
        written.map_err(|_| Closed)
    }

    fn put(&mut self, kind: Kind, value: &impl Serialize) -> Result<(), Closed> {
        self.begin(kind);
        postcard::to_io(value, &mut self.buffer).map_err(|_| Closed)?;
        self.finish()
    }

    fn put_row(&mut self, row: &Row<'_>) -> Result<(), Closed> {
        let is_too_wide = row.heads.len() > MOST_CELLS as usize
            || row.heads.iter().any(|head| head.column >= MOST_CELLS)
            || row.text.len() >= self.longest;
        if is_too_wide {
            return self.refuse(Reason::TooLarge, "one row is larger than the limit");
        }
        self.begin(Kind::Row);
        put_row(&mut self.buffer, row);
        self.finish()
    }

    fn begin(&mut self, kind: Kind) {
        self.buffer.truncate(self.whole);
        self.buffer.extend_from_slice(&[0, 0, 0, 0, kind as u8]);
    }

    fn finish(&mut self) -> Result<(), Closed> {
        let length = self.buffer.len() - self.whole - LENGTH;
        if length > self.longest {
            self.buffer.truncate(self.whole);
            return self.refuse(Reason::TooLarge, "one piece is larger than the limit");
        }
        if let Some(field) = self.buffer.get_mut(self.whole..self.whole + LENGTH) {
            field.copy_from_slice(&(length as u32).to_le_bytes());
        }
        self.whole = self.buffer.len();
        if self.whole < GATHER { Ok(()) } else { self.flush() }
    }

    /// Stops, because the next frame is more than the other end would take.
    fn refuse(&mut self, reason: Reason, detail: &str) -> Result<(), Closed> {
        self.put(Kind::Unchecked, &Unchecked { file: 0, reason, detail })?;
        self.stopped = Some(reason);
        Err(Closed)
    }
}

impl<W: Write> Sink for Encoder<W> {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        if self.stopped.is_some() {
            return Err(Closed);
        }
        match frame {
            Frame::Row(row) => self.put_row(row),
            Frame::File(body) => self.put(Kind::File, body),
            Frame::Open(body) => self.put(Kind::Open, body),
            Frame::Segment(body) => self.put(Kind::Segment, body),
            Frame::Style(body) => self.put(Kind::Style, body),
            Frame::Layout(body) => self.put(Kind::Layout, body),
            Frame::Pixels(body) => self.put(Kind::Pixels, body),
            Frame::Close(body) => self.put(Kind::Close, body),
            Frame::Unaccounted(body) => self.put(Kind::Unaccounted, body),
            Frame::Unchecked(body) => self.put(Kind::Unchecked, body),
            Frame::FileEnd(body) => self.put(Kind::FileEnd, body),
        }
    }
}
