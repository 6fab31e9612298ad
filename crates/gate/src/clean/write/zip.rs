//! Writes a zip archive as office programs like it best: sizes and checksums stand before the data, nothing stands
//! between the entries, and every date is the first that zip knows. The same content is the same bytes.
//!
//! The readers' library, `rawzip`, writes sizes behind the data instead; the first entry of an OpenDocument file, which is
//! not compressed, cannot be read as a stream then.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::fmt;
use std::io::{self, Seek, SeekFrom, Write};

/// 1 January 1980, as FAT counts.
const NO_DATE: u16 = 0x21;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Version 2.0 of the format knows all that is used here.
const VERSION: u16 = 20;
/// From the start of an entry to its checksum.
const CHECKSUM_AT: u64 = 14;

/// An archive under way.
pub(super) struct Zip<W: Write> {
    state: State<W>,
    entries: Vec<Entry>,
    checksum: crc32fast::Hasher,
    /// Bytes of the entry under way.
    bytes: u64,
}

enum State<W: Write> {
    Between(W),
    Stored(W),
    Deflated(DeflateEncoder<W>),
    /// An error left it unusable.
    Broken,
}

struct Entry {
    name: &'static str,
    /// Number that follows the name, for parts that are numbered.
    number: Option<usize>,
    at: u64,
    method: u16,
    checksum: u32,
    packed: u64,
    bytes: u64,
}

/// The archive, or one of its entries, has more bytes than four can count.
#[derive(Debug)]
pub(super) struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("more than 4 GB")
    }
}

impl std::error::Error for TooLarge {}

fn four_bytes(value: u64) -> io::Result<[u8; 4]> {
    u32::try_from(value).map(u32::to_le_bytes).map_err(|_| io::Error::other(TooLarge))
}

fn broken() -> io::Error {
    io::Error::other("the archive broke off")
}

impl<W: Write + Seek> Zip<W> {
    pub(super) fn new(out: W) -> Self {
        Self { state: State::Between(out), entries: Vec::new(), checksum: crc32fast::Hasher::new(), bytes: 0 }
    }

    /// An entry that is not compressed.
    pub(super) fn stored(&mut self, name: &'static str, content: &[u8]) -> io::Result<()> {
        self.begin_entry(name, None, STORED)?;
        self.write_all(content)?;
        self.end()
    }

    /// A whole entry.
    pub(super) fn whole(&mut self, name: &'static str, content: &str) -> io::Result<()> {
        self.begin(name, None)?;
        self.write_all(content.as_bytes())?;
        self.end()
    }

    /// An entry begins; what is written from now on belongs to it. `{}` in the name stands for the number.
    pub(super) fn begin(&mut self, name: &'static str, number: Option<usize>) -> io::Result<()> {
        self.begin_entry(name, number, DEFLATED)
    }

    fn begin_entry(&mut self, name: &'static str, number: Option<usize>, method: u16) -> io::Result<()> {
        let State::Between(mut out) = std::mem::replace(&mut self.state, State::Broken) else {
            return Err(broken());
        };
        let entry =
            Entry { name, number, at: out.stream_position()?, method, checksum: 0, packed: 0, bytes: 0 };
        out.write_all(&entry.local()?)?;
        self.entries.push(entry);
        self.checksum = crc32fast::Hasher::new();
        self.bytes = 0;
        self.state = match method {
            STORED => State::Stored(out),
            _ => State::Deflated(DeflateEncoder::new(out, Compression::default())),
        };
        Ok(())
    }

    /// The entry ends.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let (mut out, packed) = match std::mem::replace(&mut self.state, State::Broken) {
            State::Stored(out) => (out, self.bytes),
            State::Deflated(mut encoder) => {
                encoder.try_finish()?;
                let packed = encoder.total_out();
                (encoder.finish()?, packed)
            }
            State::Between(_) | State::Broken => return Err(broken()),
        };
        let Some(entry) = self.entries.last_mut() else { return Err(broken()) };
        entry.checksum = self.checksum.clone().finalize();
        entry.packed = packed;
        entry.bytes = self.bytes;
        let end = out.stream_position()?;
        out.seek(SeekFrom::Start(entry.at + CHECKSUM_AT))?;
        out.write_all(&entry.sizes()?)?;
        out.seek(SeekFrom::Start(end))?;
        self.state = State::Between(out);
        Ok(())
    }

    /// Writes the directory, and hands over what was written to.
    pub(super) fn finish(self) -> io::Result<W> {
        let State::Between(mut out) = self.state else { return Err(broken()) };
        let start = out.stream_position()?;
        for entry in &self.entries {
            out.write_all(&entry.central()?)?;
        }
        let len = out.stream_position()? - start;
        let count = u16::try_from(self.entries.len()).map_err(|_| io::Error::other(TooLarge))?;
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(count.to_le_bytes());
        end.extend(count.to_le_bytes());
        end.extend(four_bytes(len)?);
        end.extend(four_bytes(start)?);
        end.extend([0, 0]);
        out.write_all(&end)?;
        out.flush()?;
        Ok(out)
    }
}

impl<W: Write> Write for Zip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.state {
            State::Stored(out) => out.write(bytes)?,
            State::Deflated(encoder) => encoder.write(bytes)?,
            State::Between(_) | State::Broken => return Err(broken()),
        };
        self.checksum.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Entry {
    fn name(&self) -> String {
        match self.number {
            Some(number) => self.name.replace("{}", &number.to_string()),
            None => self.name.to_owned(),
        }
    }

    fn sizes(&self) -> io::Result<Vec<u8>> {
        let mut out = self.checksum.to_le_bytes().to_vec();
        out.extend(four_bytes(self.packed)?);
        out.extend(four_bytes(self.bytes)?);
        Ok(out)
    }

    /// What both headers say: version, no flags, method, date, sizes, length of the name, no extra field.
    fn common(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        for number in [VERSION, 0, self.method, 0, NO_DATE] {
            out.extend(number.to_le_bytes());
        }
        out.extend(self.sizes()?);
        out.extend((self.name().len() as u16).to_le_bytes());
        out.extend([0, 0]);
        Ok(out)
    }

    fn local(&self) -> io::Result<Vec<u8>> {
        let mut out = b"PK\x03\x04".to_vec();
        out.extend(self.common()?);
        out.extend(self.name().as_bytes());
        Ok(out)
    }

    fn central(&self) -> io::Result<Vec<u8>> {
        let mut out = b"PK\x01\x02".to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(self.common()?);
        // No comment, first disk, no attributes.
        out.extend([0; 10]);
        out.extend(four_bytes(self.at)?);
        out.extend(self.name().as_bytes());
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn an_archive_is_read_back_and_is_the_same_every_time() {
        let write = || -> io::Result<Vec<u8>> {
            let mut zip = Zip::new(Cursor::new(Vec::new()));
            zip.stored("mimetype", b"text/plain")?;
            zip.begin("part{}.xml", Some(3))?;
            zip.write_all("x".repeat(100_000).as_bytes())?;
            zip.end()?;
            Ok(zip.finish()?.into_inner())
        };
        let bytes = write().unwrap();
        assert_eq!(bytes, write().unwrap());
        assert_eq!(bytes.get(30..48), Some(&b"mimetypetext/plain"[..]));
        assert!(bytes.len() < 1000);
        assert!(bytes.windows(9).any(|window| window == b"part3.xml"));
    }

    #[test]
    fn an_error_is_not_written_over() {
        let mut zip = Zip::new(Cursor::new(Vec::new()));
        assert!(zip.write_all(b"x").is_err());
        assert!(zip.end().is_err());
    }
}
