//! A status list: an array of bits, and its two forms.

use super::bits::StatusBits;
use crate::claims::named;
use crate::packed::{pack, unpack};
use ciborium::Value;

/// The longest list that is written or read, unpacked: 2^23 cards of one bit each.
pub const MAX_LIST_BYTES: usize = 1 << 20;

/// Why a list is none, or takes no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// What was read is no list.
    #[error("the status list is damaged or incomplete. Download it again, and check nothing against it")]
    Malformed,
    /// It has no such entry.
    #[error("the status list has no entry {index}: it ends before {entries}. Start a longer list")]
    NoEntry {
        /// Which was asked for.
        index: u32,
        /// How many there are.
        entries: u32,
    },
    /// The status does not fit.
    #[error("the status {status} does not fit into {bits} bits. Take a list with more bits for each card")]
    TooLarge {
        /// The status.
        status: u8,
        /// The list's bits.
        bits: u8,
    },
    /// The list is too long.
    #[error("a status list of {entries} cards is too long to be downloaded by everybody. Start a second one")]
    TooLong {
        /// How many there would be.
        entries: u32,
    },
}

/// The statuses of many cards.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusList {
    bits: StatusBits,
    bytes: Vec<u8>,
}

impl StatusList {
    /// A list in which everything is valid. It has whole bytes, so it may be up to seven entries longer than was asked.
    pub fn new(bits: StatusBits, entries: u32) -> Result<Self, ListError> {
        let bytes = entries.div_ceil(bits.per_byte()) as usize;
        if bytes > MAX_LIST_BYTES {
            return Err(ListError::TooLong { entries });
        }
        Ok(Self { bits, bytes: vec![0; bytes] })
    }

    /// How many bits an entry has.
    pub fn bits(&self) -> StatusBits {
        self.bits
    }

    /// How many entries there are.
    pub fn entries(&self) -> u32 {
        self.bytes.len() as u32 * self.bits.per_byte()
    }

    /// An entry; none if the list ends before it.
    pub fn get(&self, index: u32) -> Option<u8> {
        let (byte, shift) = self.place(index);
        Some((self.bytes.get(byte)? >> shift) & self.bits.largest())
    }

    /// Sets an entry.
    pub fn set(&mut self, index: u32, status: u8) -> Result<(), ListError> {
        let (bits, entries) = (self.bits, self.entries());
        if status > bits.largest() {
            return Err(ListError::TooLarge { status, bits: bits.number() });
        }
        let (byte, shift) = self.place(index);
        let byte = self.bytes.get_mut(byte).ok_or(ListError::NoEntry { index, entries })?;
        *byte = (*byte & !(bits.largest() << shift)) | (status << shift);
        Ok(())
    }

    /// Where an entry lies: entries fill a byte from its lowest bit on.
    fn place(&self, index: u32) -> (usize, u32) {
        let per_byte = self.bits.per_byte();
        ((index / per_byte) as usize, index % per_byte * u32::from(self.bits.number()))
    }

    /// The `StatusList` of the draft, section "Status List in CBOR Format".
    pub fn to_cbor(&self) -> Result<Value, ListError> {
        let packed = pack(&self.bytes).map_err(|_| ListError::Malformed)?;
        Ok(Value::Map(vec![
            (Value::from("bits"), Value::from(self.bits.number())),
            (Value::from("lst"), Value::Bytes(packed)),
        ]))
    }

    /// Reads what [`to_cbor`](Self::to_cbor) writes, by whomever it was written.
    pub fn from_cbor(value: &Value) -> Result<Self, ListError> {
        let read = || {
            let bits = u64::try_from(named(value, "bits")?.as_integer()?).ok()?;
            let packed = named(value, "lst")?.as_bytes()?;
            Some(Self { bits: StatusBits::from_number(bits)?, bytes: unpack(packed, MAX_LIST_BYTES)? })
        };
        read().ok_or(ListError::Malformed)
    }
}

/// A list is long and says nothing to a person.
impl std::fmt::Debug for StatusList {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("StatusList")
            .field("bits", &self.bits)
            .field("entries", &self.entries())
            .finish_non_exhaustive()
    }
}
