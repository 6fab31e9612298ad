//! Where the table of a text file ends, and what stands behind it. People read the table; a second one far below, or a
//! remark after the last row, goes out with it.

use crate::{Hiding, RowBuffer};

/// Rows of another shape that are held back until it is clear whether the table goes on.
const MOST_WAITING: usize = 64;
/// Bytes of text in them.
const MOST_WAITING_BYTES: usize = 256 << 10;

/// A block of names and values above the table ("Reference,FOI 12") has fewer rows than this. A starting value; see
/// `docs/thresholds`.
const MOST_PREFACE: u64 = 8;

/// A row that waits: its number and its cells.
pub(super) type Waiting = (u32, RowBuffer);

/// Where in the file the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Inside,
    /// After a gap behind what may be a preface: a wider row begins the table, any other stands after it.
    Between,
    After,
}

/// The rows of one shape that were met last.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    width: usize,
    rows: u64,
    /// Rows that end in a number.
    counts: u64,
}

impl Block {
    fn add(&mut self, fields: usize, ends_in_number: bool) {
        if fields != self.width {
            *self = Self { width: fields, ..Self::default() };
        }
        self.rows += 1;
        self.counts += u64::from(ends_in_number);
    }

    /// A few names with values, none of them a count: what stands above a table, not the table.
    fn is_preface(&self) -> bool {
        self.width == 2 && self.rows < MOST_PREFACE && self.counts * 2 < self.rows
    }
}

/// Follows the shape of the rows.
#[derive(Debug)]
pub(super) struct Bounds {
    is_one_column: bool,
    has_gaps: bool,
    state: State,
    block: Block,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    /// The shape of the rows that wait.
    waiting_block: Block,
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
    pub(super) fn new(is_one_column: bool, has_gaps: bool) -> Self {
        Self {
            is_one_column,
            has_gaps,
            state: State::Before,
            block: Block::default(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            waiting_block: Block::default(),
        }
    }

    /// A line without content goes by.
    pub(super) fn blank(&mut self) {
        match self.state {
            _ if self.has_gaps => {}
            State::Inside if self.block.is_preface() && self.waiting.is_empty() => {
                self.state = State::Between;
            }
            State::Inside => self.state = State::After,
            State::Before => self.block = Block::default(),
            State::Between | State::After => {}
        }
    }

    /// A row goes by. Rows that waited must be sent before it: see [`Bounds::release`].
    pub(super) fn row(&mut self, fields: usize, ends_in_number: bool) -> Verdict {
        // In a file of one column nothing tells a remark from a row.
        if self.is_one_column {
            return Verdict::Send;
        }
        match self.state {
            State::After => Verdict::Stray,
            State::Before => {
                self.block.add(fields, ends_in_number);
                if self.block.width >= 2 && self.block.rows >= 2 {
                    self.state = State::Inside;
                }
                Verdict::Send
            }
            State::Between if fields > self.block.width => {
                self.state = State::Before;
                self.block = Block::default();
                self.row(fields, ends_in_number)
            }
            State::Between if fields == 1 => Verdict::Wait,
            State::Between => {
                self.state = State::After;
                Verdict::Stray
            }
            State::Inside if self.is_odd(fields) => {
                self.waiting_block.add(fields, ends_in_number);
                Verdict::Wait
            }
            State::Inside => {
                self.block.rows += 1;
                self.block.counts += u64::from(ends_in_number);
                Verdict::Send
            }
        }
    }

    /// A row without dividers, or with far more or far fewer than the table's.
    fn is_odd(&self, fields: usize) -> bool {
        let width = self.block.width;
        fields == 1 || fields >= width + 2 || width >= 4 && fields <= width / 2
    }

    /// Keeps a row. When too many wait, the table has ended. Returns whether it has not even begun: then what waits is
    /// the table, and is to be released as such.
    pub(super) fn keep(&mut self, number: u32, buffer: RowBuffer) -> bool {
        self.waiting_bytes += buffer.text_len();
        self.waiting.push((number, buffer));
        if self.waiting.len() < MOST_WAITING && self.waiting_bytes <= MOST_WAITING_BYTES {
            return false;
        }
        let is_table = self.waiting_is_table();
        if is_table {
            self.block = self.waiting_block;
        } else {
            self.state = State::After;
        }
        is_table
    }

    /// Whether the rows that wait are the table, and what stood before them was its preface.
    pub(super) fn waiting_is_table(&self) -> bool {
        let later = self.waiting_block;
        self.state == State::Inside
            && self.block.is_preface()
            && later.width >= 2
            && later.rows > self.block.rows
    }

    /// The rows that waited, when it is clear what they are: with nothing to hide them when the table went on.
    pub(super) fn release(&mut self, goes_on: bool) -> (Vec<Waiting>, Hiding) {
        self.waiting_bytes = 0;
        self.waiting_block = Block::default();
        let hiding = if goes_on { Hiding::empty() } else { Hiding::AFTER_TABLE };
        (std::mem::take(&mut self.waiting), hiding)
    }

    /// Whether rows wait.
    pub(super) fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}
