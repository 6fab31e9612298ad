//! Frames of stored lists: a line that says what it is, blocks, each with a checksum over itself and all before it.
//!
//! ```text
//! magic line
//! block:  kind u8 (1 items, 2 end) · length u32 · items u32 · payload · checksum, 16 bytes
//! ```
//! Numbers are little-endian. A checksum is BLAKE3 of all that stands before it in its block, keyed by the whole
//! checksum of the block before; the first key is BLAKE3 of the magic line. A block that is changed, left out, doubled
//! or moved breaks the chain. Nothing may follow the end.

use crate::error::InventoryError;
use std::io::{ErrorKind, Read, Write};

/// Bytes of payload after which a block is closed.
pub(crate) const FULL: usize = 64 << 10;
/// Bytes of payload that a block can have: a full one and one entry more.
const LARGEST: usize = 96 << 10;
/// Bytes of a stored checksum.
const SUM: usize = 16;

const ITEMS: u8 = 1;
const END: u8 = 2;

fn chained(chain: &[u8; 32], head: &[u8; 9], payload: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(chain);
    hasher.update(head).update(payload);
    *hasher.finalize().as_bytes()
}

fn head(kind: u8, length: usize, count: u32) -> [u8; 9] {
    let mut head = [kind; 9];
    head[1..5].copy_from_slice(&(length as u32).to_le_bytes());
    head[5..].copy_from_slice(&count.to_le_bytes());
    head
}

/// Writes blocks.
pub(crate) struct BlockWriter<W> {
    to: W,
    chain: [u8; 32],
    broken: bool,
}

impl<W: Write> BlockWriter<W> {
    pub(crate) fn new(mut to: W, magic: &[u8]) -> Result<Self, InventoryError> {
        to.write_all(magic).map_err(InventoryError::io("writing a list"))?;
        Ok(Self { to, chain: *blake3::hash(magic).as_bytes(), broken: false })
    }

    pub(crate) fn items(&mut self, count: u32, payload: &[u8]) -> Result<(), InventoryError> {
        self.block(ITEMS, count, payload)
    }

    pub(crate) fn end(mut self, payload: &[u8]) -> Result<W, InventoryError> {
        self.block(END, 0, payload)?;
        self.to.flush().map_err(InventoryError::io("writing a list"))?;
        Ok(self.to)
    }

    fn block(&mut self, kind: u8, count: u32, payload: &[u8]) -> Result<(), InventoryError> {
        if self.broken {
            // Half a block may be written: whatever comes after it could not be read.
            return Err(InventoryError::io("writing a list")(ErrorKind::BrokenPipe.into()));
        }
        let head = head(kind, payload.len(), count);
        self.chain = chained(&self.chain, &head, payload);
        let to = &mut self.to;
        let written = to
            .write_all(&head)
            .and_then(|()| to.write_all(payload))
            .and_then(|()| to.write_all(&self.chain[..SUM]));
        self.broken = written.is_err();
        written.map_err(InventoryError::io("writing a list"))
    }
}

/// What a block is.
pub(crate) enum Block {
    Items(u32),
    End,
}

/// Reads blocks.
pub(crate) struct BlockReader<R> {
    from: R,
    chain: [u8; 32],
}

impl<R: Read> BlockReader<R> {
    pub(crate) fn new(mut from: R, magic: &[u8]) -> Result<Self, InventoryError> {
        let mut found = vec![0; magic.len()];
        fill(&mut from, &mut found)?;
        if found != magic {
            return Err(InventoryError::Damaged { what: "its first line" });
        }
        Ok(Self { from, chain: *blake3::hash(magic).as_bytes() })
    }

    /// The next block; its payload replaces what is in `payload`.
    pub(crate) fn next(&mut self, payload: &mut Vec<u8>) -> Result<Block, InventoryError> {
        let mut head = [0; 9];
        fill(&mut self.from, &mut head)?;
        let kind = head[0];
        let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let count = u32::from_le_bytes([head[5], head[6], head[7], head[8]]);
        if length > LARGEST {
            return Err(InventoryError::Damaged { what: "the length of a block" });
        }
        payload.resize(length, 0);
        fill(&mut self.from, payload)?;
        let mut sum = [0; SUM];
        fill(&mut self.from, &mut sum)?;
        self.chain = chained(&self.chain, &head, payload);
        if self.chain[..SUM] != sum {
            return Err(InventoryError::Damaged { what: "a checksum" });
        }
        match (kind, count) {
            (ITEMS, 1..) => Ok(Block::Items(count)),
            (END, 0) => {
                if read(&mut self.from, &mut [0])? != 0 {
                    return Err(InventoryError::Damaged { what: "bytes after its end" });
                }
                Ok(Block::End)
            }
            _ => Err(InventoryError::Damaged { what: "the kind of a block" }),
        }
    }
}

fn read(from: &mut impl Read, into: &mut [u8]) -> Result<usize, InventoryError> {
    loop {
        match from.read(into) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other.map_err(InventoryError::io("reading a list")),
        }
    }
}

fn fill(from: &mut impl Read, into: &mut [u8]) -> Result<(), InventoryError> {
    from.read_exact(into).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => InventoryError::Damaged { what: "it ends early" },
        _ => InventoryError::io("reading a list")(error),
    })
}
