//! Workbooks of a few parts, to be spoilt.

use super::zip::{Entry, archive};
use std::fmt::Write;

const TYPES: &str = "<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
    <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
    <Override PartName='/xl/workbook.xml' \
    ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>";
const ROOT: &str = "<?xml version='1.0'?><Relationships><Relationship Id='r1' Target='xl/workbook.xml' \
    Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet of numbers.
#[derive(Debug, Clone)]
pub struct Book {
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// One sheet, whose rows are these.
    pub fn of_rows(rows: &str) -> Self {
        Self::of_sheet(&format!("<?xml version='1.0'?><worksheet><sheetData>{rows}</sheetData></worksheet>"))
    }

    /// One sheet that is this XML.
    pub fn of_sheet(sheet: &str) -> Self {
        let mut book = Self { parts: Vec::new() };
        book.set("[Content_Types].xml", TYPES);
        book.set("_rels/.rels", ROOT);
        book.set("xl/workbook.xml", &workbook("<sheet name='Data' sheetId='1' r:id='r1'/>"));
        book.set("xl/_rels/workbook.xml.rels", &relations(&[("r1", "worksheet", "worksheets/sheet1.xml")]));
        book.set("xl/worksheets/sheet1.xml", sheet);
        book
    }

    /// Counts by area, as an answer should be.
    pub fn plain() -> Self {
        Self::of_rows(&rows(&[&["Area", "Total"], &["North", "12"], &["South", "340"], &["West", "56"]]))
    }

    /// The same, and a hidden sheet of six people.
    pub fn with_hidden_people() -> Self {
        let mut book = Self::plain();
        book.set(
            "xl/workbook.xml",
            &workbook(
                "<sheet name='Data' sheetId='1' r:id='r1'/><sheet name='Staff' sheetId='2' r:id='r2' state='hidden'/>",
            ),
        );
        book.set(
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "worksheet", "worksheets/sheet2.xml"),
            ]),
        );
        book.set(
            "xl/worksheets/sheet2.xml",
            &format!("<?xml version='1.0'?><worksheet><sheetData>{}</sheetData></worksheet>", rows(PEOPLE)),
        );
        book
    }

    /// Replaces a part, or adds it.
    pub fn set(&mut self, name: &str, content: &str) {
        self.set_bytes(name, content.as_bytes());
    }

    /// See [`Book::set`].
    pub fn set_bytes(&mut self, name: &str, content: &[u8]) {
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, own)) => *own = content.to_vec(),
            None => self.parts.push((name.to_owned(), content.to_vec())),
        }
    }

    /// A file inside the workbook.
    pub fn embed(&mut self, name: &str, content: &[u8]) {
        self.set(
            "xl/_rels/workbook.xml.rels",
            &relations(&[("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "package", name)]),
        );
        self.set_bytes(&format!("xl/{name}"), content);
    }

    /// Its entries, packed, to be changed.
    pub fn entries(&self) -> Vec<Entry> {
        self.parts.iter().map(|(name, content)| Entry::new(name, content).packed()).collect()
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        archive(&self.entries()).bytes
    }
}

/// People who do not exist.
pub const PEOPLE: &[&[&str]] = &[
    &["Surname", "Initials", "Rank", "Date of birth"],
    &["Ashworth", "J K", "Constable", "12/03/1985"],
    &["Bradden", "L", "Sergeant", "04/11/1979"],
    &["Quillfeather", "S M", "Constable", "30/07/1991"],
    &["Goldwater", "P", "Inspector", "17/01/1972"],
    &["Tarrowby", "A J", "Constable", "22/09/1988"],
    &["Windermoor", "E", "Sergeant", "09/05/1983"],
];

/// Rows of a sheet; what looks like a number is one.
pub fn rows(values: &[&[&str]]) -> String {
    let mut rows = String::new();
    for (number, row) in (1..).zip(values) {
        let _ = write!(rows, "<row r='{number}'>");
        for (column, value) in ('A'..).zip(*row) {
            let _ = match value.parse::<f64>() {
                Ok(_) => write!(rows, "<c r='{column}{number}'><v>{value}</v></c>"),
                Err(_) => write!(rows, "<c r='{column}{number}' t='inlineStr'><is><t>{value}</t></is></c>"),
            };
        }
        rows.push_str("</row>");
    }
    rows
}

/// The workbook part with these sheets.
pub fn workbook(sheets: &str) -> String {
    format!("<?xml version='1.0'?><workbook xmlns:r='{RELATIONS}'><sheets>{sheets}</sheets></workbook>")
}

/// A part of relationships: name, kind, target.
pub fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut text = String::from("<?xml version='1.0'?><Relationships>");
    for (id, kind, target) in all {
        let _ = write!(text, "<Relationship Id='{id}' Type='{RELATIONS}/{kind}' Target='{target}'/>");
    }
    text.push_str("</Relationships>");
    text
}
