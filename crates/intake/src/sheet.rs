//! A table of a spreadsheet or of delimited text, by way of the reader that is locked down.

use crate::read::{too_many_columns, too_many_rows};
use crate::{Fault, Intake, IntakeError, MOST_COLUMNS, MOST_ROWS, TableFile};
use inspect::{
    Cell, CellKind, Channel, Closed, Content, Frame, Hiding, Layout, Options, PartHead, Row, Sink,
};
use sandbox::Ending;

/// Reads the sheet of this name, or the only visible one with anything on it.
pub fn read(file: &TableFile<'_>) -> Result<Intake, IntakeError> {
    let handle = file.begun()?.try_clone()?;
    let mut reader = Reader { wanted: file.sheet.map(|name| format!("sheet '{name}'")), ..Reader::default() };
    // Displayed text is asked for because of numbers that a format fills up with noughts.
    let options = Options { layout: true, ..Options::default() };
    let outcome = file.sandbox.inspect(handle, &file.name.to_string_lossy(), &options, &mut reader);
    match reader.stopped {
        Some(Stopped::Columns) => return Err(too_many_columns()),
        Some(Stopped::Rows) => return Err(too_many_rows()),
        Some(Stopped::Unchecked(what, fix)) => return Err(IntakeError::refused(what, fix)),
        None if outcome.ending != Ending::Complete => {
            return Err(IntakeError::refused(
                "it could not be read to its end",
                "Save it as csv or xlsx and try again",
            ));
        }
        None => {}
    }
    reader.finish(file.sheet.is_some())
}

/// Why reading ended early.
enum Stopped {
    Columns,
    Rows,
    Unchecked(String, &'static str),
}

/// Collects one table.
#[derive(Default)]
struct Reader {
    wanted: Option<String>,
    format: String,
    /// Visible sheets with something on them: part and name.
    seen: Vec<(u32, String)>,
    /// Sheets by part: name, and whether a person sees them.
    open: Vec<(u32, String, bool)>,
    hidden: Vec<String>,
    hidden_rows: u64,
    hidden_columns: bool,
    headings: Option<Vec<String>>,
    rows: Vec<(u64, Vec<String>)>,
    faults: Vec<Fault>,
    stale: u64,
    stopped: Option<Stopped>,
}

impl Sink for Reader {
    fn frame(&mut self, frame: &Frame<'_>) -> Result<(), Closed> {
        match frame {
            Frame::File(head) if head.file == 0 => head.format.clone_into(&mut self.format),
            Frame::Open(head) if head.file == 0 && head.content == Content::Table => self.table(head),
            Frame::Row(row) => self.row(row),
            Frame::Layout(Layout::Stale { part, formulas }) if self.is_read(*part) => self.stale += formulas,
            Frame::Unchecked(doubt) if doubt.file == 0 => {
                let what = doubt.reason.what().trim_end_matches('.').to_owned();
                self.stop(Stopped::Unchecked(what, doubt.reason.fix().trim_end_matches('.')));
            }
            Frame::Unaccounted(gap) if gap.file == 0 && (gap.bears_on_cells || gap.path.is_empty()) => {
                let what = format!("a part of it is not understood: {}", gap.why);
                self.stop(Stopped::Unchecked(
                    what,
                    "Save it anew in the program that made it, and try again",
                ));
            }
            _ => {}
        }
        if self.stopped.is_some() { Err(Closed) } else { Ok(()) }
    }
}

impl Reader {
    fn table(&mut self, head: &PartHead<'_>) {
        if matches!(head.channel, Channel::Sheet | Channel::DelimitedTable) {
            let is_seen = head.hiding.is_seen();
            let name = head.human.to_owned();
            self.open.push((head.id, name, is_seen));
        }
    }

    fn row(&mut self, row: &Row<'_>) {
        let Some((part, name, is_seen)) = self.open.iter().find(|(part, ..)| *part == row.part) else {
            return;
        };
        if row.heads.is_empty() {
            return;
        }
        if !is_seen {
            if !self.hidden.contains(name) {
                self.hidden.push(name.clone());
            }
            return;
        }
        if self.seen.last().is_none_or(|(last, _)| last != part)
            && !self.seen.iter().any(|(seen, _)| seen == part)
        {
            self.seen.push((*part, name.clone()));
        }
        if !self.is_read(row.part) {
            return;
        }
        let width = row.heads.iter().map(|head| head.column as usize + 1).max().unwrap_or(0);
        if width > MOST_COLUMNS && self.headings.is_none() {
            self.stop(Stopped::Columns);
            return;
        }
        match &self.headings {
            None => self.headings = Some(headings(row, width)),
            Some(headings) => {
                let wide = headings.len();
                self.values(row, wide);
            }
        }
    }

    fn values(&mut self, row: &Row<'_>, width: usize) {
        let number = u64::from(row.number);
        let mut values = vec![String::new(); width];
        let mut fault = None;
        for cell in row.cells() {
            let column = cell.head.column;
            let text = value(&cell);
            if text.trim().is_empty() {
                continue;
            }
            if cell.head.kind == CellKind::Error {
                fault = Some(format!("it has an error value in column {}", inspect::column_name(column)));
            }
            if let Some(place) = values.get_mut(column as usize) {
                text.clone_into(place);
            } else if fault.is_none() {
                let column = inspect::column_name(column);
                fault = Some(format!("it has a value in column {column}, which has no heading"));
            }
            self.hidden_columns |= cell.head.hiding.intersects(Hiding::WHOLE_COLUMN);
        }
        if self.rows.len() + self.faults.len() >= MOST_ROWS {
            self.stop(Stopped::Rows);
        } else if let Some(why) = fault {
            self.faults.push(Fault { row: number, why });
        } else if values.iter().any(|value| !value.trim().is_empty()) {
            self.hidden_rows +=
                u64::from(row.hiding.intersects(Hiding::WHOLE_ROW.difference(Hiding::AFTER_TABLE)));
            self.rows.push((number, values));
        }
    }

    /// Whether a part is the table that is asked for.
    fn is_read(&self, part: u32) -> bool {
        match &self.wanted {
            None => self.seen.first().is_some_and(|(first, _)| *first == part),
            Some(wanted) => self.seen.iter().any(|(seen, name)| *seen == part && name == wanted),
        }
    }

    fn stop(&mut self, why: Stopped) {
        if self.stopped.is_none() {
            self.stopped = Some(why);
        }
    }

    fn finish(self, is_named: bool) -> Result<Intake, IntakeError> {
        let sheets = || self.seen.iter().map(|(_, name)| name.clone()).collect();
        let Some(headings) = self.headings else {
            return Err(if is_named && !self.seen.is_empty() {
                IntakeError::NoSuchSheet { sheets: sheets() }
            } else {
                IntakeError::refused("it holds no table that is seen", "Check that it is the right file")
            });
        };
        if self.seen.len() > 1 && self.wanted.is_none() {
            return Err(IntakeError::SeveralSheets { sheets: sheets() });
        }
        if self.stale > 0 {
            return Err(IntakeError::refused(
                "it has formulas whose results are not in the file",
                "Open it in the program that made it, save it, and try again",
            ));
        }
        let mut told = Vec::new();
        if !self.hidden.is_empty() {
            told.push(format!("Hidden sheets were not read: {}.", self.hidden.join(", ")));
        }
        if self.hidden_rows > 0 {
            told.push(format!("{} hidden rows were read too.", self.hidden_rows));
        }
        if self.hidden_columns {
            told.push("Hidden columns were read too.".into());
        }
        let Self { format, rows, faults, .. } = self;
        Ok(Intake { headings, rows, faults, sha256: [0; 32], format, told })
    }
}

fn headings(row: &Row<'_>, width: usize) -> Vec<String> {
    let mut headings = vec![String::new(); width];
    for cell in row.cells() {
        if let Some(heading) = headings.get_mut(cell.head.column as usize) {
            cell.stored.trim().clone_into(heading);
        }
    }
    while headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    headings
}

/// What a cell says. A number that its format fills up with noughts is a number of a person, spelt with them.
fn value<'c>(cell: &Cell<'c>) -> &'c str {
    match cell.shown {
        Some(shown) if cell.head.kind == CellKind::Number && is_filled(shown, cell.stored) => shown,
        _ => cell.stored,
    }
}

fn is_filled(shown: &str, stored: &str) -> bool {
    shown.bytes().all(|byte| byte.is_ascii_digit())
        && shown.starts_with('0')
        && shown.len() > stored.len()
        && shown.trim_start_matches('0') == stored.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::is_filled;

    #[test]
    fn only_noughts_before_a_number_count() {
        assert!(is_filled("00123", "123") && is_filled("000", "0"));
        assert!(!is_filled("123.00", "123") && !is_filled("0124", "123") && !is_filled("", "1"));
    }
}
