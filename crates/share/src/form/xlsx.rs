//! An Excel workbook with one sheet of texts. Numbers stay texts, so no leading zero is lost; the workbook names no author.

use super::{Form, unwritten};
use crate::ShareError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::io::Write;

/// Most rows of a sheet, the headings among them (ECMA-376).
const MOST_ROWS: u32 = 1_048_576;

struct Sheet {
    workbook: Workbook,
    next: u32,
}

pub(super) fn begin(headings: &[String]) -> Result<Box<dyn Form>, ShareError> {
    let mut workbook = Workbook::new();
    // A fixed time: when it was written would tell two copies apart that should be the same.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(refused)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    workbook.add_worksheet().set_name("People").map_err(refused)?;
    let mut sheet = Sheet { workbook, next: 0 };
    let cells: Vec<&str> = headings.iter().map(String::as_str).collect();
    sheet.write(&cells)?;
    Ok(Box::new(sheet))
}

impl Sheet {
    fn write(&mut self, cells: &[&str]) -> Result<(), ShareError> {
        if self.next >= MOST_ROWS {
            return Err(ShareError::Unwritten {
                what: "a sheet has 1,048,576 rows, and this needs more: deliver CSV",
            });
        }
        let worksheet = self.workbook.worksheet_from_index(0).map_err(refused)?;
        for (column, cell) in (0_u16..).zip(cells) {
            if !cell.is_empty() {
                worksheet.write_string(self.next, column, *cell).map_err(refused)?;
            }
        }
        self.next += 1;
        Ok(())
    }
}

impl Form for Sheet {
    fn row(&mut self, cells: &[&str], _: &mut dyn Write) -> Result<(), ShareError> {
        self.write(cells)
    }

    fn end(mut self: Box<Self>, out: &mut dyn Write) -> Result<(), ShareError> {
        let bytes = self.workbook.save_to_buffer().map_err(refused)?;
        out.write_all(&bytes).map_err(unwritten)
    }
}

fn refused(_: XlsxError) -> ShareError {
    ShareError::Unwritten { what: "the workbook does not take a value" }
}
