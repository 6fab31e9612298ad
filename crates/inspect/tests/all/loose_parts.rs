//! Parts of a workbook that lost what leads to them: they are read for what they are, and not only for their words.

use crate::common::{inspect_bytes, rows, unzip, zip};
use inspect::{Channel, Hiding, Inspection, Options};
use std::path::Path;

type Entries = Vec<(String, Vec<u8>)>;

fn incident(name: &str) -> Entries {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents/2-psni-foi/files");
    unzip(&std::fs::read(folder.join(name)).unwrap())
}

fn look(entries: &Entries) -> Inspection {
    let list: Vec<_> = entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    inspect_bytes(&zip(&list), "loose.xlsx", &Options::default())
}

/// Takes out the tag of an element that names a part.
fn cut(entries: &mut Entries, part: &str, name: &str) {
    let (_, bytes) = entries.iter_mut().find(|(known, _)| known == part).unwrap();
    let text = String::from_utf8(std::mem::take(bytes)).unwrap();
    let at = text.find(name).unwrap();
    let (start, end) = (text[..at].rfind('<').unwrap(), at + text[at..].find("/>").unwrap() + 2);
    *bytes = [&text[..start], &text[end..]].concat().into_bytes();
}

#[test]
fn pivot_records_without_a_definition_are_rows() {
    let whole = look(&incident("pivot-inline-openpyxl.xlsx"));
    let whole = whole.of(Channel::PivotRecords).next().unwrap();
    let mut entries = incident("pivot-inline-openpyxl.xlsx");
    entries.retain(|(name, _)| !name.contains("pivotTable") && !name.contains("pivotCacheDefinition"));
    cut(&mut entries, "xl/_rels/workbook.xml.rels", "pivotCacheDefinition1.xml");
    let found = look(&entries);
    let records = found.of(Channel::PivotRecords).next().unwrap();
    assert!(records.hiding.contains(&"part that nothing refers to"), "{:?}", records.hiding);
    // The names of the fields went with the definition, and so did the items that records name by number: the ranks.
    let mut kept = rows(whole).split_off(1);
    for row in &mut kept {
        row.remove(3);
    }
    assert_eq!(rows(records), kept);
    assert!(found.unaccounted.is_empty(), "{:?}", found.unaccounted);
}

#[test]
fn a_sheet_of_which_nobody_says_what_it_is_has_rows() {
    let mut entries = incident("under-merge-libreoffice.xlsx");
    let (_, sheet) = entries.iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").unwrap().clone();
    entries.push(("xl/worksheets/sheet9.xml".to_owned(), sheet));
    let found = look(&entries);
    let sheets: Vec<_> = found.of(Channel::Sheet).collect();
    let first = sheets.iter().find(|sheet| sheet.path == "xl/worksheets/sheet1.xml").unwrap();
    let loose = sheets.iter().find(|sheet| sheet.path == "xl/worksheets/sheet9.xml").unwrap();
    assert_eq!(rows(loose), rows(first));
    assert!(!loose.hiding.is_empty() && found.unaccounted.is_empty(), "{:?}", loose.hiding);
    assert!(loose.rows.iter().all(|row| row.hiding == Hiding::empty()));
}
