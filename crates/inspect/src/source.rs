//! Where the bytes come from. `inspect` never opens anything: it is given a source that can be read at any offset.

use rawzip::ReaderAt;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes that can be read at any offset, of a length that does not change.
pub trait Source {
    /// Number of bytes.
    fn len(&self) -> u64;

    /// Reads up to `buffer.len()` bytes from `offset`; 0 only at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Whether there is nothing to read.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads exactly `buffer.len()` bytes, or fails with `UnexpectedEof`.
    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        let mut done = 0;
        while done < buffer.len() {
            match self.read_at(&mut buffer[done..], offset + done as u64)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => done += read,
            }
        }
        Ok(())
    }

    /// Up to `most` bytes from the start.
    fn head(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut head = vec![0; most.min(usize::try_from(self.len()).unwrap_or(most))];
        self.read_exact_at(&mut head, 0)?;
        Ok(head)
    }
}

impl Source for [u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let rest = usize::try_from(offset).ok().and_then(|offset| self.get(offset..)).unwrap_or_default();
        let bytes = rest.len().min(buffer.len());
        buffer[..bytes].copy_from_slice(&rest[..bytes]);
        Ok(bytes)
    }
}

impl Source for Vec<u8> {
    fn len(&self) -> u64 {
        Vec::len(self) as u64
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        Source::read_at(self.as_slice(), buffer, offset)
    }
}

/// An open file, read by offset so that several readers can share it.
#[cfg(unix)]
#[derive(Debug)]
pub struct FileSource {
    file: std::fs::File,
    len: u64,
}

#[cfg(unix)]
impl FileSource {
    /// Takes an open file; its length is read once.
    pub fn new(file: std::fs::File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self { file, len })
    }
}

#[cfg(unix)]
impl Source for FileSource {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.file, buffer, offset)
    }
}

/// A part of a source, as a source.
pub struct Slice<'s> {
    source: &'s dyn Source,
    start: u64,
    len: u64,
}

impl<'s> Slice<'s> {
    /// The bytes from `start` to `end` of `source`; what lies beyond its end does not exist.
    pub fn new(source: &'s dyn Source, start: u64, end: u64) -> Self {
        let end = end.min(source.len());
        let start = start.min(end);
        Self { source, start, len: end - start }
    }
}

impl Source for Slice<'_> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let left = self.len.saturating_sub(offset);
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        if most == 0 {
            return Ok(0);
        }
        self.source.read_at(&mut buffer[..most], self.start + offset)
    }
}

/// Reads a source from an offset onwards, and seeks in it.
pub struct Cursor<'s> {
    source: &'s dyn Source,
    at: u64,
}

impl<'s> Cursor<'s> {
    /// A reader at the start of the source.
    pub fn new(source: &'s dyn Source) -> Self {
        Self { source, at: 0 }
    }
}

impl Read for Cursor<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read_at(buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Cursor<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        let target = match position {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.source.len().checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Lends a source to the zip reader.
#[derive(Clone, Copy)]
pub(crate) struct Lent<'s>(pub &'s dyn Source);

impl ReaderAt for Lent<'_> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(buffer, offset)
    }
}
