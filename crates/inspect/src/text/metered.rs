//! A plain file read from its start, with an eye on the limits: what no unpacker counts must be counted here.

use crate::source::Cursor;
use crate::{Budget, Source};
use std::io::{self, Read};

/// The bytes of a source, each counted once.
pub(crate) struct Metered<'s> {
    cursor: Cursor<'s>,
    budget: &'s Budget,
}

impl<'s> Metered<'s> {
    pub(crate) fn new(source: &'s dyn Source, budget: &'s Budget) -> Self {
        Self { cursor: Cursor::new(source), budget }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.cursor.read(buffer)?;
        self.budget.unpacked(read as u64)?;
        Ok(read)
    }
}
