//! CSV (RFC 4180), UTF-8, with a byte order mark, because Excel takes it for another encoding without one.

use super::{Form, unwritten};
use crate::ShareError;
use std::io::Write;

struct Csv {
    head: Option<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "one of several forms, of which others can fail")]
pub(super) fn begin(headings: &[String]) -> Result<Box<dyn Form>, ShareError> {
    let cells: Vec<&str> = headings.iter().map(String::as_str).collect();
    Ok(Box::new(Csv { head: Some(format!("\u{feff}{}", line(&cells))) }))
}

impl Form for Csv {
    fn row(&mut self, cells: &[&str], out: &mut dyn Write) -> Result<(), ShareError> {
        if let Some(head) = self.head.take() {
            out.write_all(head.as_bytes()).map_err(unwritten)?;
        }
        out.write_all(line(cells).as_bytes()).map_err(unwritten)
    }

    fn end(mut self: Box<Self>, out: &mut dyn Write) -> Result<(), ShareError> {
        match self.head.take() {
            Some(head) => out.write_all(head.as_bytes()).map_err(unwritten),
            None => Ok(()),
        }
    }
}

fn line(cells: &[&str]) -> String {
    let mut line = String::new();
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(cell);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows in prop::collection::vec(prop::collection::vec("[a-c,\"\r\n é]{0,6}", 3), 1..6)) {
            let mut out = Vec::new();
            let mut form = begin(&["a".into(), "b".into(), "c".into()]).unwrap();
            for row in &rows {
                let cells: Vec<&str> = row.iter().map(String::as_str).collect();
                form.row(&cells, &mut out).unwrap();
            }
            form.end(&mut out).unwrap();
            let read: Vec<Vec<String>> = csv::ReaderBuilder::new()
                .from_reader(&out[3..])
                .into_records()
                .map(|row| row.unwrap().iter().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
