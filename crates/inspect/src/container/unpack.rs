//! Unpacks one zip entry, and keeps the limits while it does.

use crate::stop::{LimitMet, PromiseBroken};
use crate::{Budget, Reason, Source};
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read};

/// Reads a range of a source.
pub(crate) struct Range<'s> {
    source: &'s dyn Source,
    at: u64,
    end: u64,
}

impl<'s> Range<'s> {
    pub(crate) fn new(source: &'s dyn Source, at: u64, end: u64) -> Self {
        Self { source, at, end }
    }
}

impl Read for Range<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = left.min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let read = self.source.read_at(&mut buffer[..most], self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// How an entry is packed, as far as it can be unpacked here.
enum Packing<'s> {
    Stored(Range<'s>),
    Deflated(Box<DeflateDecoder<BufReader<Range<'s>>>>),
}

/// What the directory says that unpacking must yield.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Promise {
    /// Bytes of the packed form.
    pub(crate) packed: u64,
    /// Bytes of the unpacked form.
    pub(crate) unpacked: u64,
    /// CRC-32 of the unpacked form.
    pub(crate) crc: u32,
}

/// The unpacked bytes of an entry. At the end, size and checksum are compared with what was promised: an entry that
/// keeps another content than its directory says can be shown differently by different programs.
pub(crate) struct Unpacked<'s> {
    packing: Packing<'s>,
    budget: &'s Budget,
    promise: Promise,
    crc: crc32fast::Hasher,
    read: u64,
    /// The end was reached and is as it should be; readers may ask again.
    is_done: bool,
}

impl<'s> Unpacked<'s> {
    /// Packed bytes are read in pieces of this size: large enough that the decoder is rarely interrupted.
    const PIECE: usize = 64 << 10;

    pub(crate) fn stored(range: Range<'s>, budget: &'s Budget, promise: Promise) -> Self {
        Self {
            packing: Packing::Stored(range),
            budget,
            promise,
            crc: crc32fast::Hasher::new(),
            read: 0,
            is_done: false,
        }
    }

    pub(crate) fn deflated(range: Range<'s>, budget: &'s Budget, promise: Promise) -> Self {
        let decoder = DeflateDecoder::new(BufReader::with_capacity(Self::PIECE, range));
        Self {
            packing: Packing::Deflated(Box::new(decoder)),
            budget,
            promise,
            crc: crc32fast::Hasher::new(),
            read: 0,
            is_done: false,
        }
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_done {
            return Ok(0);
        }
        let read = match &mut self.packing {
            Packing::Stored(range) => range.read(buffer)?,
            Packing::Deflated(decoder) => decoder.read(buffer)?,
        };
        if read == 0 && !buffer.is_empty() {
            let crc = std::mem::take(&mut self.crc).finalize();
            if crc != self.promise.crc || self.read != self.promise.unpacked {
                return Err(io::Error::new(io::ErrorKind::InvalidData, PromiseBroken));
            }
            self.is_done = true;
            return Ok(0);
        }
        self.crc.update(&buffer[..read]);
        self.read += read as u64;
        self.budget.unpacked(read as u64)?;
        let limits = self.budget.limits();
        if self.read > limits.ratio_free_bytes && self.read / limits.ratio > self.promise.packed {
            return Err(LimitMet(Reason::Bomb).into());
        }
        Ok(read)
    }
}
