//! Hidden places of `.xls` files, on files made by LibreOffice (`tests/files/make_xls.py`).

use inspect::{Channel, Collector, Hiding, Inspection, Options, Part, inspect};
use std::io::{Cursor, Read as _, Write as _};

fn bytes_of(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/files/{name}.xls.gz", env!("CARGO_MANIFEST_DIR"));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn look(name: &str, options: &Options) -> Inspection {
    let found = look_at(&bytes_of(name), options);
    assert_eq!(found.unaccounted, [], "{name}");
    assert_eq!(found.unchecked, [], "{name}");
    found
}

fn look_at(bytes: &[u8], options: &Options) -> Inspection {
    let mut collector = Collector { keep_rows: 1000, ..Collector::default() };
    inspect(&bytes.to_vec(), "answer.xls", options, &mut collector).unwrap();
    collector.inspection
}

fn sheet<'i>(found: &'i Inspection, name: &str) -> &'i Part {
    found.of(Channel::Sheet).find(|part| part.human.starts_with(&format!("sheet '{name}'"))).unwrap()
}

/// Label, place and text of everything said in a channel.
fn said(found: &Inspection, channel: Channel) -> Vec<(&str, &str, &str)> {
    let segments = found.of(channel).flat_map(|part| &part.segments);
    segments.map(|(label, at, text)| (label.as_str(), at.as_str(), text.as_str())).collect()
}

fn values(part: &Part, why: Hiding) -> u64 {
    let table = part.table.as_ref().unwrap();
    table.hidden.iter().filter(|line| line.why == why).map(|line| line.values).sum()
}

#[test]
fn a_hidden_sheet_is_read_row_by_row() {
    let found = look("libreoffice-hidden", &Options::default());
    let data = sheet(&found, "Data");
    assert_eq!(data.human, "sheet 'Data', hidden");
    assert_eq!(data.hiding, ["hidden sheet"]);
    assert_eq!(data.range, "A1:E31");
    assert_eq!(data.rows.len(), 31);
    let first: Vec<_> = data.rows[1].cells.iter().map(|(_, text, ..)| text.as_str()).collect();
    assert_eq!(first, ["Farrow", "C", "Sergeant", "1963-02-27", "40000"]);
}

#[test]
fn rows_columns_formats_and_colours_that_hide_are_told_apart() {
    let found = look("libreoffice-hidden", &Options::default());
    let answer = sheet(&found, "Answer");
    assert_eq!(answer.hiding, [""; 0]);
    // Five rows of five values are left out by the filter.
    assert_eq!(values(answer, Hiding::ROW_FILTERED), 25);
    assert_eq!(values(answer, Hiding::COLUMN), 16);
    assert_eq!(values(answer, Hiding::FORMAT_PARTIAL), 1);
    assert_eq!(values(answer, Hiding::SAME_COLOUR), 1);
    assert_eq!(values(answer, Hiding::UNDER_MERGE), 1);
    assert_eq!(values(answer, Hiding::REMOTE), 1);
    let under = found.of(Channel::UnderMerge).next().unwrap();
    assert_eq!(under.rows[0].cells[0].1, "under the merge");
}

#[test]
fn words_around_the_cells_are_found() {
    let found = look("libreoffice-hidden", &Options::default());
    assert_eq!(said(&found, Channel::Comment), [("", "A16", "remark on a cell")]);
    assert_eq!(said(&found, Channel::CommentAuthor), [("author", "A16", "N. Writer")]);
    assert_eq!(said(&found, Channel::Formula), [("", "C16", "Secret word"), ("", "C16", "Yes")]);
    assert!(said(&found, Channel::Hyperlink).contains(&("target", "D16", "mailto:a.person@example.org")));
    assert!(said(&found, Channel::ValidationList).contains(&("entry", "B16", "Birchall")));
    assert!(said(&found, Channel::ValidationList).contains(&("prompt", "B16", "Choose one")));
    assert!(said(&found, Channel::AutoFilter).contains(&("condition", "column C", "Inspector")));
    assert!(said(&found, Channel::DefinedName).contains(&("refers to", "staff", "'Data'!A1:E31")));
    assert!(said(&found, Channel::HiddenName).contains(&("name", "", "_FilterDatabase")));
    assert_eq!(said(&found, Channel::ShapeText), [("", "", "text in a box")]);
    assert!(said(&found, Channel::AlternativeText).iter().any(|(_, _, text)| *text == "Box 1"));
    assert!(said(&found, Channel::Properties).contains(&("author", "", "A. Maker")));
}

#[test]
fn a_pivot_table_gives_back_every_row_that_it_was_made_from() {
    let found = look("libreoffice-pivot", &Options::default());
    let cache = found.of(Channel::PivotRecords).next().unwrap();
    let source = sheet(&found, "Source");
    let texts = |part: &Part| -> Vec<Vec<String>> {
        let row = |row: &inspect::KeptRow| row.cells.iter().map(|(_, text, ..)| text.clone()).collect();
        part.rows.iter().map(row).collect()
    };
    assert_eq!(cache.rows.len(), 26);
    // The names of the fields stand in the first row of both.
    assert_eq!(texts(cache), texts(source));
    assert_eq!(said(&found, Channel::PivotSource)[0], ("range", "", "'Source'!A1:E26"));
    assert!(said(&found, Channel::PivotTable).iter().any(|(_, _, text)| *text == "DP1"));
}

#[test]
fn an_honest_sheet_has_nothing_hidden() {
    let found = look("libreoffice-plain", &Options::default());
    assert!(found.parts.iter().all(|part| part.hiding.is_empty()));
    let tables = found.parts.iter().filter_map(|part| part.table.as_ref());
    assert!(tables.clone().all(|table| table.hidden.is_empty()) && tables.count() == 1);
    let harmless = [
        Channel::Sheet,
        Channel::UserName,
        Channel::HeaderFooter,
        Channel::Properties,
        Channel::Styles,
        Channel::FileType,
        Channel::OleSlack,
    ];
    for part in &found.parts {
        assert!(harmless.iter().any(|channel| channel.id() == part.channel), "{}", part.channel);
    }
}

#[test]
fn what_is_displayed_is_sent_where_it_differs() {
    let found = look("libreoffice-hidden", &Options { layout: true, ..Options::default() });
    let answer = sheet(&found, "Answer");
    let born = |row: usize| answer.rows[row].cells.iter().find(|(column, ..)| *column == 3).unwrap();
    assert_eq!((born(1).1.as_str(), born(1).2.as_deref()), ("1963-02-27", Some("27/02/1963")));
    // A format that shows the year alone.
    assert_eq!((born(2).1.as_str(), born(2).2.as_deref()), ("1997-01-17", Some("1997")));
}

/// A workbook with something more in its container.
fn with_streams(name: &str, streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes_of(name))).unwrap();
    for (path, bytes) in streams {
        if let Some((storage, _)) = path.rsplit_once('/').filter(|(storage, _)| !storage.is_empty()) {
            file.create_storage_all(storage).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_workbook_inside_the_workbook_is_read_like_any_other() {
    let mut inner = cfb::CompoundFile::open(Cursor::new(bytes_of("libreoffice-hidden"))).unwrap();
    let mut workbook = Vec::new();
    inner.open_stream("/Workbook").unwrap().read_to_end(&mut workbook).unwrap();
    let bytes = with_streams(
        "libreoffice-plain",
        &[("/MBD00012345/Workbook", &workbook), ("/MBD00012345/\u{1}CompObj", b"Microsoft Excel")],
    );
    let found = look_at(&bytes, &Options::default());
    assert_eq!((found.unaccounted.len(), found.unchecked.len()), (0, 0));
    assert_eq!(found.files.len(), 2);
    let data = sheet(&found, "Data");
    assert_eq!((data.file, data.rows.len(), data.hiding.as_slice()), (1, 31, &["hidden sheet"][..]));
}

#[test]
fn a_packed_file_tells_its_paths_and_comes_through_the_same_door() {
    let csv = b"Surname,Rank\nDunmore,Constable\n";
    let native = [
        &[0; 4][..],
        &[2, 0],
        b"staff.csv\0C:\\HR\\staff.csv\0\0\0\x03\0\x03\0\0\0tmp",
        &(csv.len() as u32).to_le_bytes(),
        csv,
    ]
    .concat();
    let bytes = with_streams("libreoffice-plain", &[("/MBD00012345/\u{1}Ole10Native", &native)]);
    let found = look_at(&bytes, &Options::default());
    assert!(said(&found, Channel::EmbeddedObject).contains(&("original path", "", "C:\\HR\\staff.csv")));
    assert_eq!(found.files[1].name, "staff.csv");
    assert_eq!(found.of(Channel::EmbeddedFile).count(), 1);
}

#[test]
fn a_stream_that_nobody_knows_is_swept_and_named() {
    let bytes = with_streams("libreoffice-plain", &[("/Left Over", b"\x01\x02Dunmore, Constable\x03")]);
    let found = look_at(&bytes, &Options::default());
    assert_eq!(found.unaccounted[0].path, "Left Over");
    assert_eq!(said(&found, Channel::OtherText), [("", "", "Dunmore, Constable")]);
}

#[test]
fn a_record_that_nobody_knows_is_swept_and_named() {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes_of("libreoffice-plain"))).unwrap();
    let mut workbook = Vec::new();
    file.open_stream("/Workbook").unwrap().read_to_end(&mut workbook).unwrap();
    // In place of the record of the window (WINDOW1), which has 18 bytes.
    let at = workbook.windows(4).position(|head| head == [0x3d, 0, 18, 0]).unwrap();
    workbook[at..at + 2].copy_from_slice(&0x7abc_u16.to_le_bytes());
    workbook[at + 4..at + 22].copy_from_slice(b"Dunmore, Constable");
    let bytes = with_streams("libreoffice-plain", &[("/Workbook", &workbook)]);
    let found = look_at(&bytes, &Options::default());
    assert_eq!(said(&found, Channel::OtherText), [("", "", "Dunmore, Constable")]);
    assert_eq!(found.unaccounted[0].range, (at as u64, at as u64 + 22));
    assert!(found.unaccounted[0].why.contains("unknown kind"));
}

#[test]
fn a_workbook_outside_any_container_is_read_and_older_ones_are_named() {
    let sheet = [
        &[0x09, 0x08, 8, 0, 0, 5, 5, 0, 0, 0, 0, 0][..],
        &[0x85, 0, 12, 0, 0x20, 0, 0, 0, 0, 0, 5],
        b"Staff",
        &[0x0a, 0, 0, 0],
        &[0; 0],
    ]
    .concat();
    let start = sheet.len() as u8;
    let mut bytes = sheet;
    bytes[16] = start;
    bytes.extend([0x09, 0x08, 8, 0, 0, 6, 0x10, 0, 0, 0, 0, 0]);
    bytes.extend([0x04, 0x02, 15, 0, 3, 0, 1, 0, 0, 0, 7, 0]);
    bytes.extend(b"Dunmore");
    bytes.extend([0x0a, 0, 0, 0]);
    let mut collector = Collector { keep_rows: 9, ..Collector::default() };
    inspect(&bytes, "staff.xls", &Options::default(), &mut collector).unwrap();
    let found = collector.inspection;
    assert_eq!((found.unaccounted, found.unchecked), (vec![], vec![]));
    assert_eq!(found.parts[0].human, "sheet 'Staff'");
    assert_eq!(found.parts[0].rows[0].cells[0].1, "Dunmore");

    let old = [0x09, 0x00, 0x04, 0x00, 2, 0, 0x10, 0, 0x0a, 0, 0, 0].to_vec();
    let mut collector = Collector::default();
    inspect(&old, "old.xls", &Options::default(), &mut collector).unwrap();
    assert_eq!(collector.inspection.unchecked[0].reason, inspect::Reason::OldVersion);
}
