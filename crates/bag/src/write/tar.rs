//! A bag as a stream (RFC 8493, 4.2): an uncompressed tar, for video does not shrink, and whoever stops half-way can see how far
//! it came.

use super::sink::Sink;
use super::{Bag, Written};
use crate::BagError;
use crate::names::check_name;
use jiff::Timestamp;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use tar::{Builder, Header};

/// Writes a bag as a tar of one folder called `name`. `now` is the date in `bag-info.txt`, and the time of all files. What a stream
/// has been given cannot be taken back: if something is refused half-way, the end of the archive is never written, and neither
/// are the manifests without which it is no bag.
pub fn write_tar(to: impl Write, name: &str, bag: Bag<'_>, now: Timestamp) -> Result<Written, BagError> {
    check_name(name)?;
    if name.contains('/') {
        return Err(BagError::Name { name: name.to_owned(), why: "a bag is one folder" });
    }
    bag.check()?;
    let path = PathBuf::from(format!("{name}.tar"));
    let mut sink = Tar { builder: Builder::new(Valve { inner: to, open: true }), name: name.to_owned(), now };
    let written = bag.write(&mut sink, now).and_then(|written| {
        let ended = sink.builder.finish().and_then(|()| sink.builder.get_mut().flush());
        ended.map(|()| written).map_err(|source| BagError::Write { path, source })
    });
    // The builder would end the archive when it is dropped, and a reader would take what is there for all.
    sink.builder.get_mut().open = false;
    written
}

struct Tar<W: Write> {
    builder: Builder<Valve<W>>,
    name: String,
    now: Timestamp,
}

impl<W: Write> Sink for Tar<W> {
    fn file(&mut self, path: &str, bytes: u64, from: &mut dyn Read) -> Result<(), BagError> {
        let mut header = Header::new_gnu();
        header.set_size(bytes);
        header.set_mode(0o644);
        header.set_mtime(self.now.as_second().try_into().unwrap_or_default());
        let place = format!("{}/{path}", self.name);
        self.builder
            .append_data(&mut header, &place, from)
            .map_err(|source| BagError::Write { path: PathBuf::from(path), source })
    }
}

/// Lets nothing through once it is shut.
struct Valve<W> {
    inner: W,
    open: bool,
}

impl<W: Write> Write for Valve<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.open { self.inner.write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.open { self.inner.flush() } else { Ok(()) }
    }
}
