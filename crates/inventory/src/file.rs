//! The stored form of what ought to be there: sorted by key, streamed.
//!
//! An inventory may be sealed by others as it streams: nothing here seeks. Every block carries a checksum over itself
//! and all before it, so a list that was cut, patched or put together is refused; who wrote it, the digest in the log
//! says.

use crate::blocks::{Block, BlockReader, BlockWriter, FULL};
use crate::decode::Decoder;
use crate::digest::{DIGEST_BYTES, Digest};
use crate::encode::Encoder;
use crate::error::InventoryError;
use crate::item::{Entry, State};
use crate::sum::{Sum, Totals};
use std::fmt;
use std::io::{Read, Write};

const MAGIC: &[u8] = b"tipstaff-inventory/1\n";
/// Count, bytes, count and bytes of what was read, and two digests.
const TRAILER: usize = 4 * 8 + 2 * DIGEST_BYTES;

/// Writes an inventory, entry by entry, in strictly ascending order of keys. It writes some 64 KiB at a time: no
/// buffer is needed.
pub struct Writer<W: Write> {
    blocks: BlockWriter<W>,
    encoder: Encoder,
    totals: Totals,
    digests: bool,
}

impl<W: Write> Writer<W> {
    /// Begins.
    pub fn new(to: W) -> Result<Self, InventoryError> {
        Ok(Self {
            blocks: BlockWriter::new(to, MAGIC)?,
            encoder: Encoder::default(),
            totals: Totals::default(),
            digests: true,
        })
    }

    /// For files that nobody but this process reads: digests, which cost most of the time, are left out.
    pub(crate) fn scratch(to: W) -> Result<Self, InventoryError> {
        Ok(Self { digests: false, ..Self::new(to)? })
    }

    /// Adds an entry. One that is refused leaves the list as it was: it can go on.
    pub fn push(&mut self, entry: &Entry) -> Result<(), InventoryError> {
        self.encoder.entry(entry)?;
        if self.digests {
            self.totals.add(entry);
        } else {
            count(&mut self.totals, entry);
        }
        if self.encoder.bytes.len() >= FULL {
            self.flush()?;
        }
        Ok(())
    }

    /// Ends it, and gives back where it was written to, flushed. Without this it does not read back.
    pub fn finish(mut self) -> Result<(W, Totals), InventoryError> {
        self.flush()?;
        let to = self.blocks.end(&trailer(&self.totals))?;
        Ok((to, self.totals))
    }

    fn flush(&mut self) -> Result<(), InventoryError> {
        if self.encoder.count > 0 {
            self.blocks.items(self.encoder.count, &self.encoder.bytes)?;
            self.encoder.clear();
        }
        Ok(())
    }
}

/// Reads an inventory: an iterator of its entries, ascending. `None` comes only where every byte made sense; after an
/// error comes nothing more. It makes small reads: give it a buffered source.
pub struct Reader<R: Read> {
    blocks: BlockReader<R>,
    decoder: Decoder,
    left: u32,
    counted: Totals,
    digests: bool,
    totals: Option<Totals>,
    failed: bool,
}

impl<R: Read> Reader<R> {
    /// Begins.
    pub fn new(from: R) -> Result<Self, InventoryError> {
        Ok(Self {
            blocks: BlockReader::new(from, MAGIC)?,
            decoder: Decoder::default(),
            left: 0,
            counted: Totals::default(),
            digests: false,
            totals: None,
            failed: false,
        })
    }

    /// Computes the digests again and refuses a list whose own are others. Takes several times as long.
    #[must_use]
    pub fn checking_digests(mut self) -> Self {
        self.digests = true;
        self
    }

    /// What it holds in all, as its writer counted; `None` before its end was read. Compare the digests with those in
    /// the log.
    pub fn totals(&self) -> Option<&Totals> {
        self.totals.as_ref()
    }

    fn step(&mut self) -> Result<Option<Entry>, InventoryError> {
        while self.left == 0 {
            if self.totals.is_some() {
                return Ok(None);
            }
            match self.blocks.next(&mut self.decoder.bytes)? {
                Block::Items(count) => {
                    self.left = count;
                    self.decoder.begin();
                }
                Block::End => {
                    self.end()?;
                    return Ok(None);
                }
            }
        }
        let entry = self.decoder.entry()?;
        self.left -= 1;
        if self.left == 0 && !self.decoder.is_done() {
            return Err(InventoryError::Damaged { what: "a block is too long" });
        }
        if self.digests {
            self.counted.add(&entry);
        } else {
            count(&mut self.counted, &entry);
        }
        Ok(Some(entry))
    }

    fn end(&mut self) -> Result<(), InventoryError> {
        let totals = from_trailer(&self.decoder.bytes).ok_or(InventoryError::Damaged { what: "its end" })?;
        let numbers = |of: &Totals| (of.all.count, of.all.bytes, of.hashed, of.hashed_bytes);
        if numbers(&totals) != numbers(&self.counted) || (self.digests && totals != self.counted) {
            return Err(InventoryError::Damaged { what: "its totals" });
        }
        self.totals = Some(totals);
        Ok(())
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Entry, InventoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.step().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

fn count(totals: &mut Totals, entry: &Entry) {
    totals.all.count += 1;
    totals.all.bytes = totals.all.bytes.saturating_add(entry.size);
    if entry.state == State::Hashed {
        totals.hashed += 1;
        totals.hashed_bytes = totals.hashed_bytes.saturating_add(entry.size);
    }
}

fn trailer(totals: &Totals) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(TRAILER);
    for number in [totals.all.count, totals.all.bytes, totals.hashed, totals.hashed_bytes] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&totals.all.digest.to_bytes());
    bytes.extend_from_slice(&totals.scrub.to_bytes());
    bytes
}

fn from_trailer(bytes: &[u8]) -> Option<Totals> {
    let (numbers, digests) = bytes.split_first_chunk::<32>()?;
    let (sweep, scrub) = digests.split_first_chunk::<DIGEST_BYTES>()?;
    let number = |at: usize| Some(u64::from_le_bytes(numbers.get(8 * at..8 * at + 8)?.try_into().ok()?));
    Some(Totals {
        all: Sum { count: number(0)?, bytes: number(1)?, digest: Digest::from_bytes(sweep) },
        hashed: number(2)?,
        hashed_bytes: number(3)?,
        scrub: Digest::from_bytes(scrub.try_into().ok()?),
    })
}

impl<W: Write> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} entries)", self.totals.all.count)
    }
}

impl<R: Read> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({} entries read)", self.counted.all.count)
    }
}
