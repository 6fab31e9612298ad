//! Names that are made to confuse: a terminal, a shell, a program that reads the report.

use crate::common::Folder;
use crate::common::book::{Book, workbook};
use crate::common::program::{check, command, run, verdict};
use crate::common::zip::{Entry, archive};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// Clears the screen, renames the window, turns the direction of the text, and does it all again in one byte.
const OBEYED: &str = "\u{1b}[2J\u{1b}]0;mine\u{7}\u{202e}\u{9b}31m\0\u{8}";

// Every answer is searched for what a terminal would obey: see `Answer::is_decent`.

#[test]
fn names_of_entries() {
    let folder = Folder::new();
    let mut entries = Book::plain().entries();
    entries.push(Entry::new(format!("xl/{OBEYED}.bin"), "left over"));
    entries.push(Entry::new(b"xl/\xff\xfe\x80.bin", "left over"));
    verdict(folder.file("answer.xlsx", archive(&entries).bytes)).finds("left-over-part");
    // Nor where something is wrong with the entry, and its name is part of the sentence.
    for change in [Entry::wrong_checksum, Entry::encrypted] {
        let mut entries = Book::plain().entries();
        entries.push(change(Entry::new(format!("xl/{OBEYED}.xml"), "<a/>")));
        let verdict = verdict(folder.file("answer.xlsx", archive(&entries).bytes));
        assert_eq!(verdict.answer.status, Some(2));
    }
}

#[test]
fn names_of_sheets() {
    let folder = Folder::new();
    let mut book = Book::with_hidden_people();
    // XML cannot hold the lower ones.
    let name = "A\u{202e}\u{9b}31m\u{200b}\u{feff}B";
    book.set(
        "xl/workbook.xml",
        &workbook(&format!(
            "<sheet name='Data' sheetId='1' r:id='r1'/><sheet name='{name}' sheetId='2' r:id='r2' state='hidden'/>"
        )),
    );
    let verdict = verdict(folder.file("answer.xlsx", book.bytes()));
    verdict.is_held();
    // In the report for programs the name is whole, only written otherwise.
    assert!(verdict.findings().any(|finding| finding["place"]["human"].as_str().unwrap().contains(name)));
}

#[test]
fn names_of_files() {
    let folder = Folder::new();
    let names: [&[u8]; 6] = [
        b"red\x1b[31m.csv",
        b"not utf-8 \xff\xfe\x80.csv",
        b"two\nlines.csv",
        "turned \u{202e}\u{9b}31m.csv".as_bytes(),
        b"it's; touch hacked #.csv",
        b"--policy",
    ];
    for name in names {
        std::fs::write(
            folder.path().join(OsStr::from_bytes(name)),
            "Surname,NINO\nAshworth,AB123456C\nBradden,JK654321A\n",
        )
        .unwrap();
    }
    for format in ["text", "json", "jsonl", "sarif"] {
        let answer = check([folder.path().as_os_str(), "--format".as_ref(), format.as_ref()]);
        assert_eq!(answer.status, Some(1), "{}", answer.stdout);
        match format {
            "jsonl" => assert_eq!(answer.files().len(), names.len()),
            "text" => {
                // What can be pasted into a shell is one word there.
                assert!(answer.stdout.contains(r"it'\''s; touch hacked #.csv'"), "{}", answer.stdout);
            }
            _ => {
                let _: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
            }
        }
    }
}

#[test]
fn a_file_whose_name_is_an_option() {
    let folder = Folder::new();
    folder.file("--help", "Area,Total\nNorth,12\n");
    let mut program = command(["check", "--", "--help"]);
    program.current_dir(folder.path());
    let answer = run(program);
    assert_eq!(answer.status, Some(0), "{}{}", answer.stdout, answer.stderr);
    assert!(answer.stdout.starts_with("CLEAR"));
}

#[test]
fn names_in_messages() {
    let folder = Folder::new();
    let book = folder.file("answer.xlsx", Book::plain().bytes());
    let name = folder.path().join("\u{1b}[2J\u{9b}.toml");
    for option in ["--policy", "--roster"] {
        let answer = check([book.as_os_str(), option.as_ref(), name.as_os_str()]);
        assert_eq!(answer.status, Some(2));
        assert!(answer.stderr.contains("Check the name"), "{}", answer.stderr);
    }
    std::fs::write(&name, "\u{1b}[2J = 1").unwrap();
    let answer = check([book.as_os_str(), "--policy".as_ref(), name.as_os_str()]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("nothing was checked"), "{}", answer.stderr);
}

#[test]
fn control_characters_in_cells_are_not_obeyed_when_samples_are_shown() {
    let folder = Folder::new();
    let text = format!("Surname,Initials,NINO\nAsh{OBEYED}worth,J,AB123456C\nBradden,K,JK654321A\n");
    let path = folder.file("answer.csv", text);
    check([path.as_os_str(), "--show-samples".as_ref(), "--verbose".as_ref()]);
    check([path.as_os_str(), "--show-samples".as_ref(), "--format=json".as_ref()]);
}
