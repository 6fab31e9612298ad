//! The bytes of an item for code that reads as from a file: on a thread that may wait.

use crate::error::Trouble;
use crate::folder::{self, Opened};
use crate::key::Key;
use crate::location::{At, Location};
use crate::pieces::{self, About, Pieces};
use crate::reading::Expected;
use bytes::{Buf, Bytes};
use std::fmt;
use std::io::{self, Read};
use tokio::runtime::Handle;

/// The bytes of an item, as it was when it was opened. Where it is another one at its end, reading ends with an error and not
/// with the end of the file: what was cut short or written to meanwhile never looks whole.
pub struct ItemReader(From);

enum From {
    File { opened: Opened, left: u64 },
    Store { pieces: Pieces, piece: Bytes, left: u64, runtime: Handle },
}

impl Location {
    /// Opens an item that is as expected. `runtime` is asked for the pieces of an object; of a folder it is not used.
    pub fn reader(&self, key: &Key, expected: &Expected, runtime: &Handle) -> Result<ItemReader, Trouble> {
        match &self.at {
            At::Folder(place) => {
                let opened = folder::open(place, key)?;
                if !About::of(&opened).is(expected, false) {
                    return Err(Trouble::Changed);
                }
                let left = opened.size();
                Ok(ItemReader(From::File { opened, left }))
            }
            At::Store { .. } => {
                let pieces = runtime.block_on(pieces::open(self, key))?;
                if !pieces.is(expected) {
                    return Err(Trouble::Changed);
                }
                let (left, runtime) = (pieces.size(), runtime.clone());
                Ok(ItemReader(From::Store { pieces, piece: Bytes::new(), left, runtime }))
            }
        }
    }
}

impl Read for ItemReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        match &mut self.0 {
            From::File { opened, left } => {
                let read = opened.file.read(into)?;
                if read as u64 > *left
                    || (read == 0 && (*left > 0 || !opened.is_unchanged().map_err(told)?))
                {
                    return Err(told(Trouble::Changed));
                }
                *left -= read as u64;
                Ok(read)
            }
            From::Store { pieces, piece, left, runtime } => {
                while piece.is_empty() {
                    match runtime.block_on(pieces.next()).map_err(told)? {
                        Some(next) => *piece = next,
                        None if *left == 0 => return Ok(0),
                        None => return Err(told(Trouble::Failing)),
                    }
                }
                let read = into.len().min(piece.len());
                *left = left.checked_sub(read as u64).ok_or_else(|| told(Trouble::Changed))?;
                let mut now = piece.split_to(read);
                if let Some(room) = into.get_mut(..read) {
                    now.copy_to_slice(room);
                }
                Ok(read)
            }
        }
    }
}

fn told(trouble: Trouble) -> io::Error {
    io::Error::other(trouble.to_string())
}

impl fmt::Debug for ItemReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ItemReader")
    }
}
