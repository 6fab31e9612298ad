//! Sheets that no program would write.

use crate::common::Folder;
use crate::common::book::{Book, PEOPLE, relations, rows, workbook};
use crate::common::program::{Verdict, verdict};
use std::fmt::Write;

fn of_rows(rows: &str) -> Verdict {
    let folder = Folder::new();
    verdict(folder.file("answer.xlsx", Book::of_rows(rows).bytes()))
}

#[test]
fn a_workbook_that_lists_a_million_sheets() {
    let folder = Folder::new();
    let mut sheets = String::new();
    for number in 0..1_000_000 {
        let _ = write!(sheets, "<sheet name='S{number}' sheetId='{number}' r:id='r{number}'/>");
    }
    let mut book = Book::plain();
    book.set("xl/workbook.xml", &workbook(&sheets));
    verdict(folder.file("answer.xlsx", book.bytes()))
        .is_unchecked("the workbook lists sheets that are not in the file", "Release the safe copy")
        .holds_at_most(400);
}

#[test]
fn twenty_thousand_sheets_that_are_all_the_same_part() {
    let folder = Folder::new();
    let (mut sheets, mut all) = (String::new(), Vec::new());
    let names: Vec<String> = (0..20_000).map(|number| format!("r{number}")).collect();
    for (number, name) in names.iter().enumerate() {
        let _ = write!(sheets, "<sheet name='S{number}' sheetId='{number}' r:id='{name}'/>");
        all.push((name.as_str(), "worksheet", "worksheets/sheet1.xml"));
    }
    let mut book = Book::plain();
    book.set("xl/workbook.xml", &workbook(&sheets));
    book.set("xl/_rels/workbook.xml.rels", &relations(&all));
    verdict(folder.file("answer.xlsx", book.bytes())).is_clear().holds_at_most(200);
}

#[test]
fn a_sheet_with_cells_in_its_first_and_its_last_row_only() {
    of_rows("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>")
        .is_clear()
        .holds_at_most(100);
}

#[test]
fn a_sheet_of_sixteen_thousand_columns() {
    let folder = Folder::new();
    let mut rows = String::new();
    for row in 1..=6 {
        let _ = write!(rows, "<row r='{row}'>");
        for column in 0..16_384 {
            let _ = write!(
                rows,
                "<c t='inlineStr'><is><t>Value {} of row {row}</t></is></c>",
                column * 7919 % 16_411
            );
        }
        rows.push_str("</row>");
    }
    of_rows(&rows).holds_at_most(110);
    let line =
        |row: u32| (0..16_384).map(|column| format!("{row} and {column}")).collect::<Vec<_>>().join(",");
    let text = (0..6).map(line).collect::<Vec<_>>().join("\n");
    verdict(folder.file("answer.csv", text)).is_clear().holds_at_most(100);
}

#[test]
fn a_text_with_more_columns_than_any_program_shows_is_not_clear() {
    let folder = Folder::new();
    let line =
        |row: u32| (0..100_000).map(|column| format!("{row} and {column}")).collect::<Vec<_>>().join(",");
    let text = (0..3).map(line).collect::<Vec<_>>().join("\n");
    verdict(folder.file("answer.csv", text))
        .is_unchecked("a table with more than 16,384 columns", "raise the limits")
        .holds_at_most(200);
}

#[test]
fn rows_and_cells_out_of_order_are_all_read() {
    let mut book = Book::with_hidden_people();
    // The rows from the last to the first, the cells from the right to the left.
    let mut backwards = String::new();
    for (number, row) in (1..).zip(PEOPLE).collect::<Vec<_>>().into_iter().rev() {
        let _ = write!(backwards, "<row r='{number}'>");
        for (column, value) in ('A'..).zip(*row).collect::<Vec<_>>().into_iter().rev() {
            let _ = write!(backwards, "<c r='{column}{number}' t='inlineStr'><is><t>{value}</t></is></c>");
        }
        backwards.push_str("</row>");
    }
    book.set(
        "xl/worksheets/sheet2.xml",
        &format!("<worksheet><sheetData>{backwards}</sheetData></worksheet>"),
    );
    let folder = Folder::new();
    let verdict = verdict(folder.file("answer.xlsx", book.bytes()));
    // The heading stands last, so less is understood; but nothing is missed, and it does not pass.
    assert_eq!(verdict.answer.status, Some(1), "{:#}", verdict.file);
    verdict.finds("hidden-sheet");
    assert_eq!(verdict.file["hidden_people"]["distinct"], PEOPLE.len() - 1, "{:#}", verdict.file);
}

#[test]
fn people_in_cells_beyond_the_last_one_are_found() {
    // Excel shows no cell behind XFD1048576; the file holds it all the same.
    let mut far = rows(&[&["Area", "Total"], &["North", "12"]]);
    for (row, values) in (1_048_577_u32..).zip(PEOPLE) {
        let _ = write!(far, "<row r='{row}'>");
        for (column, value) in ["XFE", "XFF", "XFG", "XFH"].iter().zip(*values) {
            let _ = write!(far, "<c r='{column}{row}' t='inlineStr'><is><t>{value}</t></is></c>");
        }
        far.push_str("</row>");
    }
    let verdict = of_rows(&far);
    assert_eq!(verdict.answer.status, Some(1), "{:#}", verdict.file);
    assert_eq!(verdict.file["people"]["distinct"], PEOPLE.len() - 1);
}

#[test]
fn absurd_numbers_of_rows_cells_and_values() {
    for rows in [
        "<row r='-1'><c r='A-1'><v>1</v></c></row>",
        "<row r='0'><c r='A0'><v>1</v></c></row>",
        "<row r='99999999999999999999'><c r='A99999999999999999999'><v>1</v></c></row>",
        "<row r='4294967295'><c r='A4294967295'><v>1</v></c></row><row><c><v>2</v></c></row>",
        "<row r='1'><c r='ZZZZZZZZZZZZ1'><v>1</v></c><c r=''><v>2</v></c><c r='1A'><v>3</v></c></row>",
        "<row r='1'><c r='A1'><v>-1e308</v></c><c><v>1e999</v></c><c><v>NaN</v></c><c><v>--5</v></c></row>",
        "<row r='1'><c r='A1' s='-1'><v>1</v></c><c s='99999999999'><v>2</v></c><c t='nonsense'><v>3</v></c></row>",
    ] {
        let verdict = of_rows(rows);
        verdict.holds_at_most(100);
        assert!(!verdict.answer.stdout.contains("broke down"), "{rows}\n{:#}", verdict.file);
    }
}

#[test]
fn a_column_further_out_than_can_be_sent() {
    of_rows("<row r='1'><c r='CCCCC1'><v>1</v></c></row>")
        .is_unchecked("The file is larger than the limit", "raise the limit");
}

#[test]
fn strings_that_do_not_exist() {
    for index in ["99", "-1", "4294967295", "99999999999999999999", "x"] {
        of_rows(&format!("<row r='1'><c r='A1' t='s'><v>{index}</v></c></row>"))
            .is_unchecked("a cell refers to a string that does not exist", "Release the safe copy");
    }
}

#[test]
fn dates_outside_the_calendar() {
    let folder = Folder::new();
    let mut book = Book::of_rows(
        "<row r='1'><c r='A1' s='1'><v>-5</v></c><c s='1'><v>1e18</v></c><c s='1'><v>2958466</v></c>\
         <c s='1'><v>60</v></c><c s='1'><v>0.999999999</v></c><c s='1' t='d'><v>9999-99-99T99:99</v></c></row>",
    );
    book.set(
        "xl/styles.xml",
        "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>",
    );
    book.set(
        "xl/_rels/workbook.xml.rels",
        &relations(&[("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")]),
    );
    verdict(folder.file("answer.xlsx", book.bytes())).is_clear();
}

#[test]
fn a_long_text_that_a_hundred_thousand_cells_name() {
    // A megabyte that says three gigabytes.
    let folder = Folder::new();
    let mut book = Book::of_rows(&"<row><c t='s'><v>0</v></c></row>".repeat(100_000));
    book.set(
        "xl/sharedStrings.xml",
        &format!("<sst><si><t>{}</t></si></sst>", "Nothing to see here. ".repeat(1500)),
    );
    book.set(
        "xl/_rels/workbook.xml.rels",
        &relations(&[
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
        ]),
    );
    verdict(folder.file("answer.xlsx", book.bytes()))
        .is_unchecked("The file unpacks to far more than it should", "raise the limits")
        .holds_at_most(150);
}

#[test]
fn a_cell_that_an_open_document_repeats_a_billion_times() {
    let folder = Folder::new();
    let flat = "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
        xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' \
        xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
        office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet>\
        <table:table table:name='Data'><table:table-row table:number-rows-repeated='1048576'>\
        <table:table-cell table:number-columns-repeated='16384' office:value-type='string'><text:p>Ashworth</text:p>\
        </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>";
    verdict(folder.file("answer.fods", flat)).holds_at_most(300);
}
