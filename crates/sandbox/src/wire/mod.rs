//! How frames cross the pipe.
//!
//! A message is a length (4 bytes, little-endian), a kind (1 byte) and a body. Rows, of which there are millions, have a
//! hand-written body ([`row`]); every other frame is written by `postcard` from its own type. Messages are gathered into
//! large writes, because a pipe is slow by the call, not by the byte.
//!
//! The reader of the pipe trusts nothing: each length is compared with a bound, memory grows with bytes that came and
//! never with bytes that were promised, text is tested before it is text. Whether the frames make sense together is
//! the business of [`crate::ledger`].

mod bytes;
mod decoder;
mod encoder;
mod row;

pub use decoder::Decoder;
pub use encoder::Encoder;

use crate::Confinement;
use inspect::{Frame, Limits, Reason};

/// What a worker says.
#[derive(Debug)]
pub enum Message<'a> {
    /// How it is locked down: always the first.
    Confined(Confinement),
    /// What it found.
    Frame(Frame<'a>),
    /// That it has said everything, or why it stopped: always the last.
    End(Option<Reason>),
}

/// Bytes that no honest worker sends. Holds what is wrong, for tests and for whoever looks for the fault; it is not
/// shown to people, who can do nothing with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// Bytes of a message's length.
const LENGTH: usize = 4;

/// Cells of one row, and the columns they may name. More than any program's grid has; a row of a text file can have
/// more, and is refused.
pub(crate) const MOST_CELLS: u32 = 1 << 20;

/// Longest message, kind included: one row of the largest size, its heads, and room for names.
pub(crate) fn longest_message(limits: &Limits) -> usize {
    const MIB: u64 = 1 << 20;
    usize::try_from(limits.row_bytes.clamp(MIB, 256 * MIB) + 8 * MIB).unwrap_or(usize::MAX)
}

/// The first byte of a message's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Confined,
    File,
    Open,
    Segment,
    Row,
    Style,
    Layout,
    Pixels,
    Close,
    Unaccounted,
    Unchecked,
    FileEnd,
    End,
}

impl Kind {
    const ALL: [Self; 13] = [
        Self::Confined,
        Self::File,
        Self::Open,
        Self::Segment,
        Self::Row,
        Self::Style,
        Self::Layout,
        Self::Pixels,
        Self::Close,
        Self::Unaccounted,
        Self::Unchecked,
        Self::FileEnd,
        Self::End,
    ];

    fn of(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }
}
