//! Tables. A row stays together where it can; the words over the columns come again on each page.

use super::flow::{Flow, Lines, Style, high};
use super::item::{Aside, Belongs};
use crate::block::{Cell, Row, Table};
use crate::look::{BODY, BOTTOM, Colour, SIDE, SMALL, TOP, WIDTH};
use crate::structure::{Kind, Piece};

/// Above and below the words of a cell.
const PAD: f32 = 3.0;
/// Between two columns.
const BETWEEN: f32 = 8.0;
/// A shape in a cell, with the room behind it.
const SHAPE: f32 = 9.0;
/// One step to the right, and how many there can be.
const STEP: f32 = 9.0;
const MOST_STEPS: u16 = 8;

/// A column: where it begins, how wide it is.
type Column = (f32, f32);

/// The table.
pub(crate) fn lay(table: &Table, flow: &mut Flow<'_>) {
    if table.rows.is_empty() {
        return;
    }
    let columns = columns(&table.widths);
    let piece = flow.structure.enter(Kind::Table, None);
    flow.gap(BODY * 0.4);
    let head = (!table.head.is_empty()).then(|| {
        let part = flow.structure.enter(Kind::TableHead, Some(piece));
        let row = Row { cells: table.head.iter().map(Cell::label).collect() };
        (row, part)
    });
    if let Some((row, part)) = &head {
        // Together with the first row: words over nothing say nothing.
        flow.need(6.0 * SMALL);
        lay_row(row, &columns, Whose::Head(*part), flow);
    }
    let body = flow.structure.enter(Kind::TableBody, Some(piece));
    for row in &table.rows {
        let again = head.as_ref().map(|(row, _)| row);
        lay_row(row, &columns, Whose::Body(body, again), flow);
    }
    flow.gap(BODY * 0.4);
}

#[derive(Clone, Copy)]
enum Whose<'r> {
    Head(Piece),
    /// The words over the columns once more, on a further page: screen readers have them already.
    Again,
    Body(Piece, Option<&'r Row>),
}

fn lay_row(row: &Row, columns: &[Column], whose: Whose<'_>, flow: &mut Flow<'_>) {
    let is_head = !matches!(whose, Whose::Body(..));
    let laid: Vec<(f32, Lines)> = row
        .cells
        .iter()
        .zip(columns)
        .map(|(cell, (left, width))| {
            let left = left + f32::from(cell.steps.min(MOST_STEPS)) * STEP;
            let left = if cell.icon.is_some() { left + SHAPE + 4.0 } else { left };
            let room = columns_end(*width, left, columns, cell, row);
            let style = if cell.is_label || is_head { Style::bold(SMALL) } else { Style::regular(SMALL) };
            (left, flow.lines(&cell.text, style, room))
        })
        .collect();
    let step = Style::regular(SMALL).step();
    let most = laid.iter().map(|(_, lines)| lines.lines.len()).max().unwrap_or(0).max(1);
    let height = high(most, step) + 2.0 * PAD;
    let is_whole = height <= BOTTOM - TOP - 4.0 * SMALL;
    if flow.top + (if is_whole { height } else { step + 2.0 * PAD }) > BOTTOM {
        turn(columns, whose, flow);
    }
    let pieces = pieces(row, whose, flow);
    icons(row, columns, flow);
    let mut top = flow.top + PAD;
    for number in 0..most {
        if top + step > BOTTOM {
            turn(columns, whose, flow);
            top = flow.top + PAD;
        }
        for ((left, lines), belongs) in laid.iter().zip(&pieces) {
            if let Some(line) = lines.lines.get(number) {
                flow.line(*left, top, line, lines.style, *belongs);
            }
        }
        top += step;
    }
    flow.top = top + PAD;
    let (thick, colour) = if is_head { (1.0, Colour::INK) } else { (0.5, Colour::RULE) };
    flow.area(SIDE, flow.top - thick / 2.0, (WIDTH, thick), colour);
}

/// The next page, with the words over the columns.
fn turn(columns: &[Column], whose: Whose<'_>, flow: &mut Flow<'_>) {
    flow.next_page();
    if let Whose::Body(_, Some(head)) = whose {
        lay_row(head, columns, Whose::Again, flow);
    }
}

/// What each cell is to a screen reader.
fn pieces(row: &Row, whose: Whose<'_>, flow: &mut Flow<'_>) -> Vec<Belongs> {
    let parent = match whose {
        Whose::Again => return row.cells.iter().map(|_| Belongs::Nowhere(Aside::Top)).collect(),
        Whose::Head(part) | Whose::Body(part, _) => flow.structure.enter(Kind::Row, Some(part)),
    };
    let kind = |cell: &Cell| match whose {
        Whose::Head(_) => Kind::ColumnLabel,
        _ if cell.is_label => Kind::RowLabel,
        _ => Kind::Cell,
    };
    row.cells.iter().map(|cell| Belongs::To(flow.structure.enter(kind(cell), Some(parent)))).collect()
}

/// The shapes; words in the row say the same.
fn icons(row: &Row, columns: &[Column], flow: &mut Flow<'_>) {
    for (cell, (left, _)) in row.cells.iter().zip(columns) {
        if let Some((icon, tone)) = cell.icon {
            let left = left + f32::from(cell.steps.min(MOST_STEPS)) * STEP;
            flow.ornament(left, flow.top + PAD + 1.5, icon, SHAPE, tone.dark());
        }
    }
}

/// How wide the words of a cell can be.
fn columns_end(width: f32, left: f32, columns: &[Column], cell: &Cell, row: &Row) -> f32 {
    let place = row.cells.iter().position(|other| std::ptr::eq(other, cell));
    let begin = place.and_then(|place| columns.get(place)).map_or(left, |(begin, _)| *begin);
    (width - (left - begin)).max(4.0 * SMALL)
}

fn columns(widths: &[u16]) -> Vec<Column> {
    let all: f32 = widths.iter().map(|width| f32::from(*width)).sum();
    let mut left = SIDE;
    widths
        .iter()
        .map(|width| {
            let share = WIDTH * f32::from(*width) / all.max(1.0);
            let column = (left, share - BETWEEN);
            left += share;
            column
        })
        .collect()
}
