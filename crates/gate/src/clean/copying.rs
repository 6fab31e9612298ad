//! The second reading: what is seen goes to the writer, row by row, as the plan says.

use super::seen;
use super::survey::sheet::Sheet;
use super::value::{self, Value};
use super::write::{CsvWriter, Looks, OdsWriter, OutCell, SheetHead, Styles, Trouble, Writer, XlsxWriter};
use super::{CopyKind, draft::Draft};
use inspect::{Closed, Frame, Row, Sink};
use std::io::BufWriter;

/// A sheet as it was copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CopiedSheet {
    /// Its name in the original.
    pub name: String,
    /// Rows with a value.
    pub rows: u64,
    /// Values, whatever they are.
    pub values: u64,
    /// Of these, numbers.
    pub numbers: u64,
    /// Of these, dates and times.
    pub dates: u64,
    /// Numbers and dates that are shorter than in the original: what was not shown is not there.
    pub shortened: u64,
    /// Numbers and dates of the original that became texts, because their displayed text could not be read back.
    pub as_text: u64,
}

/// Why the second reading ended early.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The copy could not be written: which one, why.
    Trouble(usize, Trouble),
    /// The file is not told as it was the first time, or its rows are not in order.
    Unlike,
    /// Somebody wanted to stop.
    Stopped,
}

/// The second reading.
pub(crate) struct Copying<'p> {
    kind: CopyKind,
    sheets: &'p mut [Sheet],
    drafts: &'p mut [Draft],
    stop: &'p dyn Fn() -> bool,
    writer: Option<Box<dyn Writer>>,
    /// Looks of the original's styles, by their numbers.
    looks: Vec<Looks>,
    styles: Styles,
    /// The sheet under way, and the next row that it can have.
    current: Option<(usize, u32)>,
    /// Sheets that have gone by.
    done: usize,
    pub(crate) copied: Vec<CopiedSheet>,
    pub(crate) dropped_letters: u64,
    pub(crate) halt: Option<Halt>,
}

impl<'p> Copying<'p> {
    /// `sheets` are those to copy, in order; text files have one draft for each.
    pub(crate) fn new(
        kind: CopyKind,
        sheets: &'p mut [Sheet],
        drafts: &'p mut [Draft],
        stop: &'p dyn Fn() -> bool,
    ) -> Self {
        Self {
            kind,
            sheets,
            drafts,
            stop,
            writer: None,
            looks: vec![Looks::default()],
            styles: Styles::default(),
            current: None,
            done: 0,
            copied: Vec::new(),
            dropped_letters: 0,
            halt: None,
        }
    }

    /// Ends the copy, after everything has gone by.
    pub(crate) fn finish(&mut self) -> Result<(), Halt> {
        if let Some(halt) = self.halt.take() {
            return Err(halt);
        }
        if self.done != self.sheets.len() || self.current.is_some() {
            return Err(Halt::Unlike);
        }
        self.finish_writer()
    }

    fn finish_writer(&mut self) -> Result<(), Halt> {
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let draft = self.draft();
        writer.finish(&self.styles).map_err(|trouble| Halt::Trouble(draft, trouble))
    }

    /// The draft that is written at the moment.
    fn draft(&self) -> usize {
        if self.kind == CopyKind::Csv { self.done.saturating_sub(1) } else { 0 }
    }

    fn take(&mut self, frame: &Frame<'_>) -> Result<(), Halt> {
        match frame {
            Frame::Style(style) => {
                self.looks.push(Looks { bold: style.bold, italic: style.italic, wrap: style.wrap });
            }
            Frame::Open(head) => {
                if let Some(sheet) = self.sheets.iter().position(|sheet| sheet.part == head.id) {
                    self.begin(sheet)?;
                }
            }
            Frame::Row(row) => {
                if let Some((sheet, next)) = self.current
                    && self.sheets.get(sheet).is_some_and(|sheet| sheet.part == row.part)
                {
                    self.row(sheet, next, row)?;
                }
            }
            Frame::Close(tail) => {
                if let Some((sheet, _)) = self.current
                    && self.sheets.get(sheet).is_some_and(|sheet| sheet.part == tail.id)
                {
                    self.end()?;
                }
            }
            // The first reading had none of these.
            Frame::Unchecked(doubt) if doubt.file == 0 => return Err(Halt::Unlike),
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, sheet: usize) -> Result<(), Halt> {
        if self.current.is_some() || sheet != self.done {
            return Err(Halt::Unlike);
        }
        let draft = if self.kind == CopyKind::Csv { sheet } else { 0 };
        let trouble = |trouble| Halt::Trouble(draft, trouble);
        if self.writer.is_none() {
            let file = self.drafts.get(draft).ok_or(Halt::Unlike)?.file();
            let file = file.map_err(|error| trouble(error.into()))?;
            self.writer = Some(match self.kind {
                CopyKind::Csv => Box::new(CsvWriter::new(file)),
                CopyKind::Xlsx => Box::new(XlsxWriter::new(BufWriter::new(file))),
                CopyKind::Ods => {
                    let heads: Vec<_> = self.sheets.iter().map(head).collect();
                    Box::new(OdsWriter::new(BufWriter::new(file), &heads).map_err(trouble)?)
                }
            });
        }
        let (Some(writer), Some(plan)) = (&mut self.writer, self.sheets.get(sheet)) else {
            return Err(Halt::Unlike);
        };
        writer.begin_sheet(&head(plan)).map_err(trouble)?;
        self.copied.push(CopiedSheet { name: plan.name.clone(), ..CopiedSheet::default() });
        self.current = Some((sheet, 1));
        Ok(())
    }

    fn row(&mut self, sheet: usize, next: u32, row: &Row<'_>) -> Result<(), Halt> {
        // Writers take rows in order only, and no honest program writes another.
        if row.number < next {
            return Err(Halt::Unlike);
        }
        self.current = Some((sheet, row.number.saturating_add(1)));
        let draft = self.draft_of(sheet);
        let (Some(plan), Some(copied)) = (self.sheets.get_mut(sheet), self.copied.last_mut()) else {
            return Err(Halt::Unlike);
        };
        let number = row.number.saturating_sub(1);
        let Some(place) = plan.rows.place(number) else { return Ok(()) };
        let mut cells: Vec<OutCell<'_>> = Vec::with_capacity(row.heads.len());
        let mut last = None;
        for cell in row.cells() {
            let column = cell.head.column;
            // Of two cells in one place programs show one; which one, nobody knows.
            if last.is_some_and(|last| last >= column) {
                return Err(Halt::Unlike);
            }
            last = Some(column);
            let Some(out) = plan.columns.place(column) else { continue };
            let around = row.hiding | plan.covers.over(number, column);
            let Some(displayed) = seen::displayed(&cell, around) else { continue };
            let Some(mut reading) = value::read(cell.head.kind, cell.stored, displayed) else { continue };
            let looks = self.looks.get(cell.head.style as usize).copied().unwrap_or_default();
            let style = self.styles.number(looks, &reading.format).unwrap_or_else(|| {
                reading.value = Value::Text(reading.value.shown().to_owned().into());
                reading.is_shortened = false;
                self.styles.plain(looks)
            });
            copied.count(cell.head.kind, &reading);
            self.dropped_letters += reading.dropped;
            cells.push(OutCell { column: out, style, value: reading.value });
        }
        if cells.is_empty() {
            return Ok(());
        }
        copied.rows += 1;
        let Some(writer) = &mut self.writer else { return Err(Halt::Unlike) };
        writer.row(place, &cells).map_err(|trouble| Halt::Trouble(draft, trouble))
    }

    fn draft_of(&self, sheet: usize) -> usize {
        if self.kind == CopyKind::Csv { sheet } else { 0 }
    }

    fn end(&mut self) -> Result<(), Halt> {
        self.current = None;
        self.done += 1;
        let draft = self.draft();
        let Some(writer) = &mut self.writer else { return Err(Halt::Unlike) };
        writer.end_sheet().map_err(|trouble| Halt::Trouble(draft, trouble))?;
        // A text file holds one sheet.
        if self.kind == CopyKind::Csv { self.finish_writer() } else { Ok(()) }
    }
}

fn head(sheet: &Sheet) -> SheetHead<'_> {
    SheetHead { name: &sheet.name, widths: &sheet.widths, merges: &sheet.merges, columns: sheet.width() }
}

impl CopiedSheet {
    fn count(&mut self, kind: inspect::CellKind, reading: &value::Reading<'_>) {
        self.values += 1;
        self.shortened += u64::from(reading.is_shortened);
        match (kind, &reading.value) {
            (_, Value::Number(..)) => self.numbers += 1,
            (_, Value::Date(..)) => self.dates += 1,
            (inspect::CellKind::Number | inspect::CellKind::Date, _) => self.as_text += 1,
            _ => {}
        }
    }
}

impl Sink for Copying<'_> {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        if matches!(frame, Frame::Row(_)) && (self.stop)() {
            self.halt = Some(Halt::Stopped);
            return Err(Closed);
        }
        self.take(frame).map_err(|halt| {
            self.halt = Some(halt);
            Closed
        })
    }
}
