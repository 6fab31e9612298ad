//! JSON Lines: a flat object on each line. Keys are headings; a key that is missing is an empty cell.

use crate::json_object::FlatObject;
use crate::read::{too_many_columns, too_many_rows};
use crate::{Fault, Intake, IntakeError, MOST_COLUMNS, MOST_ROWS, TableFile};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

/// Longest line, in bytes.
const LONGEST: u64 = 1 << 20;

/// Whether a file is JSON Lines: by its name, or because it begins like an object.
pub fn is_it(file: &TableFile<'_>) -> Result<bool, IntakeError> {
    let mut head = [0; 64];
    let read = file.begun()?.read(&mut head)?;
    let head = head.get(..read).unwrap_or_default();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    Ok(head.starts_with(b"{") || ["jsonl", "ndjson", "json"].contains(&file.ending().as_str()))
}

/// Reads one.
pub fn read(file: &TableFile<'_>) -> Result<Intake, IntakeError> {
    read_lines(BufReader::new(file.begun()?))
}

fn read_lines(from: impl BufRead) -> Result<Intake, IntakeError> {
    let mut lines = Lines { from, line: 0 };
    let mut table = Table::default();
    while let Some(line) = lines.next()? {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        if lines.line == 1 && line.starts_with(b"[") {
            return Err(IntakeError::refused(
                "it is one list of JSON",
                "Write an object on each line (JSON Lines)",
            ));
        }
        table.line(lines.line, line)?;
    }
    table.finish()
}

struct Lines<R> {
    from: R,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    fn next(&mut self) -> Result<Option<Vec<u8>>, IntakeError> {
        self.line += 1;
        let mut line = Vec::new();
        let read = self.from.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line)?;
        if read as u64 > LONGEST {
            let what = format!("line {} is longer than 1 MiB", self.line);
            return Err(IntakeError::refused(what, "Check that there is an object on each line"));
        }
        if self.line == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        Ok((read > 0).then_some(line))
    }
}

#[derive(Default)]
struct Table {
    headings: Vec<String>,
    places: HashMap<String, usize>,
    rows: Vec<(u64, Vec<String>)>,
    faults: Vec<Fault>,
}

impl Table {
    fn line(&mut self, number: u64, line: &[u8]) -> Result<(), IntakeError> {
        if self.rows.len() + self.faults.len() >= MOST_ROWS {
            return Err(too_many_rows());
        }
        if std::str::from_utf8(line).is_err() {
            let what = format!("line {number} has bytes that are no UTF-8");
            return Err(IntakeError::refused(what, "Save the file in UTF-8 and try again"));
        }
        // The message of the parser can hold a value.
        let Ok(FlatObject(pairs)) = serde_json::from_slice(line) else {
            self.faults.push(Fault { row: number, why: "it is no flat object of JSON".into() });
            return Ok(());
        };
        let mut values = vec![String::new(); self.headings.len()];
        let mut filled = vec![false; self.headings.len()];
        for (key, value) in pairs {
            let key = key.trim();
            let place = match self.places.get(key) {
                Some(place) => *place,
                None if self.headings.len() >= MOST_COLUMNS => return Err(too_many_columns()),
                None => {
                    let place = self.headings.len();
                    self.places.insert(key.to_owned(), place);
                    self.headings.push(key.to_owned());
                    place
                }
            };
            values.resize(self.headings.len(), String::new());
            filled.resize(self.headings.len(), false);
            if std::mem::replace(filled.get_mut(place).unwrap_or(&mut false), true) {
                self.faults.push(Fault { row: number, why: "it has a key twice".into() });
                return Ok(());
            }
            if let (Some(cell), Some(value)) = (values.get_mut(place), value) {
                *cell = value;
            }
        }
        if values.iter().any(|value| !value.trim().is_empty()) {
            self.rows.push((number, values));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Intake, IntakeError> {
        if self.headings.is_empty() {
            return Err(IntakeError::refused("it holds no objects of JSON", "Write an object on each line"));
        }
        for (_, values) in &mut self.rows {
            values.resize(self.headings.len(), String::new());
        }
        Ok(Intake {
            headings: self.headings,
            rows: self.rows,
            faults: self.faults,
            sha256: [0; 32],
            format: "jsonl".into(),
            told: Vec::new(),
        })
    }
}
