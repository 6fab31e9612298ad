//! Zip archives that lie, that are cut, or that are made to do harm.

use crate::common::Folder;
use crate::common::book::Book;
use crate::common::program::{check, verdict};
use crate::common::zip::{Entry, archive};

const BOMB: &str = "The file unpacks to far more than it should";
const DO_NOT_OPEN: &str = "Do not open it";
const SAFE_COPY: &str = "Release the safe copy instead";
const SAVE_ANEW: &str = "save it anew in its program";

fn of(folder: &Folder, entries: &[Entry]) -> std::path::PathBuf {
    folder.file("answer.xlsx", archive(entries).bytes)
}

/// The entry of a plain workbook under a name, changed.
fn plain_but(name: &str, change: impl Fn(Entry) -> Entry) -> Vec<Entry> {
    let book = Book::plain();
    let change = |(own, content): &(String, Vec<u8>)| {
        let entry = Entry::new(own, content).packed();
        if own == name { change(entry) } else { entry }
    };
    book.parts.iter().map(change).collect()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_workbook_cut_at_every_border_and_in_between() {
    let folder = Folder::new();
    let whole = archive(&Book::with_hidden_people().entries());
    let mut cuts: Vec<usize> =
        whole.borders.iter().flat_map(|border| [border - 1, *border, border + 1]).collect();
    cuts.extend((1..whole.bytes.len()).step_by(41));
    cuts.extend(whole.bytes.len() - 25..whole.bytes.len());
    for cut in &cuts {
        folder.file(&format!("{cut:06}.xlsx"), &whole.bytes[..*cut]);
    }
    let answer = check([folder.path().as_os_str(), "--format=jsonl".as_ref()]);
    assert_eq!(answer.status, Some(2));
    for file in answer.files() {
        assert_eq!(file["verdict"], "unchecked", "{file:#}");
    }
}

#[test]
fn one_part_that_unpacks_to_a_thousand_times_its_size() {
    let folder = Folder::new();
    let mut sheet = b"<worksheet><sheetData>".to_vec();
    sheet.resize(200 << 20, b' ');
    let path = of(&folder, &plain_but(SHEET, |_| Entry::new(SHEET, &sheet).packed()));
    verdict(&path).is_unchecked(BOMB, DO_NOT_OPEN).holds_at_most(150);
}

#[test]
fn a_small_size_in_the_list_does_not_hide_a_large_part() {
    let folder = Folder::new();
    let sheet = [b"<worksheet><sheetData>".as_slice(), &vec![b' '; 200 << 20]].concat();
    let path = of(&folder, &plain_but(SHEET, |_| Entry::new(SHEET, &sheet).packed().claiming(1000)));
    let verdict = verdict(&path);
    verdict.holds_at_most(150);
    assert_eq!(verdict.file["verdict"], "unchecked");
}

#[test]
fn a_claim_of_four_gigabytes_allocates_nothing() {
    let folder = Folder::new();
    let path = of(&folder, &plain_but(SHEET, |entry| entry.claiming(u32::MAX - 1)));
    verdict(&path).is_unchecked("its size or checksum is wrong", SAFE_COPY).holds_at_most(100);
}

#[test]
fn entries_that_share_their_bytes() {
    // As the flat bombs of 2019 do: many names for one large part.
    let folder = Folder::new();
    let mut entries = Book::plain().entries();
    entries.push(Entry::new("xl/media/image1.png", vec![0; 4 << 20]).packed());
    let shared = entries.len() - 1;
    entries.extend(
        (2..5000).map(|number| Entry::new(format!("xl/media/image{number}.png"), "").sharing(shared)),
    );
    // One name before the bytes cannot be every name in the list.
    let path = of(&folder, &entries);
    let verdict = verdict(&path);
    assert_eq!(verdict.file["verdict"], "unchecked");
    verdict.holds_at_most(100);

    let mut entries = Book::plain().entries();
    let first = entries.len();
    entries.push(Entry::new("xl/media/image.png", vec![0; 4 << 20]).packed());
    entries.extend((0..5000).map(|_| Entry::new("xl/media/image.png", "").sharing(first)));
    verdict_of(&folder, &entries).is_unchecked(BOMB, DO_NOT_OPEN).holds_at_most(100);
}

fn verdict_of(folder: &Folder, entries: &[Entry]) -> crate::common::program::Verdict {
    verdict(of(folder, entries))
}

#[test]
fn an_entry_that_reaches_into_the_next() {
    let folder = Folder::new();
    let entries = plain_but(SHEET, |entry| entry);
    // The first entry claims so many packed bytes that it covers those behind it.
    let far = archive(&entries).borders[6] as u32;
    let entries = plain_but("[Content_Types].xml", |entry| entry.claiming_packed(far));
    verdict_of(&folder, &entries).is_unchecked(BOMB, DO_NOT_OPEN);
}

#[test]
fn a_workbook_in_a_workbook_twenty_deep() {
    let folder = Folder::new();
    let mut inner = Book::plain().bytes();
    for _ in 0..20 {
        let mut book = Book::plain();
        book.embed("embeddings/book.xlsx", &inner);
        inner = book.bytes();
    }
    verdict(folder.file("answer.xlsx", inner))
        .is_unchecked("deeper than the limit", "Unpack it by hand and check what is inside")
        .holds_at_most(150);
}

#[test]
fn ten_workbooks_in_each_of_ten_in_each_of_ten() {
    // Like 42.zip: small, and a hundred thousand workbooks when it is all unpacked.
    let folder = Folder::new();
    let mut inner = Book::plain().bytes();
    for _ in 0..5 {
        let mut book = Book::plain();
        let names: Vec<String> = (0..10).map(|number| format!("embeddings/book{number}.xlsx")).collect();
        let mut all = vec![("r1", "worksheet", "worksheets/sheet1.xml")];
        all.extend(names.iter().map(|name| (name.as_str(), "package", name.as_str())));
        book.set("xl/_rels/workbook.xml.rels", &crate::common::book::relations(&all));
        for name in &names {
            book.set_bytes(&format!("xl/{name}"), &inner);
        }
        inner = book.bytes();
    }
    assert!(inner.len() < 1 << 20, "{} bytes", inner.len());
    let verdict = verdict(folder.file("answer.xlsx", inner));
    assert_eq!(verdict.file["verdict"], "unchecked");
    // What is told of two hundred thousand parts is kept until it is judged.
    verdict.holds_at_most(600);
}

#[test]
fn a_wrong_checksum_and_a_wrong_size() {
    let folder = Folder::new();
    // Without its list of sheets there is nothing to make a safe copy of.
    for (part, fix) in
        [("[Content_Types].xml", SAFE_COPY), (SHEET, SAFE_COPY), ("xl/workbook.xml", "save it anew")]
    {
        verdict_of(&folder, &plain_but(part, Entry::wrong_checksum))
            .is_unchecked("its size or checksum is wrong", fix);
        verdict_of(&folder, &plain_but(part, |entry| entry.claiming(7)))
            .is_unchecked("its size or checksum is wrong", fix);
    }
}

#[test]
fn two_entries_of_one_name() {
    let folder = Folder::new();
    let other = Book::with_hidden_people().parts.pop().unwrap().1;
    for name in [SHEET, "XL/Worksheets/Sheet1.XML", "xl\\worksheets\\sheet1.xml", "/xl/worksheets/sheet1.xml"]
    {
        let mut entries = Book::plain().entries();
        entries.push(Entry::new(name, &other).packed());
        verdict_of(&folder, &entries)
            .is_unchecked("two entries have this name, and programs differ in which one they show", SAFE_COPY)
            .finds("zip-duplicate");
    }
}

#[test]
fn two_entries_of_one_name_in_an_open_document() {
    let folder = Folder::new();
    let content = |name: &str| {
        format!(
            "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
             xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><office:body><office:spreadsheet>\
             <table:table table:name='{name}'/></office:spreadsheet></office:body></office:document-content>"
        )
    };
    let entries = [
        Entry::new("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Entry::new("content.xml", content("Data")),
        Entry::new("Content.XML", content("Other")),
    ];
    verdict(folder.file("answer.ods", archive(&entries).bytes))
        .is_unchecked("two entries have this name", SAFE_COPY);
}

#[test]
fn names_in_another_case_are_the_same_names() {
    // As Excel reads them; the hidden sheet must be found all the same.
    let folder = Folder::new();
    let book = Book::with_hidden_people();
    let entries: Vec<Entry> = book
        .parts
        .iter()
        .map(|(name, content)| match name.as_str() {
            "[Content_Types].xml" => Entry::new("[content_types].XML", content),
            "xl/workbook.xml" => Entry::new("XL/Workbook.XML", content),
            "xl/worksheets/sheet2.xml" => Entry::new("xl/WORKSHEETS/Sheet2.xml", content),
            _ => Entry::new(name, content),
        })
        .collect();
    verdict_of(&folder, &entries).is_held().finds("hidden-sheet");
}

#[test]
fn a_header_that_differs_from_the_list() {
    let folder = Folder::new();
    verdict_of(&folder, &plain_but(SHEET, |entry| entry.locally_called("xl/worksheets/sheet9.xml")))
        .is_unchecked("The file can be read in two ways", SAVE_ANEW);
}

#[test]
fn a_part_that_is_encrypted_or_packed_in_an_unknown_way() {
    let folder = Folder::new();
    verdict_of(&folder, &plain_but(SHEET, Entry::encrypted))
        .is_unchecked("locked with a password", "save it without one");
    verdict_of(&folder, &plain_but(SHEET, |entry| entry.by_method(98)))
        .is_unchecked("it is packed by method 98, which is not read here", SAFE_COPY);
}

#[test]
fn a_list_of_more_entries_than_the_limit() {
    let folder = Folder::new();
    let mut entries = Book::plain().entries();
    entries.extend((0..65_000).map(|number| Entry::new(format!("{number}"), "")));
    let path = of(&folder, &entries);
    let policy = folder.file("policy.toml", "[limits]\nentries = 10000\n");
    let with_policy = ["--policy", policy.to_str().unwrap()];
    crate::common::program::verdict_with(&path, &with_policy)
        .is_unchecked("more parts, rows or entries than the limit", "raise the limits in the policy file");
    // Within the limit, each of them is a left-over that is looked into.
    verdict(&path).holds_at_most(300);
}
