//! Inputs that the fuzz targets found (`fuzz/`), made small. Each was once a panic, a hang, too much memory, or frames
//! that the parent of a worker would refuse.

use crate::common;
use crate::common::{inspect_bytes, zip};
use inspect::{CellKind, Channel, Closed, Frame, Inspection, Layout, Options, Reason, inspect};
use std::fmt::Write;

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

#[test]
fn a_range_that_ends_before_it_begins_is_none() {
    // A sheet outside a compound file, as BIFF allows: a width from column 23 to 0, a merge from column 9 to 3, a value.
    let record =
        |kind: u16, body: &[u8]| [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat();
    let u16s = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
    let file = [
        record(0x0809, &u16s(&[0x0600, 0x0010, 0, 0, 0, 0, 0, 0])),
        record(0x007d, &u16s(&[23, 0, 2000, 0, 0, 0])),
        record(0x0203, &[u16s(&[0, 0, 0]), 12_f64.to_le_bytes().to_vec()].concat()),
        record(0x00e5, &u16s(&[1, 4, 4, 9, 3])),
        record(0x000a, &[]),
    ]
    .concat();
    let options = Options { layout: true, ..Options::default() };
    let (mut numbers, mut upside_down) = (0, 0);
    let mut sink = |frame: &Frame<'_>| {
        match frame {
            Frame::Row(row) => {
                numbers += row.heads.iter().filter(|head| head.kind == CellKind::Number).count();
            }
            Frame::Layout(Layout::Width { first, last, .. }) if first > last => upside_down += 1,
            Frame::Layout(Layout::Merge { left, right, .. }) if left > right => upside_down += 1,
            _ => {}
        }
        Ok::<(), Closed>(())
    };
    inspect(&file, "answer.xls", &options, &mut sink).unwrap();
    assert_eq!((numbers, upside_down), (1, 0));
}

#[test]
fn the_names_of_sheets_that_are_not_there_are_told() {
    let main = b"<workbook xmlns:r='x/relationships'><sheets><sheet name='Data' sheetId='1' r:id='r1'/>\
        <sheet name='Ashworth J, informant' sheetId='2' r:id='r2'/></sheets></workbook>";
    let all = inspect_bytes(&workbook(&[("xl/workbook.xml", main)]), "answer.xlsx", &Options::default());
    let mut said = all.of(Channel::OtherText).flat_map(|part| &part.segments);
    assert!(said.any(|(_, _, text)| text == "Ashworth J, informant"));
    assert_eq!(all.unaccounted.len(), 1, "{:?}", all.unaccounted);
}

#[test]
fn a_name_without_end_is_cut_because_somebody_keeps_it() {
    let long = "n".repeat(60_000);
    let all = inspect_bytes(&workbook(&[(&long, b"left over")]), "answer.xlsx", &Options::default());
    assert_eq!(all.of(Channel::OrphanPart).count(), 1);
    let longest = all.parts.iter().map(|part| part.path.len().max(part.human.len())).max();
    assert!(longest < Some(1024), "{longest:?}");
}

#[test]
fn behind_the_last_row_and_column_that_can_be_counted_there_is_no_first() {
    let row = "<row r='4294967295'><c r='A4294967295'><v>1</v></c></row><row><c><v>2</v></c></row>";
    let cells = "<row r='1'><c r='MWLQKWU1'><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>";
    for rows in [row, cells] {
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let file = workbook(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
        let all = inspect_bytes(&file, "answer.xlsx", &Options::default());
        let values: Vec<&str> = all.parts.iter().flat_map(common::rows).flatten().collect();
        assert!(values.contains(&"1") && values.contains(&"2"), "{values:?}");
    }
}

#[test]
fn a_tag_of_a_hundred_thousand_attributes_takes_no_time() {
    let mut sheet = String::from("<worksheet><sheetPr");
    for number in 0..200_000 {
        let _ = write!(sheet, " a{number}=''");
    }
    sheet.push_str("/><sheetData/></worksheet>");
    let file = workbook(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    let all = inspect_bytes(&file, "answer.xlsx", &Options::default());
    assert_eq!(all.unchecked, []);
}

#[test]
fn areas_upon_areas_over_many_cells_take_no_time() {
    let row: String = "<c><v>1</v></c>".repeat(100);
    let merges = "<mergeCell ref='XFC1:XFD2000'/><mergeCell ref='A1:A2'/>".repeat(60_000);
    let sheet = format!(
        "<worksheet><sheetData>{}</sheetData><mergeCells>{merges}</mergeCells></worksheet>",
        format!("<row>{row}</row>").repeat(2000)
    );
    let file = workbook(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    let all = inspect_bytes(&file, "answer.xlsx", &Options::default());
    assert_eq!(all.unchecked, []);
    let under: Vec<_> = all.of(Channel::UnderMerge).collect();
    assert_eq!(under.len(), 1);
    assert_eq!(under[0].rows.iter().map(|row| row.cells.len()).sum::<usize>(), 1);
}

#[test]
fn a_storage_for_each_of_many_objects_takes_no_time() {
    // Every embedded object of an old workbook is a storage, and each is looked up among all streams.
    let streams: Vec<String> = (0..15_000).map(|number| format!("/MBD{number:08X}/CONTENTS")).collect();
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let record =
        |kind: u16, body: &[u8]| [&kind.to_le_bytes(), &(body.len() as u16).to_le_bytes(), body].concat();
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let book = [begin(5), record(0x000a, &[])].concat();
    std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &book).unwrap();
    for stream in &streams {
        file.create_storage(stream.rsplit_once('/').unwrap().0).unwrap();
        std::io::Write::write_all(&mut file.create_stream(stream).unwrap(), b"A note by Ashworth").unwrap();
    }
    file.flush().unwrap();
    let file = file.into_inner().into_inner();
    let all = inspect_bytes(&file, "answer.xls", &Options::default());
    assert_eq!(all.unchecked, []);
    assert_eq!(all.of(Channel::EmbeddedObject).count(), streams.len());
}

#[test]
fn a_tag_with_an_attribute_twice_is_still_malformed() {
    let many: String = (0..40).map(|number| format!(" a{number}=''")).collect::<Vec<_>>().concat();
    for sheet in [format!("<worksheet{many} a39=''/>"), format!("<worksheet{many} a3=''/>")] {
        let file = workbook(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
        let all = inspect_bytes(&file, "answer.xlsx", &Options::default());
        assert_eq!(all.unaccounted.len(), 1, "{sheet}");
    }
}

#[test]
fn a_text_that_a_million_cells_name_is_not_told_for_ever() {
    let text = "word ".repeat(6_000);
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    let row: String = (0..1000).map(|_| "<c t='s'><v>0</v></c>").collect();
    let sheet =
        format!("<worksheet><sheetData>{}</sheetData></worksheet>", format!("<row>{row}</row>").repeat(200));
    let rels = b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>\
        <Relationship Id='r2' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>";
    let file = workbook(&[
        ("xl/_rels/workbook.xml.rels", rels),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let mut options = Options::default();
    options.limits.row_bytes = 64 << 20;
    let mut told = 0;
    let mut doubts = Vec::new();
    let mut sink = |frame: &Frame<'_>| {
        match frame {
            Frame::Row(row) => told += row.text.len(),
            Frame::Unchecked(doubt) => doubts.push(doubt.reason),
            _ => {}
        }
        Ok::<(), Closed>(())
    };
    inspect(&file, "answer.xlsx", &options, &mut sink).unwrap();
    assert_eq!(doubts, [Reason::Bomb]);
    assert!(told <= 256 << 20, "{told}");
}
