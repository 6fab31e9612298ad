//! The container: what nothing refers to, and bytes that belong to nothing.

use crate::common::{inspect_bytes, rows, zip};
use crate::xlsx::book::{Book, assert_told, told};
use inspect::{Channel, Options};

#[test]
fn a_part_that_nothing_refers_to_is_told_and_read_all_the_same() {
    let comments = r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Ashworth</author>
        </authors><commentList><comment ref="A1" authorId="0"><text><t>Birchall</t></text></comment></commentList></comments>"#;
    let found = Book::answer()
        .loose("xl/comments9.xml", "", comments)
        .loose("[trash]/0000.dat", "", "Dunmore was here")
        .loose("xl/strange.xml", "", r#"<strange officer="Eastwood" number="9434765919">Farrow</strange>"#)
        .look();
    let orphans: Vec<_> = found.of(Channel::OrphanPart).map(|part| part.path.as_str()).collect();
    assert_eq!(orphans, ["xl/comments9.xml", "[trash]/0000.dat", "xl/strange.xml"]);
    assert_told(&found, Channel::Comment, "xl/comments9.xml", &[["", "A1", "Birchall"]]);
    assert_eq!(found.of(Channel::Comment).next().unwrap().hiding, ["part that nothing refers to"]);
    assert_eq!(told(&found, Channel::OtherText, "[trash]/0000.dat"), [["", "", "Dunmore was here"]]);
    assert_told(
        &found,
        Channel::OtherText,
        "xl/strange.xml",
        &[["officer", "", "Eastwood"], ["number", "", "9434765919"], ["strange", "", "Farrow"]],
    );
}

#[test]
fn bytes_of_no_kind_are_swept_and_not_called_checked() {
    let found = Book::answer()
        .loose("xl/blob.bin", "", b"\x01\x02\xfeAshworth, Constable\x00\x9c\x03\x04\x05")
        .look_anyway();
    assert_told(&found, Channel::OtherText, "xl/blob.bin", &[["", "", "Ashworth, Constable"]]);
    let gaps: Vec<_> = found.unaccounted.iter().map(|gap| (&*gap.path, &*gap.why)).collect();
    assert_eq!(gaps, [("xl/blob.bin", "a part of a kind that no reader knows")]);
}

/// A file with its directory moved by what was put in before it.
fn shifted(bytes: &[u8], at: usize, inserted: &[u8]) -> Vec<u8> {
    let end = bytes.len() - 22;
    let field = |from: usize| u32::from_le_bytes(bytes[from..from + 4].try_into().unwrap());
    let directory = field(end + 16) as usize;
    let mut out = bytes.to_vec();
    let mut entry = directory;
    while entry < end {
        let offset = field(entry + 42) as usize;
        if offset >= at {
            let moved = (offset + inserted.len()) as u32;
            out[entry + 42..entry + 46].copy_from_slice(&moved.to_le_bytes());
        }
        let lengths =
            |from: usize| usize::from(u16::from_le_bytes(bytes[from..from + 2].try_into().unwrap()));
        entry += 46 + lengths(entry + 28) + lengths(entry + 30) + lengths(entry + 32);
    }
    out[end + 16..end + 20].copy_from_slice(&((directory + inserted.len()) as u32).to_le_bytes());
    out.splice(at..at, inserted.iter().copied());
    out
}

#[test]
fn bytes_before_between_and_after_the_entries_are_told() {
    let bytes = Book::answer().bytes();
    let second = 4 + memchr::memmem::find(&bytes[4..], b"PK\x03\x04").unwrap();
    let note = b"Ashworth, Constable";
    let files = [
        (shifted(&bytes, 0, note), 0),
        (shifted(&bytes, second, note), second as u64),
        ([bytes.as_slice(), note].concat(), bytes.len() as u64),
    ];
    for (file, at) in files {
        let found = inspect_bytes(&file, "answer.xlsx", &Options::default());
        let range = (at, at + note.len() as u64);
        let gap = found.of(Channel::ZipGap).next().unwrap();
        assert_eq!(gap.human, format!("bytes {} to {} of the container", range.0, range.1));
        assert_eq!(gap.segments[0].2, "Ashworth, Constable");
        assert_eq!(found.unaccounted.iter().map(|gap| gap.range).collect::<Vec<_>>(), [range]);
        assert_eq!(rows(found.of(Channel::Sheet).next().unwrap()), [["Answer"]]);
    }
}

#[test]
fn a_comment_on_the_archive_is_told() {
    let mut bytes = Book::answer().bytes();
    let note = b"packed by Birchall";
    let end = bytes.len();
    bytes[end - 2..].copy_from_slice(&(note.len() as u16).to_le_bytes());
    bytes.extend(note);
    let found = inspect_bytes(&bytes, "answer.xlsx", &Options::default());
    assert_eq!(told(&found, Channel::ZipComment, ""), [["", "", "packed by Birchall"]]);
    assert_eq!((found.unaccounted, found.unchecked), (vec![], vec![]));
}

#[test]
fn remarks_in_the_lists_of_the_package_are_told() {
    let mut entries = Book::answer().entries();
    for (path, body) in &mut entries {
        if path == "[Content_Types].xml" || path == "_rels/.rels" {
            let text = String::from_utf8(body.clone()).unwrap();
            *body = text.replace("</", &format!("<!-- Ashworth in {path} --></")).into_bytes();
        }
    }
    let borrowed: Vec<_> = entries.iter().map(|(path, body)| (path.as_str(), body.as_slice())).collect();
    let found = inspect_bytes(&zip(&borrowed), "answer.xlsx", &Options::default());
    for path in ["[Content_Types].xml", "_rels/.rels"] {
        let text = format!(" Ashworth in {path} ");
        assert_told(&found, Channel::OtherText, path, &[["text where none belongs", "", &text]]);
    }
    assert_eq!((found.unaccounted, found.unchecked), (vec![], vec![]));
}

#[test]
fn of_two_entries_of_one_name_both_are_told() {
    let mut entries = Book::answer().entries();
    let (path, body) = entries.iter().find(|(path, _)| path.ends_with("sheet1.xml")).unwrap().clone();
    let other = String::from_utf8(body).unwrap().replace("Answer", "Ashworth");
    entries.push((path, other.into_bytes()));
    let borrowed: Vec<_> = entries.iter().map(|(path, body)| (path.as_str(), body.as_slice())).collect();
    let found = inspect_bytes(&zip(&borrowed), "answer.xlsx", &Options::default());
    let cells: Vec<_> = found.of(Channel::Sheet).flat_map(rows).flatten().collect();
    assert!(cells.contains(&"Answer") && cells.contains(&"Ashworth"), "{cells:?}");
    assert_eq!(found.of(Channel::ZipDuplicate).next().unwrap().path, "xl/worksheets/sheet1.xml");
    assert_eq!(found.unaccounted.len(), 1);
}
