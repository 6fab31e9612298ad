//! What a bucket is fed from: it wants the name, which is the digest of everything, before the first byte.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;

/// A file read from its start, whoever else reads it meanwhile.
pub(crate) struct Whole<'f> {
    file: &'f File,
    at: u64,
}

impl<'f> Whole<'f> {
    pub(crate) fn start(file: &'f File) -> Self {
        Self { file, at: 0 }
    }
}

impl Read for Whole<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(into, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}
