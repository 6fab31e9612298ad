//! A zip archive as office programs like it best: sizes and checksums stand before the data, nothing stands between the
//! entries, and every date is the first that zip knows. The same content is the same bytes.

use std::fmt;
use std::io::{self, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive under way.
pub(super) struct Zip<W: Write + Seek> {
    writer: ZipWriter<W>,
    /// Bytes of the entry under way.
    bytes: u64,
}

/// An entry has more bytes than four can count: not every program reads what comes then.
#[derive(Debug)]
pub(super) struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("more than 4 GB")
    }
}

impl std::error::Error for TooLarge {}

impl<W: Write + Seek> Zip<W> {
    pub(super) fn new(out: W) -> Self {
        Self { writer: ZipWriter::new(out), bytes: 0 }
    }

    /// An entry that is not compressed.
    pub(super) fn stored(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.bytes = 0;
        self.writer.start_file(name, options(CompressionMethod::Stored))?;
        self.write_all(content)
    }

    /// A whole entry.
    pub(super) fn whole(&mut self, name: &str, content: &str) -> io::Result<()> {
        self.begin(name)?;
        self.write_all(content.as_bytes())
    }

    /// An entry begins; what is written from now on belongs to it, until the next one begins.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<()> {
        self.bytes = 0;
        Ok(self.writer.start_file(name, options(CompressionMethod::Deflated))?)
    }

    /// Writes the directory, and hands over what was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        let mut out = self.writer.finish()?;
        out.flush()?;
        Ok(out)
    }
}

impl<W: Write + Seek> Write for Zip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.writer.write(bytes)?;
        self.bytes += written as u64;
        if u32::try_from(self.bytes).is_err() {
            return Err(io::Error::other(TooLarge));
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Nothing that tells of the machine or the moment.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn an_archive_is_the_same_every_time_and_begins_with_its_first_content() {
        let write = || -> io::Result<Vec<u8>> {
            let mut zip = Zip::new(Cursor::new(Vec::new()));
            zip.stored("mimetype", b"text/plain")?;
            zip.begin("part3.xml")?;
            zip.write_all("x".repeat(100_000).as_bytes())?;
            Ok(zip.finish()?.into_inner())
        };
        let bytes = write().unwrap();
        assert_eq!(bytes, write().unwrap());
        assert_eq!(bytes.get(30..48), Some(&b"mimetypetext/plain"[..]));
        // No flag: sizes stand before the data.
        assert_eq!(bytes.get(6..8), Some(&[0, 0][..]));
        assert!(bytes.len() < 1000);
    }
}
