//! Inputs that the fuzz targets found (`fuzz/`), made small. Each was once a panic, a hang, too much memory, or frames
//! that the parent of a worker would refuse.

mod common;

use common::{inspect_bytes, zip};
use inspect::{Channel, Inspection, Options};

fn of_text(text: &str, name: &str) -> Inspection {
    inspect_bytes(text.as_bytes(), name, &Options::default())
}

/// A workbook of one empty sheet, with further parts.
fn workbook(others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut entries: Vec<(&str, &[u8])> = vec![
        (
            "[Content_Types].xml",
            b"<Types><Override PartName='/xl/workbook.xml' \
              ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>",
        ),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r='x/relationships'><sheets><sheet name='Data' sheetId='1' r:id='r1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
    ];
    entries.retain(|(name, _)| others.iter().all(|(other, _)| other != name));
    entries.extend(others);
    zip(&entries)
}

#[test]
fn a_letter_of_several_bytes_where_a_quotation_mark_should_stand() {
    let all = of_text("Note,Value\noffice:mimetype=é,1\n", "answer.csv");
    assert_eq!(all.files[0].format, "csv");
    assert_eq!(all.unchecked, []);
}

#[test]
fn relationships_in_a_folder_of_their_own_belong_to_nothing() {
    let rels = b"<Relationships><Relationship Id='r1' Type='x/hyperlink' TargetMode='External' Target='file:///N:/Ashworth'/></Relationships>";
    let all = inspect_bytes(
        &workbook(&[("xl/_rels/deeper/workbook.xml.rels", rels)]),
        "answer.xlsx",
        &Options::default(),
    );
    assert_eq!(all.unchecked, []);
    // Nobody reads it, so it is left over, and its text is told.
    assert_eq!(all.of(Channel::OrphanPart).count(), 1);
    let said = all.parts.iter().flat_map(|part| &part.segments);
    assert_eq!(said.filter(|(_, _, text)| text.contains("Ashworth")).count(), 1);
}
