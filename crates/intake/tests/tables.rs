//! Tables are read as they are or refused with the row; no value of a row is in what is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use intake::{Intake, IntakeError, TableFile, digest};
use libtest_mimic::{Arguments, Trial};
use sandbox::Sandbox;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == "worker") {
        return sandbox::run_worker();
    }
    let trials = vec![
        trial("delimited text is read with the numbers of its rows", delimited),
        trial("json lines are read as the same table", json_lines),
        trial("rows that cannot be taken are named and left out", faults),
        trial("what can be read in two ways is refused", ambiguous),
        trial("a workbook is read by the name of its sheet", workbook),
        trial("the digest is of the whole file however often it was read", digests),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(name: &str, run: fn()) -> Trial {
    Trial::test(name, move || {
        run();
        Ok(())
    })
}

fn read(name: &str, bytes: &[u8]) -> Result<Intake, IntakeError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    opened(&path, None)
}

fn opened(path: &Path, sheet: Option<&str>) -> Result<Intake, IntakeError> {
    let sandbox = Sandbox::new(["worker"]).unwrap();
    TableFile { sandbox: &sandbox, file: &File::open(path).unwrap(), name: path, sheet }.read()
}

fn delimited() {
    let intake = read("people.csv", b"Pay No,Surname\n20417,\"Ash\"\"worth\"\n\n20418,Oake\n").unwrap();
    assert_eq!(intake.headings, ["Pay No", "Surname"]);
    let expected = [(2, ["20417", "Ash\"worth"]), (4, ["20418", "Oake"])];
    assert_eq!(intake.rows, expected.map(|(row, values)| (row, values.map(str::to_owned).to_vec())));
    assert!(intake.faults.is_empty() && intake.format == "csv");
    // The same handle can be read again: it begins at its beginning.
    assert_eq!(format!("{intake:?}"), "Intake of 2 rows (csv)");
}

fn json_lines() {
    let intake =
        read("people.jsonl", b"{\"Pay No\": 20417}\n\n{\"Surname\": \"Oake\", \"Pay No\": \"0020418\"}\n")
            .unwrap();
    assert_eq!(intake.headings, ["Pay No", "Surname"]);
    assert_eq!(intake.rows[0], (1, vec!["20417".to_owned(), String::new()]));
    assert_eq!(intake.rows[1], (3, vec!["0020418".to_owned(), "Oake".into()]));
}

fn faults() {
    let intake = read("people.csv", b"Pay No,Surname\n20417\n20418,\"Oake\"x\n20419,Marrowby\n").unwrap();
    let told: Vec<String> =
        intake.faults.iter().map(|fault| format!("{}: {}", fault.row, fault.why)).collect();
    assert_eq!(told, ["2: it has 1 of 2 fields", "3: it has text behind a closing quotation mark"]);
    assert_eq!(intake.rows.len(), 1);
    let lines = read("people.jsonl", b"{\"Pay No\": 1}\n{\"Pay No\": [1]}\n{\"a\": 1, \"a\": 2}\n").unwrap();
    assert_eq!(lines.faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [2, 3]);
}

fn ambiguous() {
    for (name, bytes, words) in [
        (
            "open.csv",
            &b"Pay No,Surname\n1,\"Oake\n2,Marrowby\n"[..],
            "a quotation mark in line 2 is never closed",
        ),
        ("two.csv", b"Pay No,Surname\n1,Zo\xeb\n2,Zo\xc3\xab\n", "line 2 is not in the encoding of line 3"),
        (
            "twice.csv",
            b"Surname,Rank,surname\nOake,PC,Oake\n",
            "column C has the heading of a column before it",
        ),
        ("list.json", b"[{\"Surname\": \"Oake\"}]", "it is one list of JSON"),
        ("empty.csv", b"", "the file is empty"),
    ] {
        let told = read(name, bytes).unwrap_err().to_string().to_lowercase();
        assert!(
            told.contains(&words.to_lowercase()) && !told.contains("oake") && !told.contains("marrowby"),
            "{name}: {told}"
        );
    }
}

fn workbook() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/answer.xlsx");
    match opened(&book, None) {
        Err(IntakeError::SeveralSheets { sheets }) => assert!(sheets.len() > 1),
        Ok(intake) => assert!(intake.told.iter().any(|told| told.starts_with("Hidden sheets were not read"))),
        Err(other) => panic!("{other}"),
    }
    let strange = opened(&book, Some("No such sheet")).unwrap_err();
    assert!(matches!(strange, IntakeError::NoSuchSheet { ref sheets } if !sheets.is_empty()), "{strange}");
}

fn digests() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, b"Pay No\n1\n").unwrap();
    let file = File::open(&path).unwrap();
    let first = digest(&file).unwrap();
    assert_eq!(digest(&file).unwrap(), first);
    assert_eq!(opened(&path, None).unwrap().sha256, first);
    assert!(digest(&File::open(folder.path()).unwrap()).is_err(), "a folder is no table");
}
