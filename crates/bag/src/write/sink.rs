//! Where files of a bag go.

use crate::BagError;
use std::io::Read;

pub(super) trait Sink {
    /// Writes a file of `bytes` bytes. One that ends earlier may be left as it is: whoever calls refuses the bag then.
    fn file(&mut self, path: &str, bytes: u64, from: &mut dyn Read) -> Result<(), BagError>;
}

/// Keeps what a source said when it failed, so that it is not taken for a failure of where the bag is written.
pub(super) struct Noting<'a, R> {
    pub(super) inner: R,
    pub(super) failed: &'a mut Option<std::io::Error>,
}

impl<R: Read> Read for Noting<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer).inspect_err(|error| {
            if error.kind() != std::io::ErrorKind::Interrupted {
                *self.failed = Some(std::io::Error::new(error.kind(), error.to_string()));
            }
        })
    }
}
