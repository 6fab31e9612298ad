//! The body of a row: the hot path, four million times in a large workbook.
//!
//! Numbers as in [`super::bytes`]: part, row number, role and hiding, count of cells; then a head per cell; then the text
//! of all cells in one block to the message's end. A cell's head is one byte of marks and the length of its text; what
//! the marks say is usual is left out, so that most heads are two bytes.

use super::bytes::{Bytes, put_number};
use super::{Broken, MOST_CELLS};
use inspect::{CellHead, CellKind, Hiding, Row, RowRole};

/// Marks of a cell's head: the kind is in the lowest three bits.
const KIND: u8 = 0b111;
/// A column follows: it is not the one after the last cell's.
const JUMPS: u8 = 1 << 3;
/// What hides the cell follows: it is not nothing.
const HIDDEN: u8 = 1 << 4;
/// A style follows: it is not the last cell's.
const STYLED: u8 = 1 << 5;
/// The length of a displayed text follows.
const SHOWN: u8 = 1 << 6;

const KINDS: [CellKind; 5] =
    [CellKind::Text, CellKind::Number, CellKind::Date, CellKind::Boolean, CellKind::Error];

/// Appends a row.
pub(super) fn put_row(out: &mut Vec<u8>, row: &Row<'_>) {
    out.reserve(32 + row.heads.len() * 3 + row.text.len());
    put_number(out, row.part);
    put_number(out, row.number);
    out.push(matches!(row.role, RowRole::Header) as u8);
    put_number(out, row.hiding.bits());
    put_number(out, row.heads.len() as u32);
    let mut column = 0;
    let mut style = 0;
    for head in row.heads {
        let jumps = if head.column == column { 0 } else { JUMPS };
        let hidden = if head.hiding.is_empty() { 0 } else { HIDDEN };
        let styled = if head.style == style { 0 } else { STYLED };
        let shown = if head.shown.is_none() { 0 } else { SHOWN };
        let marks = head.kind as u8 | jumps | hidden | styled | shown;
        out.push(marks);
        put_number(out, head.stored);
        if marks > KIND {
            if jumps != 0 {
                put_number(out, head.column);
            }
            if hidden != 0 {
                put_number(out, head.hiding.bits());
            }
            if styled != 0 {
                put_number(out, head.style);
            }
            if let Some(bytes) = head.shown {
                put_number(out, bytes);
            }
        }
        column = head.column.wrapping_add(1);
        style = head.style;
    }
    out.extend_from_slice(row.text.as_bytes());
}

/// Reads a row; `heads` is reused from row to row.
pub(super) fn take_row<'a>(body: &'a [u8], heads: &'a mut Vec<CellHead>) -> Result<Row<'a>, Broken> {
    let mut bytes = Bytes(body);
    let part = bytes.number()?;
    let number = bytes.number()?;
    if number == 0 {
        return Err(Broken("a row has no number"));
    }
    let role = match bytes.byte()? {
        0 => RowRole::Data,
        1 => RowRole::Header,
        _ => return Err(Broken("a row has an unknown role")),
    };
    let hiding = hiding(bytes.number()?)?;
    let cells = bytes.number()?;
    if cells > MOST_CELLS {
        return Err(Broken("a row has too many cells"));
    }
    heads.clear();
    let mut column = 0_u32;
    let mut style = 0;
    for _ in 0..cells {
        let head = take_head(&mut bytes, column, style)?;
        column = head.column + 1;
        style = head.style;
        heads.push(head);
    }
    let row = Row { part, number, role, hiding, heads, text: bytes.text()? };
    if row.is_sound() { Ok(row) } else { Err(Broken("a row's heads and text disagree")) }
}

#[inline]
fn take_head(bytes: &mut Bytes<'_>, next_column: u32, last_style: u32) -> Result<CellHead, Broken> {
    let marks = bytes.byte()?;
    let kind = *KINDS.get(usize::from(marks & KIND)).ok_or(Broken("a cell is of an unknown kind"))?;
    let stored = bytes.number()?;
    let mut head = CellHead {
        column: next_column,
        kind,
        hiding: Hiding::empty(),
        style: last_style,
        stored,
        shown: None,
    };
    if marks > KIND {
        if marks & JUMPS != 0 {
            head.column = bytes.number()?;
        }
        if marks & HIDDEN != 0 {
            head.hiding = hiding(bytes.number()?)?;
        }
        if marks & STYLED != 0 {
            head.style = bytes.number()?;
        }
        if marks & SHOWN != 0 {
            head.shown = Some(bytes.number()?);
        }
        if marks & 0x80 != 0 {
            return Err(Broken("a cell has an unknown mark"));
        }
    }
    // Whoever lists cells by column allocates by column.
    if head.column < MOST_CELLS { Ok(head) } else { Err(Broken("a column is out of bounds")) }
}

#[inline]
fn hiding(bits: u32) -> Result<Hiding, Broken> {
    Hiding::from_bits(bits).ok_or(Broken("something is hidden in an unknown way"))
}
