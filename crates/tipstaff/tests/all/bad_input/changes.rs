//! Files that do not stay as they are while they are looked at.

use crate::common::Folder;
use crate::common::program::{Reaper, check, children, command, wait_until};
use std::io::{Read, Seek, SeekFrom, Write};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

/// A text that takes a while to check.
fn long_text() -> String {
    let lines = (0..400_000).map(|number| format!("Ward {},{number},{}", number % 7919, number % 12));
    std::iter::once("Area,Total,Month".to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_that_changes_while_it_is_checked_is_not_clear() {
    let folder = Folder::new();
    let path = folder.file("answer.csv", long_text());
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // One figure in the middle counts up, so that the file is never the same again.
            let mut file = std::fs::File::options().write(true).open(&path).unwrap();
            for count in 0_u64.. {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                file.seek(SeekFrom::Start(40)).unwrap();
                file.write_all(format!("{count:08}").as_bytes()).unwrap();
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        });
        let answer = check([path.as_os_str(), "--format=jsonl".as_ref()]);
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(answer.status, Some(2), "{}", answer.stdout);
        assert!(answer.stdout.contains("it changed while it was checked"), "{}", answer.stdout);
    });
}

#[test]
fn a_file_that_grows_while_it_is_checked_is_not_waited_for() {
    let folder = Folder::new();
    let path = folder.file("answer.csv", long_text());
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = std::fs::File::options().append(true).open(&path).unwrap();
            while !is_over.load(Ordering::Relaxed) {
                file.write_all(b"Ward 1,2,3\n").unwrap();
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        });
        let answer = check([path.as_os_str(), "--format=jsonl".as_ref()]);
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(answer.status, Some(2), "{}", answer.stdout);
        assert!(answer.stdout.contains("it changed while it was checked"), "{}", answer.stdout);
    });
}

#[test]
fn a_file_that_is_gone_before_it_is_opened() {
    // One at a time: while the first is read, the second disappears from a folder that was listed already.
    let folder = Folder::new();
    folder.file("a.csv", long_text());
    let second = folder.file("b.csv", "Area,Total\nNorth,12\n");
    folder.file("c.csv", "Area,Total\nNorth,12\n");
    let mut program = command(["check", "--jobs=1", "--format=jsonl"]);
    program.arg(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut program = Reaper(program.spawn().unwrap());
    wait_until("a reader was started", || !children(program.0.id()).is_empty());
    std::fs::remove_file(second).unwrap();
    let mut said = String::new();
    program.0.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(program.0.wait().unwrap().code(), Some(2));
    let verdicts: Vec<String> = said
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["verdict"].to_string())
        .collect();
    assert_eq!(verdicts, ["\"clear\"", "\"unchecked\"", "\"clear\""]);
    assert!(said.contains("there is no such file"), "{said}");
}
