//! Where the table of a text file ends, and what stands behind it. People read the table; a second one far below, or a
//! remark after the last row, goes out with it.

use crate::{Hiding, RowBuffer};

/// Rows of another shape that are held back until it is clear whether the table goes on.
const MOST_WAITING: usize = 64;
/// Bytes of text in them.
const MOST_WAITING_BYTES: usize = 256 << 10;

/// A row that waits: its number and its cells.
pub(super) type Waiting = (u32, RowBuffer);

/// Where in the file the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Inside,
    After,
}

/// Follows the shape of the rows.
#[derive(Debug)]
pub(super) struct Bounds {
    width: usize,
    has_gaps: bool,
    state: State,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
}

/// What to do with a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It belongs to the table, or stands before it.
    Send,
    /// It may stand after the table: keep it.
    Wait,
    /// It stands after the table.
    Stray,
}

impl Bounds {
    pub(super) fn new(width: usize, has_gaps: bool) -> Self {
        Self { width, has_gaps, state: State::Before, waiting: Vec::new(), waiting_bytes: 0 }
    }

    /// A line without content goes by.
    pub(super) fn blank(&mut self) {
        if self.state == State::Inside && !self.has_gaps {
            self.state = State::After;
        }
    }

    /// A row with `fields` fields goes by. Rows that waited must be sent before it: see [`Bounds::release`].
    pub(super) fn row(&mut self, fields: usize) -> Verdict {
        // In a file of one column nothing tells a remark from a row.
        if self.width < 2 {
            return Verdict::Send;
        }
        match self.state {
            State::After => Verdict::Stray,
            State::Before => {
                if !self.is_odd(fields) {
                    self.state = State::Inside;
                }
                Verdict::Send
            }
            State::Inside if self.is_odd(fields) => Verdict::Wait,
            State::Inside => Verdict::Send,
        }
    }

    /// A row without dividers, or with far more or far fewer than the table's.
    fn is_odd(&self, fields: usize) -> bool {
        fields == 1 || fields >= self.width + 2 || self.width >= 4 && fields <= self.width / 2
    }

    /// Keeps a row. When too many wait, the table has ended.
    pub(super) fn keep(&mut self, number: u32, buffer: RowBuffer) {
        self.waiting_bytes += buffer.text_len();
        self.waiting.push((number, buffer));
        if self.waiting.len() >= MOST_WAITING || self.waiting_bytes > MOST_WAITING_BYTES {
            self.state = State::After;
        }
    }

    /// The rows that waited, when it is clear what they are: with nothing to hide them when the table went on.
    pub(super) fn release(&mut self, goes_on: bool) -> (Vec<Waiting>, Hiding) {
        self.waiting_bytes = 0;
        let hiding = if goes_on { Hiding::empty() } else { Hiding::AFTER_TABLE };
        (std::mem::take(&mut self.waiting), hiding)
    }

    /// Whether rows wait.
    pub(super) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}
