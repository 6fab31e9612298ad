//! Files that are something else than their names say.

use crate::common::Folder;
use crate::common::book::Book;
use crate::common::program::{Verdict, verdict};
use crate::common::zip::{Entry, archive};
use crate::common::{book, xls};
use std::io::Read;

const SAVE_AS: &str = "Save the data as xlsx, ods or csv in the program that made it";

fn named(name: &str, bytes: impl AsRef<[u8]>) -> Verdict {
    let folder = Folder::new();
    verdict(folder.file(name, bytes))
}

fn is_something_else(name: &str, bytes: impl AsRef<[u8]>, what: &str) {
    named(name, bytes).is_unchecked(
        &format!("The file is not a spreadsheet of a kind that is read here ({what})"),
        SAVE_AS,
    );
}

#[test]
fn a_pdf_a_web_page_a_program_and_a_picture() {
    is_something_else("answer.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document");
    let page = "<html><body><table><tr><td>Ashworth</td></tr></table></body></html>";
    is_something_else("answer.xls", page, "a web page (HTML)");
    is_something_else("answer.xls", format!("\u{feff}<!DOCTYPE html>{page}"), "a web page (HTML)");
    is_something_else("answer.csv", b"GIF89a\x01\0\x01\0\0\0\0;", "a GIF picture");
    is_something_else("answer", b"MZ\x90\0\x03\0\0\0", "a Windows program");
}

#[test]
fn an_archive_and_a_letter() {
    let zip = archive(&[Entry::new("staff.txt", "Ashworth")]).bytes;
    is_something_else("answer.xlsx", zip, "a zip archive");
    let types = "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.\
                 wordprocessingml.document.main+xml'/></Types>";
    let letter =
        archive(&[Entry::new("[Content_Types].xml", types), Entry::new("word/document.xml", "<w/>")]).bytes;
    is_something_else("answer.xlsx", letter, "a Word document");
    let text = archive(&[Entry::new("mimetype", "application/vnd.oasis.opendocument.text")]).bytes;
    is_something_else("answer.ods", text, "an OpenDocument text");
    is_something_else("answer.xls", xls::compound(&[("WordDocument", b"x")]), "a Word document");
}

#[test]
fn a_text_under_the_name_of_a_workbook_is_read_as_what_it_is() {
    let verdict = named("answer.xlsx", "Area,Total\nNorth,12\nSouth,340\n");
    verdict.is_clear().finds("wrong-type");
    assert_eq!(verdict.file["format"], "csv");
}

#[test]
fn what_is_left_of_a_workbook_is_not_read_as_a_text() {
    is_something_else("answer.xlsx", "the rest of something", "a text");
    is_something_else("answer.pdf", "Dear Sir,\nyours\n", "a text");
    is_something_else("answer", [0xff; 3000], "a text");
}

#[test]
fn a_workbook_under_other_names_is_read_as_what_it_is() {
    for name in ["answer.csv", "answer.xls", "answer.ods", "answer.pdf"] {
        let verdict = named(name, Book::with_hidden_people().bytes());
        verdict.is_held().finds("wrong-type").finds("hidden-sheet");
        assert_eq!(verdict.file["format"], "xlsx");
    }
    // A name without an ending claims nothing.
    let verdict = named("answer", Book::with_hidden_people().bytes());
    verdict.is_held();
    assert!(verdict.findings().all(|finding| finding["rule"] != "wrong-type"));
}

#[test]
fn bytes_that_are_nothing() {
    for bytes in
        [&b"\0"[..], b"P", b"PK", b"PK\x03\x04", b"PK\x05\x06", &[0xd0, 0xcf, 0x11, 0xe0], &[0xff; 3000]]
    {
        let verdict = named("answer.xlsx", bytes);
        assert_eq!(verdict.answer.status, Some(2), "{bytes:?}\n{:#}", verdict.file);
    }
}

#[test]
fn an_old_workbook_cut_at_every_sector() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../inspect/tests/files/libreoffice-hidden.xls.gz");
    let mut whole = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut whole).unwrap();
    let folder = Folder::new();
    for cut in (1..whole.len()).step_by(256) {
        folder.file(&format!("{cut:06}.xls"), &whole[..cut]);
    }
    let answer = crate::common::program::check([folder.path().as_os_str(), "--format=jsonl".as_ref()]);
    assert_eq!(answer.status, Some(2));
    for file in answer.files() {
        assert_ne!(file["verdict"], "clear", "{file:#}");
        assert!(!file.to_string().contains("broke down"), "{file:#}");
    }
}

#[test]
fn a_workbook_without_a_list_of_kinds_is_read_all_the_same() {
    let mut book = Book::with_hidden_people();
    book.parts.retain(|(name, _)| name != "[Content_Types].xml");
    named("answer.xlsx", book.bytes()).is_held().finds("hidden-sheet");
}

#[test]
fn a_workbook_with_nothing_in_it_but_its_name() {
    let mut book = Book { parts: Vec::new() };
    book.set("xl/workbook.xml", &book::workbook(""));
    let verdict = named("answer.xlsx", book.bytes());
    assert_ne!(verdict.answer.stdout, "");
}
