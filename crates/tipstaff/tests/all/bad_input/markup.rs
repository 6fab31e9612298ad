//! XML that is made to do harm, and XML in other encodings than everybody expects.

use crate::common::Folder;
use crate::common::book::{Book, PEOPLE, rows};
use crate::common::program::{Verdict, verdict};

const ENTITIES: &str = "it defines entities of its own, which is not read here";
const SAFE_COPY: &str = "Release the safe copy instead";

fn sheet(sheet: &str) -> Verdict {
    let folder = Folder::new();
    verdict(folder.file("answer.xlsx", Book::of_sheet(sheet).bytes()))
}

#[test]
fn a_billion_laughs() {
    let kind = |level: u32| format!("<!ENTITY a{level} '{}'>", format!("&a{};", level - 1).repeat(10));
    let kinds = format!("<!ENTITY a0 'ha'>{}", (1..10).map(kind).collect::<Vec<_>>().concat());
    let text = format!(
        "<!DOCTYPE worksheet [{kinds}]><worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&a9;</t></is></c>\
         </row></sheetData></worksheet>"
    );
    sheet(&text).is_unchecked(ENTITIES, SAFE_COPY).holds_at_most(100);
}

#[test]
fn an_entity_that_is_a_file_of_the_machine() {
    let text = "<!DOCTYPE worksheet [<!ENTITY who SYSTEM 'file:///etc/passwd'>]><worksheet><sheetData><row r='1'>\
                <c r='A1' t='inlineStr'><is><t>&who;</t></is></c></row></sheetData></worksheet>";
    let verdict = sheet(text);
    verdict.is_unchecked(ENTITIES, SAFE_COPY);
    assert!(!verdict.answer.stdout.contains("root:"));
}

#[test]
fn an_entity_in_the_list_of_sheets_and_in_an_open_document() {
    let folder = Folder::new();
    let mut book = Book::plain();
    let kind = "<!DOCTYPE x [<!ENTITY who SYSTEM 'file:///etc/passwd'>]>";
    book.set("xl/workbook.xml", &format!("{kind}<workbook><sheets/></workbook>"));
    verdict(folder.file("answer.xlsx", book.bytes())).is_unchecked(ENTITIES, SAFE_COPY);
    let flat = format!(
        "<?xml version='1.0'?>{kind}<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet>&who;\
         </office:spreadsheet></office:body></office:document>"
    );
    let verdict = verdict(folder.file("answer.fods", flat));
    assert_eq!(verdict.answer.status, Some(2), "{:#}", verdict.file);
    assert!(!verdict.answer.stdout.contains("root:"));
}

#[test]
fn an_entity_that_nobody_defined() {
    sheet("<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&who;</t></is></c></row></sheetData></worksheet>")
        .is_unchecked("it uses an entity that is not defined", SAFE_COPY);
}

#[test]
fn elements_a_hundred_thousand_deep() {
    let (open, close) = ("<a>".repeat(100_000), "</a>".repeat(100_000));
    sheet(&format!("<worksheet>{open}{close}</worksheet>"))
        .is_unchecked("deeper than the limit", "raise the limit in the policy file")
        .holds_at_most(100);
    let folder = Folder::new();
    let flat = format!(
        "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>{open}{close}</office:document>"
    );
    verdict(folder.file("answer.fods", flat)).is_unchecked("deeper than the limit", "raise the limit");
}

#[test]
fn a_million_tags_that_never_end_in_a_drawing_of_an_old_program() {
    let folder = Folder::new();
    let mut book = Book::plain();
    book.set(
        "xl/worksheets/_rels/sheet1.xml.rels",
        &crate::common::book::relations(&[("r1", "vmlDrawing", "../drawings/vmlDrawing1.vml")]),
    );
    book.set("xl/drawings/vmlDrawing1.vml", &format!("<xml>{}</xml>", "<v:shape><br>".repeat(300_000)));
    verdict(folder.file("answer.xlsx", book.bytes())).holds_at_most(300);
}

#[test]
fn a_text_and_a_tag_without_end() {
    let long = "x".repeat(40 << 20);
    for text in [format!("<worksheet><{long}"), format!("<worksheet a='{long}"), format!("<worksheet>{long}")]
    {
        let verdict = sheet(&text);
        assert_eq!(verdict.answer.status, Some(2), "{:#}", verdict.file);
        verdict.holds_at_most(200);
    }
}

#[test]
fn a_part_that_breaks_off_in_the_middle() {
    sheet("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v>").is_unchecked("it ends too early", SAFE_COPY);
    sheet("<worksheet><sheetData></row></sheetData></worksheet>")
        .is_unchecked("its XML is malformed", SAFE_COPY);
}

#[test]
fn every_part_in_utf_16_is_read_like_any_other() {
    let folder = Folder::new();
    let units = |text: &str, mark: bool| {
        let marked = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        marked.encode_utf16().collect::<Vec<u16>>()
    };
    for (big_endian, mark) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut book = Book::with_hidden_people();
        for (_, content) in &mut book.parts {
            let text =
                String::from_utf8(content.clone()).unwrap().replace("1.0'?>", "1.0' encoding='UTF-16'?>");
            let bytes = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
            *content = units(&text, mark).into_iter().flat_map(bytes).collect();
        }
        // What is hidden is found: that it is "clear" would only show that nothing was read.
        let verdict = verdict(folder.file("answer.xlsx", book.bytes()));
        verdict.is_held().finds("hidden-sheet");
        assert_eq!(verdict.file["hidden_people"]["distinct"], PEOPLE.len() - 1, "{big_endian} {mark}");
    }
}

#[test]
fn a_sheet_in_an_encoding_of_its_own() {
    let folder = Folder::new();
    let mut book = Book::with_hidden_people();
    let sheet = format!(
        "<?xml version='1.0' encoding='iso-8859-1'?><worksheet><sheetData>{}</sheetData></worksheet>",
        rows(PEOPLE).replace("Quillfeather", "Müller")
    );
    let latin: Vec<u8> = sheet.chars().map(|letter| letter as u8).collect();
    book.set_bytes("xl/worksheets/sheet2.xml", &latin);
    verdict(folder.file("answer.xlsx", book.bytes())).is_held().finds("hidden-sheet");
}
