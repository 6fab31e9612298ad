//! A blob opened in memory.

use crate::blobs::Blobs;
use crate::error::BlobError;
use crate::id::BlobId;
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsRawFd;

impl Blobs {
    /// Opens a blob into a file that exists only in memory: proved to its end, sealed against every change, open for
    /// reading only, at its beginning. It is gone when the last handle is closed. A blob of more than `limit` bytes is
    /// refused.
    ///
    /// Memory can be swapped to a disk, in clear: a machine that opens files has no swap, an encrypted one, or a service
    /// unit with `MemorySwapMax=0`.
    pub async fn to_memory(&self, id: &BlobId, limit: u64) -> Result<File, BlobError> {
        let no_memory = |source| BlobError::NoMemory { id: *id, source };
        let mut reader = self.reader(id).await?;
        let mut file = anonymous().map_err(no_memory)?;
        let mut length = 0;
        while let Some(piece) = reader.next().await? {
            length += piece.len() as u64;
            if length > limit {
                return Err(BlobError::TooLarge { id: *id, limit });
            }
            file.write_all(&piece).map_err(no_memory)?;
        }
        sealed(&file).map_err(no_memory)
    }
}

fn anonymous() -> io::Result<File> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    Ok(memfd_create("tipstaff", flags)?.into())
}

/// The same memory, never to be changed again, through a handle that can only read: readers in the sandbox take no other.
fn sealed(file: &File) -> io::Result<File> {
    fcntl_add_seals(file, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    File::open(format!("/proc/self/fd/{}", file.as_raw_fd()))
}
