//! What the report says of who is named where, and what it keeps to itself.

use crate::common;
use crate::common::Folder;
use crate::common::book::{Book, rows, workbook};
use crate::common::program::{check, verdict, verdict_with};
use std::fmt::Write;

/// A workbook with a title and an author in its properties, and a footer.
fn with_words(title: &str, author: &str, footer: &str) -> Vec<u8> {
    let counts = rows(&[&["Area", "Total"], &["North", "12"], &["South", "340"]]);
    let footer = format!("<headerFooter><oddFooter>&amp;L{footer}</oddFooter></headerFooter>");
    let mut book = Book::of_sheet(&format!(
        "<?xml version='1.0'?><worksheet><sheetData>{counts}</sheetData>{footer}</worksheet>"
    ));
    let namespaces = "xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' \
        xmlns:dc='http://purl.org/dc/elements/1.1/'";
    book.set(
        "docProps/core.xml",
        &format!(
            "<?xml version='1.0'?><cp:coreProperties {namespaces}><dc:title>{title}</dc:title>\
             <dc:creator>{author}</dc:creator></cp:coreProperties>"
        ),
    );
    let relation = "<Relationship Id='r9' Target='docProps/core.xml' \
        Type='http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'/></Relationships>";
    let (_, root) = book.parts.iter_mut().find(|(name, _)| name == "_rels/.rels").unwrap();
    *root = String::from_utf8(root.clone()).unwrap().replace("</Relationships>", relation).into_bytes();
    book.bytes()
}

#[test]
fn who_made_a_file_is_a_note_and_whom_a_crime_happened_to_is_not() {
    let folder = Folder::new();
    let say = |name: &str, title: &str, footer: &str| {
        let file = folder.file(name, with_words(title, "Jane Pemberton", footer));
        verdict(file).file["verdict"].as_str().unwrap().to_owned()
    };
    assert_eq!(say("answer.xlsx", "Burglary by ward", "Contact: Jane Pemberton, Information Unit"), "clear");
    assert_eq!(say("answer.xlsx", "Complaint of rape by Jane Pemberton", "Page 1"), "review");
    assert_eq!(say("answer.xlsx", "Counts", "Victim Jane Pemberton, first account"), "review");
    assert_eq!(say("Jane Pemberton assault.xlsx", "Counts", "Page 1"), "review");
    assert_eq!(say("Jane Pemberton request 4711.xlsx", "Counts", "Page 1"), "clear");
}

#[test]
fn a_sheet_named_for_a_victim_is_for_review() {
    let folder = Folder::new();
    let mut book = Book::plain();
    book.set("xl/workbook.xml", &workbook("<sheet name='Victim Jane Pemberton' sheetId='1' r:id='r1'/>"));
    let verdict = verdict(folder.file("answer.xlsx", book.bytes()));
    assert_eq!(verdict.file["verdict"], "review");
}

#[test]
fn headings_that_could_be_names_are_masked() {
    let folder = Folder::new();
    let mut book = Book::with_hidden_people();
    let hidden = rows(&[
        &["Surname", "Date of birth", "Jane Pemberton"],
        &["Ashworth", "12/03/1985", "QQ123456C"],
        &["Bradden", "04/11/1979", "AB123456C"],
        &["Quillfeather", "30/07/1991", "JG103759A"],
    ]);
    book.set(
        "xl/worksheets/sheet2.xml",
        &format!("<?xml version='1.0'?><worksheet><sheetData>{hidden}</sheetData></worksheet>"),
    );
    let file = folder.file("answer.xlsx", book.bytes());
    for format in ["text", "json", "jsonl", "sarif"] {
        let said = check([file.as_os_str(), "--format".as_ref(), format.as_ref()]).stdout;
        for word in ["Jane", "Pemberton", "Ashworth", "JG103759A"] {
            assert!(!said.contains(word), "{format}: {word}\n{said}");
        }
    }
    let said = check([file.as_os_str(), "--show-samples".as_ref()]).stdout;
    assert!(said.contains("Jane Pemberton") && said.contains("Ashworth"), "{said}");
}

#[test]
fn what_a_policy_lets_pass_is_printed_with_its_reason() {
    let folder = Folder::new();
    let file = folder.file("answer.xlsx", Book::with_hidden_people().bytes());
    let policy = folder.file(
        "policy.toml",
        "[[override]]\nrule = \"hidden-sheet\"\nseverity = \"note\"\nreason = \"published establishment list\"\n",
    );
    let policy = ["--policy", policy.to_str().unwrap()];
    verdict_with(&file, &policy).is_clear();
    for more in [&[][..], &["--verbose"]] {
        let all = [file.to_str().unwrap()].into_iter().chain(policy).chain(more.iter().copied());
        let said = check(all).stdout;
        assert!(said.contains("published establishment list"), "{said}");
    }
}

#[test]
fn how_many_are_hidden_is_told_like_how_many_there_are() {
    let folder = Folder::new();
    let mut book = Book::with_hidden_people();
    // Two of the hidden rows can be one person; one more is seen.
    let hidden = rows(&[
        &["Surname", "Initials", "Rank"],
        &["Ashworth", "J", "Constable"],
        &["Ashworth", "J", "Sergeant"],
        &["Bradden", "L", "Sergeant"],
        &["Tarrowby", "A", "Constable"],
    ]);
    let sheet =
        |rows: &str| format!("<?xml version='1.0'?><worksheet><sheetData>{rows}</sheetData></worksheet>");
    book.set("xl/worksheets/sheet2.xml", &sheet(&hidden));
    book.set(
        "xl/worksheets/sheet1.xml",
        &sheet(&rows(&[&["Surname", "Initials", "Rank"], &["Goldwater", "P", "Inspector"]])),
    );
    let said = check([folder.file("answer.xlsx", book.bytes())]).stdout;
    assert!(said.contains("4 to 5 people, 3 to 4 of them where nobody sees them"), "{said}");
}

#[test]
fn values_that_their_format_replaces_are_seen_by_nobody() {
    let folder = Folder::new();
    let mut book = Book::plain();
    let mut sheet = String::from("<?xml version='1.0'?><worksheet><sheetData>");
    sheet.push_str(&rows(&[&["Name", "Custody reason"]]));
    for (number, name) in
        (2..).zip(["Jane Pemberton", "Tom Ashworth", "Lena Bradden", "Ada Quillfeather", "Max Goldwater"])
    {
        let cell = |column: char, style: u32, text: &str| {
            format!("<c r='{column}{number}' s='{style}' t='inlineStr'><is><t>{text}</t></is></c>")
        };
        let _ = write!(sheet, "<row r='{number}'>{}{}</row>", cell('A', 1, name), cell('B', 0, "Warrant"));
    }
    sheet.push_str("</sheetData></worksheet>");
    book.set("xl/worksheets/sheet1.xml", &sheet);
    book.set(
        "xl/_rels/workbook.xml.rels",
        &common::book::relations(&[
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r3", "styles", "styles.xml"),
        ]),
    );
    let format = "General;General;General;\"Redacted\"".replace('"', "&quot;");
    book.set(
        "xl/styles.xml",
        &format!(
            "<?xml version='1.0'?><styleSheet><numFmts><numFmt numFmtId='170' formatCode='{format}'/></numFmts>\
             <cellXfs><xf numFmtId='0'/><xf numFmtId='170' applyNumberFormat='1'/></cellXfs></styleSheet>"
        ),
    );
    let verdict = verdict(folder.file("answer.xlsx", book.bytes()));
    verdict.is_held();
    let seen: Vec<_> = verdict.findings().filter(|finding| finding["rule"] == "visible-people").collect();
    assert!(seen.is_empty(), "{seen:?}");
    assert_eq!(verdict.file["hidden_people"]["distinct"], 5);
}
