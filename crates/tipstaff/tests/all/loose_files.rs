//! What `tipstaff check` says of files that are no spreadsheets: JSON, letters, photos.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

/// A file of `inspect`'s tests, made by a real program.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../inspect/tests/files/{name}.gz"));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The report on a file, with its exit status.
fn report(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
        .args(["check", "--verbose", name])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    format!("status {}\n{}", output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// People who do not exist.
fn staff(many: usize) -> Vec<serde_json::Value> {
    const NAMES: [&str; 6] = ["Ashworth", "Bradshaw", "Cartwright", "Dunmore", "Ellsworth", "Fairbairn"];
    const FIRST: [&str; 5] = ["Celia", "Owen", "Margaret", "Peter", "Joan"];
    (0..many)
        .map(|place| {
            serde_json::json!({
                "surname": NAMES[place % 6], "forename": FIRST[place % 5], "rank": "Constable",
                "collarNumber": 40_000 + place, "dateOfBirth": format!("19{}-0{}-1{}", 60 + place % 30, 1 + place % 9, place % 9),
            })
        })
        .collect()
}

#[test]
fn people_in_json_are_counted() {
    let list =
        serde_json::to_vec(&serde_json::json!({"generated": "2026-11-01", "staff": staff(40)})).unwrap();
    insta::assert_snapshot!("json", report("staff.json", &list));
    let mut lines = String::new();
    for person in staff(40) {
        writeln!(lines, "{person}").unwrap();
    }
    let told = report("staff.jsonl", lines.as_bytes());
    assert!(told.contains("40 people") && told.starts_with("status 1"), "{told}");
    // The same people as a table of text: the same answer but for the names of places.
    let heads: Vec<String> = staff(1)[0].as_object().unwrap().keys().cloned().collect();
    let mut csv = heads.join(",") + "\n";
    for person in staff(40) {
        let values: Vec<String> =
            person.as_object().unwrap().values().map(|value| value.to_string().replace('"', "")).collect();
        writeln!(csv, "{}", values.join(",")).unwrap();
    }
    assert!(report("staff.csv", csv.as_bytes()).contains("40 people"));
}

#[test]
fn counts_in_json_are_clear() {
    insta::assert_snapshot!(
        "counts",
        report("counts.json", b"[{\"area\":\"North\",\"total\":12},{\"area\":\"South\",\"total\":340}]")
    );
}

#[test]
fn what_json_keeps_from_a_reader_is_told() {
    insta::assert_snapshot!(
        "hidden_json",
        report("counts.json", b"[{\"area\":\"North\",\"area\":\"Celia Ashworth\"}] // PC 40123\n")
    );
}

#[test]
fn a_letter_is_read() {
    let letter = "Dear Mr Bradshaw,\n\nI refer to PC Celia Ashworth, born on 4 March 1985, of 12 High Street, Northgate. Her \
                  National Insurance number is QQ 12 34 56 C.\n\nYours sincerely\n";
    insta::assert_snapshot!("letter", report("letter.md", letter.as_bytes()));
    insta::assert_snapshot!(
        "notice",
        report("notice.md", b"The office is closed on Monday.\n\nIt opens again at nine.\n")
    );
}

#[test]
fn a_photo_is_never_clear() {
    insta::assert_snapshot!("photo", report("IMG_0042.jpg", &fixture("media/exif.jpg")));
    for name in ["pictures/colours.png", "media/plain.jpg"] {
        let told = report(name.rsplit('/').next().unwrap(), &fixture(name));
        assert!(!told.starts_with("status 0") && told.contains("A picture"), "{told}");
    }
    assert!(!report("plain.jpg", &fixture("media/plain.jpg")).contains("safe copy"));
    insta::assert_snapshot!("photo_with_tail", report("card.jpg", &fixture("media/trailing.jpg")));
}

#[test]
fn there_is_no_safe_copy_of_a_photo_or_a_letter_and_there_is_one_of_json() {
    let folder = tempfile::tempdir().unwrap();
    let clean = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
            .args(["clean", name, "-o", "safe.csv"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
        )
    };
    for (name, bytes) in
        [("card.jpg", fixture("media/exif.jpg")), ("letter.md", b"Dear Sir,\nyours\n".to_vec())]
    {
        let (status, told) = clean(name, &bytes);
        assert!(status == 2 && !folder.path().join("safe.csv").exists(), "{name}: {told}");
        insta::assert_snapshot!(format!("no_copy_of_{name}"), told);
    }
    let (status, told) =
        clean("counts.json", b"[{\"area\":\"North\",\"total\":12},{\"area\":\"South\",\"total\":340}]");
    assert_eq!(status, 0, "{told}");
    let copy = std::fs::read_to_string(folder.path().join("safe.csv")).unwrap();
    assert_eq!(copy.trim_start_matches('\u{feff}').replace('\r', ""), "area,total\nNorth,12\nSouth,340\n");
}
