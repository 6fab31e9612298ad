//! The cells of a sheet, row by row ([MS-XLS] 2.5.21 and the cell records).

use super::facts::{COLUMNS, Facts, ROWS, is_cell};
use crate::biff::book::Book;
use crate::biff::chain::Chain;
use crate::biff::formula::Token;
use crate::biff::record::{Record, Records};
use crate::biff::version::Version;
use crate::bytes::Bytes;
use crate::cell::address;
use crate::cell::far::FarCells;
use crate::cell::number_format::CellFormat;
use crate::cell::rk::rk;
use crate::cell::under::Under;
use crate::lazy::LazyParts;
use crate::{CellKind, Channel, Hiding, Layout, Read, RowBuffer, RowRole, Scribe};

/// Where a cell lies, and the number of its style.
#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    style: u16,
}

/// Writes the rows of one sheet.
pub(crate) struct Rows<'f> {
    facts: &'f Facts,
    /// The sheet's table.
    part: u32,
    human: &'f str,
    /// Where words in formulas belong.
    formulas: Channel,
    far: FarCells,
    under: Under,
    row: Option<u32>,
    buffer: RowBuffer,
    /// The record of a text that belongs to a formula already read.
    text_at: Option<usize>,
    /// Formulas whose stored result is not what a program shows.
    stale: u64,
    /// Reused from cell to cell.
    scratch: String,
}

impl<'f> Rows<'f> {
    pub(crate) fn new(
        facts: &'f Facts,
        part: u32,
        human: &'f str,
        formulas: Channel,
        far: FarCells,
        under: Under,
    ) -> Self {
        Self {
            facts,
            part,
            human,
            formulas,
            far,
            under,
            row: None,
            buffer: RowBuffer::default(),
            text_at: None,
            stale: 0,
            scratch: String::new(),
        }
    }

    /// Reads a cell record, or the text of a formula; `None` when it makes no sense.
    pub(crate) fn take(
        &mut self,
        record: &Record<'_>,
        book: &mut Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        // Only texts go on in Continue records.
        if record.is_continued() && !matches!(record.number, 0x0204 | 0x00d6 | 0x0207) {
            return Ok(None);
        }
        let mut bytes = Bytes::new(record.body());
        if record.number == 0x0207 {
            // Read with its formula. One without a formula is left over from something.
            return Ok((self.text_at == Some(record.at)).then_some(()));
        }
        let head = (|| Some((bytes.u16()?, bytes.u16()?)))();
        let Some((row, column)) = head.filter(|(_, column)| usize::from(*column) < COLUMNS) else {
            return Ok(None);
        };
        let (row, column) = (u32::from(row), u32::from(column));
        self.enter(row, parts, scribe)?;
        if record.number == 0x00bd {
            return self.many(row, column, &mut bytes, book, scribe);
        }
        let Some(style) = bytes.u16() else { return Ok(None) };
        let cell = Cell { row, column, style };
        match record.number {
            0x00fd => {
                let mut text = std::mem::take(&mut self.scratch);
                text.clear();
                let letters = book.letters;
                let found =
                    bytes.u32().and_then(|index| book.strings.text(book.stream, index, &letters, &mut text));
                let runs = found.as_ref().map_or(&[][..], |rich| &rich.runs);
                let result = self.text(cell, &text, runs, book, scribe);
                self.scratch = text;
                result.map(|()| found.map(|_| ()))
            }
            0x027e => match bytes.i32() {
                Some(stored) => self.number(cell, rk(stored), book, scribe).map(Some),
                None => Ok(None),
            },
            0x0203 => match bytes.f64() {
                Some(value) => self.number(cell, value, book, scribe).map(Some),
                None => Ok(None),
            },
            0x0204 | 0x00d6 => {
                let mut chain = Chain::of(record);
                let mut text = String::new();
                let found = chain.skip(6).and_then(|()| {
                    let count = chain.u16()?;
                    chain.counted(usize::from(count), &book.letters, &mut text)
                });
                let Some(rich) = found else { return Ok(None) };
                let runs = if record.number == 0x00d6 { runs(&mut chain, book.version) } else { rich.runs };
                self.text(cell, &text, &runs, book, scribe).map(Some)
            }
            0x0205 => match (bytes.u8(), bytes.u8()) {
                (Some(value), Some(is_error)) => {
                    self.flag(cell, value, is_error != 0, book, scribe).map(Some)
                }
                _ => Ok(None),
            },
            _ => self.formula(cell, record, &mut bytes, book, parts, scribe),
        }
    }

    /// Several numbers side by side (MULRK).
    fn many(
        &mut self,
        row: u32,
        first: u32,
        bytes: &mut Bytes<'_>,
        book: &mut Book<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        let mut column = first;
        // The last two bytes name the last column.
        while bytes.left() > 2 {
            let (Some(style), Some(stored)) = (bytes.u16(), bytes.i32()) else { return Ok(None) };
            if column as usize >= COLUMNS {
                return Ok(None);
            }
            self.number(Cell { row, column, style }, rk(stored), book, scribe)?;
            column += 1;
        }
        Ok(Some(()))
    }

    /// A formula: its last result, and the words in it.
    fn formula(
        &mut self,
        cell: Cell,
        record: &Record<'_>,
        bytes: &mut Bytes<'_>,
        book: &mut Book<'_>,
        parts: &mut LazyParts,
        scribe: &mut Scribe<'_>,
    ) -> Read<Option<()>> {
        let (Some(result), Some(flags), Some(()), Some(len)) =
            (bytes.take(8), bytes.u16(), bytes.skip(4), bytes.u16())
        else {
            return Ok(None);
        };
        // Computed whenever the file is opened (2.4.127, fAlwaysCalc).
        self.stale += u64::from(flags & 1 != 0);
        match *result {
            [0, .., 0xff, 0xff] => {
                if let Some(text) = text_of_formula(record) {
                    self.text_at = Some(text.at);
                    let words = Chain::of(&text).long(&book.letters);
                    self.text(cell, words.as_deref().unwrap_or_default(), &[], book, scribe)?;
                }
            }
            [1, _, value, .., 0xff, 0xff] => self.flag(cell, value, false, book, scribe)?,
            [2, _, value, .., 0xff, 0xff] => self.flag(cell, value, true, book, scribe)?,
            [.., 0xff, 0xff] => {}
            _ => {
                let value = Bytes::new(result).f64().unwrap_or_default();
                self.number(cell, value, book, scribe)?;
            }
        }
        let Some(tokens) = bytes.take(usize::from(len)) else { return Ok(None) };
        words_of_formula(tokens, bytes.rest(), self.formulas, cell.row, cell.column, book, parts, scribe)
            .map(Some)
    }

    /// A record of another row ends the row before it.
    fn enter(&mut self, row: u32, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        if self.row != Some(row) {
            self.flush(parts, scribe)?;
            self.row = Some(row);
            self.far.row(row);
            self.under.row(row, scribe.budget())?;
        }
        Ok(())
    }

    fn flush(&mut self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        let Some(row) = self.row.take() else { return Ok(()) };
        let hiding = self.facts.row(row);
        self.buffer.sort();
        scribe.row(self.part, row + 1, RowRole::Data, hiding, &self.buffer)?;
        self.buffer.clear();
        let sheet = parts.spot(Channel::Sheet, self.human);
        self.under.flush(row, hiding, parts.file(), &sheet, self.part, scribe)
    }

    /// Ends the last row and the tables.
    pub(crate) fn finish(mut self, parts: &LazyParts, scribe: &mut Scribe<'_>) -> Read {
        self.flush(parts, scribe)?;
        if self.stale > 0 {
            scribe.layout(Layout::Stale { part: self.part, formulas: self.stale })?;
        }
        self.under.close(scribe)
    }

    fn place(&mut self, cell: Cell) -> Hiding {
        let column = self.facts.columns.get(cell.column as usize).copied().unwrap_or_default();
        column | self.far.cell(cell.row, cell.column) | self.under.over(cell.column)
    }

    fn number(&mut self, cell: Cell, value: f64, book: &mut Book<'_>, scribe: &mut Scribe<'_>) -> Read {
        let place = self.place(cell);
        let style = book.styles.style(cell.style);
        let Some(format) = book.styles.format(style) else { return Ok(()) };
        let looks = style.map_or(Hiding::empty(), |style| style.looks);
        let kind = {
            let mut stored = std::mem::take(&mut self.scratch);
            let kind = format.store(value, book.is_1904, &mut stored);
            self.scratch = stored;
            kind
        };
        let hiding = place | looks | format.hides_number(value);
        let shown = scribe.wants_layout().then(|| format.show_number(value, book.is_1904));
        self.push(cell, kind, hiding, shown.as_deref(), book, scribe)
    }

    fn text(
        &mut self,
        cell: Cell,
        text: &str,
        runs: &[(u16, u16)],
        book: &mut Book<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        if text.is_empty() {
            return Ok(());
        }
        let place = self.place(cell);
        let style = book.styles.style(cell.style);
        let format = book.styles.format(style);
        let looks = book.styles.looks_of_runs(style, runs);
        let hiding = place | looks | format.map_or(Hiding::empty(), CellFormat::hides_text);
        let shown = format.filter(|_| scribe.wants_layout()).map(|format| format.show_text(text));
        self.push_stored(cell, CellKind::Text, hiding, text, shown.as_deref(), book, scribe)
    }

    /// A truth value or an error.
    fn flag(
        &mut self,
        cell: Cell,
        value: u8,
        is_error: bool,
        book: &mut Book<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let looks = book.styles.style(cell.style).map_or(Hiding::empty(), |style| style.looks);
        let hiding = self.place(cell) | looks;
        let (kind, text) = match (is_error, value) {
            (true, _) => (CellKind::Error, crate::cell::error::name(value)),
            (false, 0) => (CellKind::Boolean, "FALSE"),
            (false, _) => (CellKind::Boolean, "TRUE"),
        };
        self.push_stored(cell, kind, hiding, text, None, book, scribe)
    }

    fn push(
        &mut self,
        cell: Cell,
        kind: CellKind,
        hiding: Hiding,
        shown: Option<&str>,
        book: &mut Book<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        let stored = std::mem::take(&mut self.scratch);
        let result = self.push_stored(cell, kind, hiding, &stored, shown, book, scribe);
        self.scratch = stored;
        result
    }

    #[expect(clippy::too_many_arguments, reason = "a cell has as many sides")]
    fn push_stored(
        &mut self,
        cell: Cell,
        kind: CellKind,
        hiding: Hiding,
        stored: &str,
        shown: Option<&str>,
        book: &mut Book<'_>,
        scribe: &mut Scribe<'_>,
    ) -> Read {
        if scribe.wants_layout() {
            let style = book.styles.sent(cell.style, scribe)?;
            let shown = shown.unwrap_or(stored);
            self.buffer.push_shown(cell.column, kind, hiding, style, stored, shown);
        } else {
            self.buffer.push(cell.column, kind, hiding, stored);
        }
        self.under.keep(cell.column, kind, hiding, stored);
        Ok(())
    }
}

/// The fonts of a text's letters, behind the text (RSTRING).
fn runs(chain: &mut Chain<'_>, version: Version) -> Vec<(u16, u16)> {
    let is_wide = version == Version::Biff8;
    let mut number = || if is_wide { chain.u16() } else { chain.u8().map(u16::from) };
    let count = number().unwrap_or(0);
    (0..count).map_while(|_| Some((number()?, number()?))).collect()
}

/// The words in a formula: constants that its result need not show.
#[expect(clippy::too_many_arguments, reason = "a formula has a cell, a book and a place to be told")]
pub(crate) fn words_of_formula(
    tokens: &[u8],
    extra: &[u8],
    channel: Channel,
    row: u32,
    column: u32,
    book: &Book<'_>,
    parts: &mut LazyParts,
    scribe: &mut Scribe<'_>,
) -> Read {
    // Texts and arrays; most formulas have neither byte anywhere.
    if !tokens.iter().any(|token| matches!(token, 0x17 | 0x20 | 0x40 | 0x60)) {
        return Ok(());
    }
    let mut words = Vec::new();
    let sound = book.formula(tokens, extra).walk(&mut |token| {
        if let Token::Text(text) = token {
            words.push(text);
        }
    });
    if sound.is_none() {
        words.extend(crate::text::sweep::texts(tokens));
    }
    words.retain(|word| word.chars().filter(|letter| letter.is_alphanumeric()).count() >= 3);
    let at = if words.is_empty() { String::new() } else { address::name(row, column) };
    for word in words {
        parts.say(channel, "", &at, &word, scribe)?;
    }
    Ok(())
}

/// The STRING record of a formula whose result is a text: shared formulas and arrays can stand between.
fn text_of_formula<'a>(record: &Record<'a>) -> Option<Record<'a>> {
    let mut records = Records::from(record.stream(), record.end);
    records
        .by_ref()
        .take(4)
        .take_while(|record| !is_cell(record.number))
        .find(|record| record.number == 0x0207)
}

/// Offsets of a sheet's cell records in order of row and column, where the file has them in another order.
pub(crate) fn in_order(records: Records<'_>) -> Vec<(u16, u16, u32)> {
    let mut places = Vec::new();
    let mut depth = 0_u32;
    for record in records {
        match crate::biff::version::begin(record.number, record.body()) {
            crate::biff::version::Begin::None if record.number == crate::biff::substream::EOF => {
                depth = depth.saturating_sub(1);
            }
            crate::biff::version::Begin::None => {}
            _ => depth += 1,
        }
        if depth == 1 && is_cell(record.number) {
            let mut bytes = Bytes::new(record.body());
            if let (Some(row), Some(column)) = (bytes.u16(), bytes.u16()) {
                debug_assert!(u32::from(row) < ROWS);
                places.push((row, column, record.at as u32));
            }
        }
    }
    places.sort_by_key(|(row, column, _)| (*row, *column));
    places
}
