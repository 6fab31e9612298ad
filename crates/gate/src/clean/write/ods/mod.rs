//! Writes an OpenDocument spreadsheet (ODF 1.3 part 3, 9): content, styles, the list of parts, and nothing else. There is
//! no `meta.xml`, no `settings.xml`, no preview.
//!
//! The styles of cells stand in `styles.xml`, which is written last: they are known only when all cells have gone by.

mod data_style;
mod paragraph;

use super::grid::{Names, inside};
use super::styles::Styles;
use super::xml;
use super::zip::Zip;
use super::{OutCell, SheetHead, Trouble, Writer, check_cell};
use crate::clean::survey::sheet::Merge;
use crate::clean::value::{Format, Value};
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{Seek, Write};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
/// Letters of a sheet's name: there is no limit but sense.
const LONGEST_NAME: usize = 255;

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" office:version=\"1.3\"";

/// A document under way.
pub(crate) struct OdsWriter<W: Write + Seek> {
    zip: Zip<W>,
    names: Names,
    /// Merged ranges of the sheet that begin below the next row, in order.
    waiting: VecDeque<Merge>,
    /// Those that the next row crosses, from left to right.
    active: Vec<Merge>,
    /// The row that is written next.
    next: u32,
    text: String,
}

impl<W: Write + Seek> OdsWriter<W> {
    /// Begins the document. Widths of columns stand before everything else, so all sheets are named now.
    pub(crate) fn new(out: W, heads: &[SheetHead<'_>]) -> Result<Self, Trouble> {
        let mut zip = Zip::new(out);
        zip.stored("mimetype", MIME.as_bytes())?;
        zip.begin("content.xml")?;
        let mut text =
            format!("{DECLARATION}<office:document-content {NAMESPACES}><office:automatic-styles>");
        let mut widths: Vec<u32> =
            heads.iter().flat_map(|head| head.widths).map(|(.., width)| hundredths(*width)).collect();
        widths.sort_unstable();
        widths.dedup();
        for width in widths {
            let _ = write!(
                text,
                "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties \
                 style:column-width=\"{}.{:02}mm\"/></style:style>",
                width / 100,
                width % 100
            );
        }
        text.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
        zip.write_all(text.as_bytes())?;
        Ok(Self {
            zip,
            names: Names::new(LONGEST_NAME),
            waiting: VecDeque::new(),
            active: Vec::new(),
            next: 0,
            text: String::new(),
        })
    }

    /// Finds the merged ranges that the next row crosses.
    fn cross(&mut self) {
        let next = self.next;
        self.active.retain(|(.., bottom, _)| *bottom >= next);
        let before = self.active.len();
        while let Some(merge) = self.waiting.pop_front_if(|(top, ..)| *top <= next) {
            self.active.push(merge);
        }
        if self.active.len() > before {
            self.active.sort_unstable_by_key(|(_, left, ..)| *left);
        }
    }

    /// Writes the rows without values up to `row`.
    fn blank_until(&mut self, row: u32) -> Result<(), Trouble> {
        while self.next < row {
            self.cross();
            // Up to the next row in which a merged range begins, goes on, or has ended.
            let next = self.next;
            let turns = self.active.iter().flat_map(|(top, _, bottom, _)| [top + 1, bottom + 1]);
            let begins = self.waiting.front().map(|(top, ..)| *top);
            let end = turns.chain(begins).filter(|turn| *turn > next).min().unwrap_or(row).min(row);
            self.write_row(end - next, &[])?;
        }
        Ok(())
    }

    /// Writes the next row, for itself and for those after it that are alike.
    fn write_row(&mut self, repeated: u32, cells: &[OutCell<'_>]) -> Result<(), Trouble> {
        let row = self.next;
        self.text.clear();
        self.text.push_str("<table:table-row");
        repeat(repeated, "rows", &mut self.text);
        self.text.push('>');
        let active = std::mem::take(&mut self.active);
        let column = self.write_cells(row, &active, cells)?;
        self.active = active;
        if column == 0 {
            self.text.push_str("<table:table-cell/>");
        }
        self.text.push_str("</table:table-row>");
        self.zip.write_all(self.text.as_bytes())?;
        self.next += repeated;
        Ok(())
    }

    /// Writes the cells of a row, and those that merged ranges cover. Returns how many columns were written.
    fn write_cells(&mut self, row: u32, active: &[Merge], cells: &[OutCell<'_>]) -> Result<u32, Trouble> {
        let mut active = active.iter().peekable();
        let mut cells = cells.iter().peekable();
        let mut column = 0;
        loop {
            let merge = active.next_if(|(_, left, ..)| *left == column);
            if let Some(&(top, left, bottom, right)) = merge {
                let span = (top == row).then_some((bottom - top + 1, right - left + 1));
                let mut at = column;
                if span.is_some() {
                    let cell = cells.next_if(|cell| cell.column == column);
                    self.cell(row, cell, 1, span, false)?;
                    at += 1;
                }
                while at <= right {
                    let cell = cells.next_if(|cell| cell.column == at);
                    let until = cells.peek().map_or(right, |cell| cell.column.saturating_sub(1)).min(right);
                    let count = if cell.is_some() { 1 } else { until.saturating_sub(at) + 1 };
                    self.cell(row, cell, count, None, true)?;
                    at += count;
                }
                column = right + 1;
            } else if let Some(cell) = cells.next_if(|cell| cell.column == column) {
                self.cell(row, Some(cell), 1, None, false)?;
                column += 1;
            } else {
                let next = [cells.peek().map(|cell| cell.column), active.peek().map(|(_, left, ..)| *left)];
                let Some(next) = next.into_iter().flatten().min().filter(|next| *next > column) else {
                    break;
                };
                self.cell(row, None, next - column, None, false)?;
                column = next;
            }
        }
        Ok(column)
    }

    /// A cell, or `count` empty ones.
    fn cell(
        &mut self,
        row: u32,
        cell: Option<&OutCell<'_>>,
        count: u32,
        span: Option<(u32, u32)>,
        is_covered: bool,
    ) -> Result<(), Trouble> {
        let text = &mut self.text;
        let name = if is_covered { "table:covered-table-cell" } else { "table:table-cell" };
        let _ = write!(text, "<{name}");
        repeat(count, "columns", text);
        if let Some((rows, columns)) = span {
            let _ = write!(
                text,
                " table:number-rows-spanned=\"{rows}\" table:number-columns-spanned=\"{columns}\""
            );
        }
        let Some(cell) = cell else {
            text.push_str("/>");
            return Ok(());
        };
        check_cell(row, cell)?;
        if cell.style > 0 {
            let _ = write!(text, " table:style-name=\"c{}\"", cell.style);
        }
        text.push_str(" office:value-type=\"");
        match &cell.value {
            Value::Number(value, _) => {
                let _ = write!(text, "float\" office:value=\"{}\"", xml::number(*value));
            }
            Value::Date(moment, _) => match (moment.date, moment.time) {
                (Some((year, month, day)), time) => {
                    let _ = write!(text, "date\" office:date-value=\"{year:04}-{month:02}-{day:02}");
                    if let Some((hour, minute, second)) = time {
                        let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
                    }
                    text.push('"');
                }
                (None, time) => {
                    let (hour, minute, second) = time.unwrap_or_default();
                    let _ = write!(text, "time\" office:time-value=\"PT{hour:02}H{minute:02}M{second:02}S\"");
                }
            },
            Value::Boolean(value) => {
                let _ = write!(text, "boolean\" office:boolean-value=\"{value}\"");
            }
            Value::Text(_) => text.push_str("string\""),
        }
        text.push('>');
        paragraph::write(cell.value.shown(), text);
        let _ = write!(text, "</{name}>");
        Ok(())
    }
}

/// How often an element stands for itself.
fn repeat(count: u32, what: &str, out: &mut String) {
    if count > 1 {
        let _ = write!(out, " table:number-{what}-repeated=\"{count}\"");
    }
}

/// A width in characters as hundredths of a millimetre: letters of the usual font are 1.85 mm wide, and a cell has a
/// little air.
#[expect(clippy::cast_sign_loss, reason = "widths are above zero, and a cast of anything else is zero")]
fn hundredths(width: f32) -> u32 {
    (width.clamp(0.0, 1000.0) * 185.0 + 130.0) as u32
}

impl<W: Write + Seek> Writer for OdsWriter<W> {
    fn begin_sheet(&mut self, head: &SheetHead<'_>) -> Result<(), Trouble> {
        self.names.add(head.name);
        self.waiting = inside(head.merges).into();
        self.active.clear();
        self.next = 0;
        self.text.clear();
        self.text.push_str("<table:table table:name=\"");
        xml::text(self.names.all().last().map_or("", String::as_str), &mut self.text);
        self.text.push_str("\">");
        let mut column = 0;
        for (first, last, width) in head.widths {
            if *first > column {
                self.text.push_str("<table:table-column");
                repeat(first - column, "columns", &mut self.text);
                self.text.push_str("/>");
            }
            let _ = write!(self.text, "<table:table-column table:style-name=\"w{}\"", hundredths(*width));
            repeat(last - first + 1, "columns", &mut self.text);
            self.text.push_str("/>");
            column = last + 1;
        }
        if column < head.columns.max(1) {
            self.text.push_str("<table:table-column");
            repeat(head.columns.max(1) - column, "columns", &mut self.text);
            self.text.push_str("/>");
        }
        self.zip.write_all(self.text.as_bytes())?;
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[OutCell<'_>]) -> Result<(), Trouble> {
        self.blank_until(row)?;
        self.cross();
        self.write_row(1, cells)
    }

    fn end_sheet(&mut self) -> Result<(), Trouble> {
        let merges = self.active.iter().chain(&self.waiting);
        let end = merges.map(|(.., bottom, _)| bottom + 1).max().unwrap_or(0);
        // A table has at least one row.
        self.blank_until(end.max(u32::from(self.next == 0)))?;
        self.zip.write_all(b"</table:table>")?;
        Ok(())
    }

    fn finish(mut self: Box<Self>, styles: &Styles) -> Result<(), Trouble> {
        self.zip.write_all(b"</office:spreadsheet></office:body></office:document-content>")?;
        self.zip.whole("styles.xml", &styles_part(styles))?;
        let entry = |path: &str, kind: &str| {
            format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
        };
        let manifest = format!(
            "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
             manifest:version=\"1.3\">{}{}{}</manifest:manifest>",
            entry("/", MIME),
            entry("content.xml", "text/xml"),
            entry("styles.xml", "text/xml")
        );
        self.zip.whole("META-INF/manifest.xml", &manifest)?;
        self.zip.finish()?;
        Ok(())
    }
}

fn styles_part(styles: &Styles) -> String {
    let mut out = format!("{DECLARATION}<office:document-styles {NAMESPACES}><office:styles>");
    for (number, format) in styles.formats().iter().enumerate() {
        match format {
            Format::General => {}
            Format::Number(looks) => data_style::number(number, looks, &mut out),
            Format::Date(looks) => data_style::date(number, looks, &mut out),
        }
    }
    out.push_str("<style:style style:name=\"Default\" style:family=\"table-cell\"/>");
    for (number, (looks, format)) in styles.all().iter().enumerate().skip(1) {
        let _ = write!(
            out,
            "<style:style style:name=\"c{number}\" style:family=\"table-cell\" style:parent-style-name=\"Default\""
        );
        if *format > 0 {
            let _ = write!(out, " style:data-style-name=\"N{format}\"");
        }
        out.push('>');
        if looks.wrap {
            out.push_str("<style:table-cell-properties fo:wrap-option=\"wrap\"/>");
        }
        if looks.bold || looks.italic {
            out.push_str("<style:text-properties");
            out.push_str(if looks.bold { " fo:font-weight=\"bold\"" } else { "" });
            out.push_str(if looks.italic { " fo:font-style=\"italic\"" } else { "" });
            out.push_str("/>");
        }
        out.push_str("</style:style>");
    }
    out.push_str("</office:styles></office:document-styles>");
    out
}
