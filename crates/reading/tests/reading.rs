//! Files of every kind as tables, texts and pictures. This program starts itself as the worker, so it has a `main` of its
//! own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use libtest_mimic::{Arguments, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reading::{Reading, Room, Wanted, read};
use sandbox::Sandbox;
use std::fs::File;
use std::io::{Read as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let test = |name: &str, run: fn()| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let trials = vec![
        test("a table is the same from every format", same_from_every_format),
        test("hidden rows and sheets are there, and say so", hidden_is_there),
        test("what serde_json writes is read back", json_comes_back),
        test("a text is there to its last line", text_comes_back),
        test("pictures are decoded where they are wanted", pictures),
        test("what a file says about itself is kept apart", about),
        test("what is not read says so", unread),
        test("where room ends, it is said", room_ends),
        test("nothing personal is printed by accident", nothing_printed),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn of(bytes: &[u8], name: &str, wanted: &Wanted) -> Reading {
    let sandbox = Sandbox::new(["worker"]).unwrap();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    read(&sandbox, File::open(file.path()).unwrap(), name, wanted)
}

fn plainly(bytes: &[u8], name: &str) -> Reading {
    of(bytes, name, &Wanted::default())
}

/// A file of `inspect`'s tests, made by a real program.
fn fixture(name: &str) -> Vec<u8> {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "../inspect/tests/files", &format!("{name}.gz")].iter().collect();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn rows(reading: &Reading, table: usize) -> Vec<Vec<&str>> {
    reading.tables[table].rows.iter().map(|line| line.cells.iter().map(String::as_str).collect()).collect()
}

const STAFF: [[&str; 3]; 4] = [
    ["surname", "rank", "number"],
    ["Quillfeather", "Constable", "4711"],
    ["Marrowby", "", "12"],
    ["Oxenholt, née Thistlewick", "Sergeant", "9"],
];

fn same_from_every_format() {
    let csv = "surname,rank,number\nQuillfeather,Constable,4711\nMarrowby,,12\n\"Oxenholt, née Thistlewick\",Sergeant,9\n";
    let objects: Vec<serde_json::Value> = STAFF[1..]
        .iter()
        .map(|row| serde_json::json!({"surname": row[0], "rank": row[1], "number": row[2].parse::<u32>().unwrap()}))
        .collect();
    let json = serde_json::to_string(&objects).unwrap();
    let lines: String = objects.iter().flat_map(|object| [object.to_string(), "\n".into()]).collect();
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(json.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, name) in [
        (csv.as_bytes(), "staff.csv"),
        (csv.replace(',', "\t").replace("\"Oxenholt\t née", "\"Oxenholt, née").as_bytes(), "staff.tsv"),
        (json.as_bytes(), "staff.json"),
        (json.as_bytes(), "staff"),
        (&utf16, "staff.json"),
        (lines.as_bytes(), "staff.jsonl"),
        (lines.as_bytes(), "staff.txt"),
    ] {
        let reading = plainly(bytes, name);
        // JSON has its names in the order in which they were written.
        let mut order: Vec<usize> = (0..3).collect();
        order.sort_by_key(|place| STAFF[0].iter().position(|name| *name == rows(&reading, 0)[0][*place]));
        let told: Vec<Vec<&str>> = rows(&reading, 0)
            .iter()
            .map(|row| order.iter().map(|place| row.get(*place).copied().unwrap_or("")).collect())
            .collect();
        assert_eq!(told, STAFF, "{name}");
        assert!(reading.is_whole(), "{name}: {:?}", reading.unread);
    }
}

fn hidden_is_there() {
    let reading = plainly(&fixture("ods/hidden-rows.ods"), "hidden.ods");
    assert!(reading.is_whole(), "{:?}", reading.unread);
    assert!(reading.tables.iter().flat_map(|table| &table.rows).any(|line| line.is_hidden));
    assert!(reading.tables.iter().flat_map(|table| &table.rows).any(|line| !line.is_hidden));
    let reading = plainly(&fixture("ods/hidden-sheet.ods"), "hidden.ods");
    assert!(reading.tables.iter().any(|table| table.is_hidden && !table.rows.is_empty()));
    let reading = plainly(&fixture("libreoffice-hidden.xls"), "hidden.xls");
    assert_eq!(reading.files[0].format, "xls");
    assert!(!reading.tables.is_empty());
}

fn json_comes_back() {
    let name = "[a-z]{1,6}";
    let text = "[A-Za-z0-9 ,;\"\\\\/\u{e9}\u{4e2d}\n]{0,12}[a-z]";
    let row = proptest::collection::btree_map(name, text, 1..6);
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let all = proptest::collection::vec(row, 1..12);
    runner
        .run(&all, |rows| {
            let reading = plainly(serde_json::to_string_pretty(&rows).unwrap().as_bytes(), "any.json");
            prop_assert!(reading.is_whole(), "{:?}", reading.unread);
            let lines = &reading.tables[0].rows;
            prop_assert_eq!(lines.len(), rows.len() + 1);
            for (row, line) in rows.iter().zip(&lines[1..]) {
                for (name, text) in row {
                    let place = lines[0].cells.iter().position(|heading| heading == name).unwrap();
                    prop_assert_eq!(&line.cells[place], text);
                }
                prop_assert_eq!(line.cells.iter().filter(|cell| !cell.is_empty()).count(), row.len());
            }
            Ok(())
        })
        .unwrap();
}

fn text_comes_back() {
    let text = "Dear Sir,\nI have seen PC Quillfeather's card.\n\nIt was not hers.\nMarrowby";
    let reading = plainly(text.as_bytes(), "letter.md");
    assert_eq!(reading.files[0].format, "txt");
    let told: Vec<&str> = reading.texts.iter().map(|text| text.text.as_str()).collect();
    assert_eq!(told.join("\n\n"), text);
    assert_eq!(reading.texts[1].at, "line 4");
    assert!(reading.is_whole());
}

fn pictures() {
    let wanted = Wanted { pictures: true, ..Wanted::default() };
    for name in ["plain.jpg", "exif.jpg", "words.png"] {
        let bytes = fixture(&format!("media/{name}"));
        let reading = of(&bytes, name, &wanted);
        assert!(reading.is_whole(), "{name}: {:?}", reading.unread);
        let picture = &reading.pictures[0];
        assert_eq!((picture.width, picture.height, picture.rgb.len()), (8, 8, 192), "{name}");
        // A red square; JPEG is off by a little.
        for pixel in picture.rgb.chunks(3) {
            assert!(pixel[0].abs_diff(192) < 4 && pixel[1] < 4 && pixel[2] < 4, "{name}: {pixel:?}");
        }
        assert!(plainly(&bytes, name).pictures.is_empty());
    }
    // A kind that is not decoded says so where pixels are wanted.
    let reading = of(&fixture("media/plain.bmp"), "plain.bmp", &wanted);
    assert!(!reading.is_whole());
}

fn about() {
    let reading = plainly(&fixture("media/exif.jpg"), "card.jpg");
    let of = |label: &str| {
        reading.about.iter().find(|about| about.label == label).map(|about| about.text.as_str())
    };
    assert_eq!(of("Artist"), Some("Petronella Quartermass"));
    assert!(of("GPSLatitude").is_some_and(|place| place.contains("54")));
    assert_eq!(reading.files[0].name, "card.jpg");
    let reading = plainly(&fixture("ods/everything.ods"), "everything.ods");
    assert!(reading.about.iter().any(|about| about.channel == "properties" && !about.text.is_empty()));
}

fn unread() {
    for (bytes, name) in [
        (&b"{\"a\": 1, \"b\": "[..], "cut.json"),
        (b"{\"a\": 1} // Quillfeather\n", "remark.json"),
        (b"[{\"a\": 1, \"a\": 2}]", "twice.json"),
        (b"%PDF-1.7 and so on", "answer.pdf"),
        (b"", "empty.csv"),
        (&fixture("media/plain.jpg")[..200], "cut.jpg"),
        (&fixture("ods/plain.ods")[..900], "cut.ods"),
    ] {
        let reading = plainly(bytes, name);
        assert!(!reading.is_whole(), "{name} looks whole");
        for unread in &reading.unread {
            assert!(unread.what.ends_with('.') && !unread.what.contains("Quillfeather"), "{}", unread.what);
            assert!(unread.fix.ends_with('.'));
        }
    }
    // What stands in a place that is not read as it should be is there all the same.
    let reading = plainly(b"[{\"a\": 1, \"a\": 2}] // Quillfeather", "remark.json");
    assert!(reading.texts.iter().any(|text| text.text.contains("Quillfeather")));
    assert_eq!(rows(&reading, 0)[1], ["1", "2"]);
}

fn room_ends() {
    let csv: String = (0..1000).flat_map(|row| [row.to_string(), ",Quillfeather\n".into()]).collect();
    let few = |room: Room| of(csv.as_bytes(), "staff.csv", &Wanted { room, ..Wanted::default() });
    let reading = few(Room { rows: 10, ..Room::default() });
    assert_eq!((reading.tables[0].rows.len(), reading.is_whole()), (10, false));
    let reading = few(Room { bytes: 20_000, ..Room::default() });
    assert!(reading.tables[0].rows.len() < 1000 && !reading.is_whole());
    assert!(few(Room::default()).is_whole());
    let wanted =
        Wanted { pictures: true, room: Room { pixel_bytes: 100, ..Room::default() }, ..Wanted::default() };
    let reading = of(&fixture("media/plain.jpg"), "plain.jpg", &wanted);
    assert_eq!((reading.pictures.len(), reading.unread.len()), (0, 1));
    let wide = format!("a{}b\nc{}d\n", ",".repeat(20_000), ",".repeat(20_000));
    assert!(!plainly(wide.as_bytes(), "wide.csv").is_whole());
}

fn nothing_printed() {
    let reading = plainly(b"surname,rank\nQuillfeather,Constable\nMarrowby,Sergeant\n", "Quillfeather.csv");
    assert!(!format!("{reading:?}").contains("Quillfeather"));
}
