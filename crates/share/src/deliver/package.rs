//! A delivery as one sealed file: an `age` file (C2SP) to the recipient's key, with a tar archive (POSIX ustar) in it:
//! the table, photos, and last the list of parts, whose digest both sides sign for.
//!
//! It streams: nothing lies on a disk in clear, and memory holds one part at a time.

use crate::ShareError;
use crate::form::unwritten;
use age::Encryptor;
use age::stream::StreamWriter;
use receipts::{PARTS_FILE, Part, Parts, hex};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

/// What was sealed.
pub(crate) struct Sealed {
    pub(crate) content: [u8; 32],
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: u64,
}

/// Counts and digests what goes by.
struct Counted<W> {
    inner: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Counted<W> {
    fn new(inner: W) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

type Archive = tar::Builder<StreamWriter<Counted<BufWriter<File>>>>;

/// A sealed file that is being written.
pub(crate) struct Package {
    archive: Archive,
    parts: Vec<Part>,
}

impl Package {
    /// Begins to write to a draft.
    pub(crate) fn begin(draft: &NamedTempFile, to: &age::x25519::Recipient) -> Result<Self, ShareError> {
        let file = draft.as_file().try_clone().map_err(unwritten)?;
        let to: &dyn age::Recipient = to;
        let encryptor = Encryptor::with_recipients(std::iter::once(to)).map_err(unwritten)?;
        let sealing = encryptor.wrap_output(Counted::new(BufWriter::new(file))).map_err(unwritten)?;
        Ok(Self { archive: tar::Builder::new(sealing), parts: Vec::new() })
    }

    /// Writes a part.
    pub(crate) fn part(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ShareError>,
    ) -> Result<(), ShareError> {
        let mut bytes = Zeroizing::new(Vec::new());
        write(&mut *bytes)?;
        let digest: [u8; 32] = Sha256::digest(bytes.as_slice()).into();
        self.append(name, &bytes)?;
        self.parts.push(Part { name: name.to_owned(), bytes: bytes.len() as u64, sha256: hex(&digest) });
        Ok(())
    }

    /// Writes the list of parts, and ends the file so that it lasts.
    pub(crate) fn end(mut self, list: impl FnOnce(Vec<Part>) -> Parts) -> Result<Sealed, ShareError> {
        let list = list(std::mem::take(&mut self.parts));
        let list = serde_json::to_vec_pretty(&list).map_err(unwritten)?;
        self.append(PARTS_FILE, &list)?;
        let sealing = self.archive.into_inner().map_err(unwritten)?;
        let counted = sealing.finish().map_err(unwritten)?;
        let file = counted.inner.into_inner().map_err(|error| unwritten(error.into_error()))?;
        file.sync_all().map_err(unwritten)?;
        Ok(Sealed {
            content: Sha256::digest(&list).into(),
            sha256: counted.hash.finalize().into(),
            bytes: counted.bytes,
        })
    }

    /// No owner, no time: a part says nothing but what is in it.
    fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), ShareError> {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        self.archive.append_data(&mut header, name, bytes).map_err(unwritten)
    }
}
