//! Previews.

use crate::incidents::{Incident, files, in_memory, never, some, with};
use gate::{Preview, PreviewLimits, PreviewTable};
use inspect::Visibility;
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

fn preview(incident: &Incident) -> Preview {
    with(|checker| checker.preview(incident.open(), incident.path(), PreviewLimits::default(), &never))
}

fn one(incident: &str, name: &str) -> Incident {
    files(incident, |other| other == name).remove(0)
}

fn of_text(text: &str, limits: PreviewLimits) -> Preview {
    with(|checker| checker.preview(in_memory(text.as_bytes()), Path::new("a.csv"), limits, &never))
}

/// How many cells of a table are seen, and how many are not.
fn seen(table: &PreviewTable) -> (usize, usize) {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let seen = cells().filter(|cell| cell.is_seen).count();
    (seen, cells().count() - seen)
}

pub fn shows() {
    let shown = preview(&one("2-psni-foi", "hidden-sheet-libreoffice.xlsx"));
    assert_eq!((shown.troubles.as_slice(), shown.is_cut), (&[][..], false));
    let sheet = shown.tables.iter().find(|table| table.hidden == ["hidden sheet"]).unwrap();
    assert_eq!((sheet.rows.len(), sheet.rows_in_all, sheet.visibility), (50, 9_277, Visibility::Hidden));
    assert!(shown.tables.iter().any(|table| table.visibility == Visibility::Visible && seen(table).1 == 0));

    for (name, reason) in [
        ("hidden-columns-xlsxwriter.xlsx", "hidden column"),
        ("columns-without-width.xlsx", "column without width"),
        ("hidden-rows-openpyxl.xlsx", "hidden row"),
        ("filtered-rows-libreoffice.ods", "row left out by a filter"),
        ("format-shows-nothing.xlsx", "format that shows nothing"),
        ("format-shows-redacted.xlsx", "format that shows other words"),
        ("under-picture.xlsx", "under a picture or shape"),
        ("under-merge-xlsxwriter.xlsx", "under a merged cell"),
        ("conditional-white.xlsx", "conditional format that can hide"),
    ] {
        let Some(incident) = files("2-psni-foi", |other| other == name).pop() else { panic!("no {name}") };
        let shown = preview(&incident);
        let told = shown.tables.iter().flat_map(|table| {
            let columns = table.columns.iter().flat_map(|column| &column.hidden);
            let rows = table.rows.iter().flat_map(|row| row.hidden.iter());
            let cells = table.rows.iter().flat_map(|row| row.cells.iter().flat_map(|cell| &cell.hidden));
            columns.chain(rows).chain(cells)
        });
        assert!(told.clone().any(|told| *told == reason), "{name}: {:?}", told.collect::<Vec<_>>());
    }

    let shown = preview(&one("2-psni-foi", "format-shows-redacted.xlsx"));
    let cells = || shown.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let redacted = cells().find(|cell| cell.stored.is_some()).unwrap();
    assert!(redacted.is_seen && redacted.stored.as_ref() != Some(&redacted.text));

    let shown = preview(&one("2-psni-foi", "pivot-deleted-source-openpyxl.xlsx"));
    let cache = shown.tables.iter().find(|table| table.kind == "pivot table records").unwrap();
    assert!(cache.rows[0].is_heading && cache.rows.len() == 50 && cache.visibility == Visibility::Cached);

    let shown = preview(&one("2-psni-foi", "comments.xlsx"));
    assert!(shown.texts.iter().any(|text| text.kind.contains("comment") && !text.paragraphs.is_empty()));

    let shown = preview(&one("2-psni-foi", "embedded-umya.xlsx"));
    assert!(shown.tables.iter().any(|table| table.inside.len() == 1));
}

pub fn same_numbers() {
    for incident in some() {
        let shown = preview(&incident);
        let checked = with(|checker| checker.check_open(incident.open(), incident.path(), &never));
        let is_known = |number, path: &str, human: &str| {
            let mut parts = checked.outline.parts.iter();
            parts.any(|part| part.number == number && part.path == path && part.human == human)
        };
        for table in &shown.tables {
            assert!(is_known(table.number, &table.path, &table.human), "{}: {}", incident.name, table.human);
        }
        for text in &shown.texts {
            assert!(is_known(text.number, &text.path, &text.human), "{}: {}", incident.name, text.human);
        }
    }
}

pub fn beyond() {
    for (name, columns) in [("far-right.xlsx", 30), ("far-below.xlsx", 0)] {
        let shown = preview(&one("2-psni-foi", name));
        let reasons: Vec<_> = shown
            .tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
            .filter(|cell| cell.column >= columns && !cell.hidden.is_empty())
            .collect();
        assert!(!reasons.is_empty(), "{name}");
    }
}

pub fn masked() {
    let people = one("2-psni-foi", "people.csv");
    let mut reader = csv::Reader::from_reader(people.bytes.as_slice());
    let surname = reader.headers().unwrap().iter().position(|header| header == "Surname").unwrap();
    let people: Vec<_> = reader.records().map(Result::unwrap).collect();
    // Short names are words as well, and short numbers counts.
    let values: HashSet<&str> = people
        .iter()
        .flat_map(|person| {
            let numbers = person
                .iter()
                .filter(|value| value.len() > 4 && value.bytes().all(|byte| byte.is_ascii_digit()));
            numbers.chain(Some(&person[surname]).filter(|name| name.len() > 6))
        })
        .collect();
    let shown = |preview: &Preview| {
        let cells = preview.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let texts = cells.flat_map(|cell| [Some(cell.text.as_str()), cell.stored.as_deref()]).flatten();
        let paragraphs = preview.texts.iter().flat_map(|text| &text.paragraphs);
        let names = preview.tables.iter().map(|table| table.human.as_str());
        let all = texts.chain(paragraphs.map(|paragraph| paragraph.text.as_str())).chain(names);
        let words = all.flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
        words.filter(|word| values.contains(word)).count()
    };
    let mut unmasked = 0;
    for incident in files("2-psni-foi", |name| !name.ends_with("csv") && !name.ends_with("json")) {
        let open = preview(&incident);
        unmasked += shown(&open);
        assert_eq!(shown(&open.masked()), 0, "{}", incident.name);
    }
    assert!(unmasked > 1_000, "{unmasked} values to mask");
    let rows = "Surname,Forenames,Rank\r\nPemberton,Jane,Constable\r\n";
    let shown = of_text(rows, PreviewLimits::default()).masked();
    let texts: Vec<&str> =
        shown.tables[0].rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["Surname", "Forenames", "Rank", "P••••••••", "J•••", "C••••••••"]);
    // Without a heading the first row is about somebody.
    let shown = of_text("Brown,Rose,4021\r\nBaker,May,4022\r\n", PreviewLimits::default()).masked();
    assert_eq!(shown.tables[0].rows[0].cells[0].text, "B••••");
    assert_eq!(shown.tables[0].rows[0].cells[2].text, "••••");
}

pub fn limits() {
    let mut text = String::from("One,Two,Three\n");
    for number in 0..200 {
        writeln!(text, "{number},{},\u{202e}abc", "long ".repeat(100)).unwrap();
    }
    let limits = PreviewLimits { rows: 7, columns: 2, cell_letters: 12, ..PreviewLimits::default() };
    let shown = of_text(&text, limits);
    let table = &shown.tables[0];
    assert_eq!((table.rows.len(), table.rows_in_all, table.columns.len()), (7, 201, 2));
    assert_eq!(table.rows[1].cells[1].text, "long long lo…");
    assert!(!shown.is_cut);

    let shown = of_text(&text, PreviewLimits { bytes: 2_000, ..PreviewLimits::default() });
    let bytes: usize =
        shown.tables[0].rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.len()).sum();
    assert!(shown.is_cut && bytes <= 2_000);

    let shown = of_text(&text, PreviewLimits::default());
    assert_eq!(shown.tables[0].rows[1].cells[2].text, "\u{fffd}abc");
    assert!(shown.tables[0].rows[1].cells[1].text.chars().count() == 201);

    let shown = of_text(&text, PreviewLimits { parts: 0, ..PreviewLimits::default() });
    assert!(shown.tables.is_empty() && shown.more >= 1);
}

pub fn troubles() {
    let shown = with(|checker| {
        let file = in_memory(b"PK\x03\x04 and no more");
        checker.preview(file, Path::new("a.xlsx"), PreviewLimits::default(), &never)
    });
    assert!(shown.tables.is_empty() && !shown.troubles.is_empty());
    let stopped = with(|checker| {
        let file = in_memory(b"One,Two\n1,2\n3,4\n");
        checker.preview(file, Path::new("a.csv"), PreviewLimits::default(), &|| true)
    });
    assert_eq!(stopped.troubles, ["it was stopped before its end"]);
}
