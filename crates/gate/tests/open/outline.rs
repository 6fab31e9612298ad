//! Outlines.

use crate::incidents::{files, in_memory, never, some, with};
use inspect::{Hiding, Visibility};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

pub fn every_part() {
    for incident in some() {
        let checked = with(|checker| checker.check_open(incident.open(), incident.path(), &never));
        let parts = &checked.outline.parts;
        assert!(!parts.is_empty(), "{}", incident.name);
        let numbers: HashSet<u32> = parts.iter().map(|part| part.number).collect();
        assert_eq!((numbers.len(), checked.outline.more), (parts.len(), 0), "{}", incident.name);
        let mut depth = 0;
        for part in parts {
            assert!(part.depth <= depth + 1 && !part.kind().is_empty(), "{}", incident.name);
            depth = part.depth;
        }
        // Each finding is about one part, or about the file as a whole.
        let mut told = HashSet::new();
        for part in parts {
            for place in &part.findings {
                assert!(told.insert(*place), "{}", incident.name);
                assert_eq!(checked.findings[*place].place.part, part.path, "{}", incident.name);
            }
        }
        for (place, finding) in checked.findings.iter().enumerate() {
            assert!(
                told.contains(&place) || finding.place.human.is_empty(),
                "{}: {} has no part",
                incident.name,
                finding.summary
            );
        }
    }
    let hidden = files("2-psni-foi", |name| name == "hidden-sheet-libreoffice.xlsx");
    let checked = with(|checker| checker.check_open(hidden[0].open(), hidden[0].path(), &never));
    let sheet = checked.outline.parts.iter().find(|part| part.hiding == Hiding::SHEET).unwrap();
    assert_eq!(
        (sheet.rows, sheet.kind(), sheet.visibility()),
        (Some(9_277), "worksheet", Visibility::Hidden)
    );
    assert_eq!(checked.findings[sheet.findings[0]].rule.id, "hidden-sheet");

    let filtered = files("2-psni-foi", |name| name == "filtered-rows-xlsxwriter.xlsx");
    let checked = with(|checker| checker.check_open(filtered[0].open(), filtered[0].path(), &never));
    let sheet = checked.outline.parts.iter().find(|part| part.partly.contains(Hiding::ROW_FILTERED)).unwrap();
    assert!(sheet.hidden_rows.unwrap() > 9_000 && sheet.hidden_rows <= sheet.rows);
    assert_eq!((sheet.hidden_columns, sheet.visibility()), (Some(0), Visibility::Visible));

    let embedded = files("2-psni-foi", |name| name == "embedded-umya.xlsx");
    let checked = with(|checker| checker.check_open(embedded[0].open(), embedded[0].path(), &never));
    let parts = &checked.outline.parts;
    let file = parts.iter().position(|part| part.channel == inspect::Channel::EmbeddedFile).unwrap();
    assert!(parts[file].bytes.unwrap() > 100_000);
    assert_eq!(parts[file + 1].depth, parts[file].depth + 1);
}

pub fn many_parts() {
    let mut sheets = String::new();
    for number in 0..2_500 {
        write!(
            sheets,
            "<table:table table:name=\"S{number}\"><table:table-row><table:table-cell office:value-type=\"string\">\
             <text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        )
        .unwrap();
    }
    let file = format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>\
         {sheets}</office:spreadsheet></office:body></office:document>"
    );
    let checked = with(|checker| checker.check_open(in_memory(file.as_bytes()), Path::new("a.fods"), &never));
    assert_eq!(checked.outline.parts.len(), 2_000);
    assert!(checked.outline.more >= 500);
    assert!(gate::report::json::line(&checked, false).unwrap().contains("\"more_parts\":"));
}
