//! Ctrl-C: what was said so far is whole, the exit status is not "clear", nobody is left behind, the terminal is as before.

use crate::common::Folder;
use crate::common::book::Book;
use crate::common::program::{Reaper, children, command, is_reader, wait_until};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::tcgetattr;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::sync::mpsc;

/// Many small files, and among them one that takes longer.
fn many() -> Folder {
    let folder = Folder::new();
    let book = Book::with_hidden_people().bytes();
    for number in 0..4000 {
        folder.file(&format!("{number:04}.xlsx"), &book);
    }
    folder
}

/// A text that takes seconds to check.
fn long_text() -> String {
    let line = |number: u32| format!("Ward {},{number},{}\n", number % 7919, number % 12);
    let lines: String = (0..1_500_000).map(line).collect();
    format!("Area,Total,Month\n{lines}")
}

fn signal(program: &Reaper, signal: Signal) {
    kill_process(Pid::from_child(&program.0), signal).unwrap();
}

/// Remembers the readers of a program, and waits until they are gone.
fn are_gone(readers: &BTreeSet<u32>) {
    wait_until("every reader is gone", || readers.iter().all(|reader| !is_reader(*reader)));
}

#[test]
fn between_two_files_it_stops_with_whole_lines() {
    for (name, stop) in [("int", Signal::INT), ("term", Signal::TERM)] {
        let folder = many();
        let mut program = command(["check", "--format=jsonl", "--jobs=2"]);
        program.arg(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = Reaper(program.spawn().unwrap());
        let mut said = BufReader::new(program.0.stdout.take().unwrap());
        let mut lines = Vec::new();
        let mut readers = BTreeSet::new();
        while lines.len() < 20 {
            let mut line = String::new();
            said.read_line(&mut line).unwrap();
            lines.push(line);
            readers.extend(children(program.0.id()));
        }
        signal(&program, stop);
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        let status = program.0.wait().unwrap();
        assert_eq!(status.code(), Some(2), "{name}");
        assert!(rest.is_empty() || rest.ends_with('\n'), "half a line: {rest}");
        lines.extend(rest.lines().map(ToOwned::to_owned));
        assert!(lines.len() < 4000, "it was not stopped");
        for (number, line) in lines.iter().enumerate() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(line["path"].as_str().unwrap().ends_with(&format!("{number:04}.xlsx")));
            assert_eq!(line["verdict"], "held");
        }
        let mut words = String::new();
        program.0.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        assert!(words.contains("stopped before all files were checked"), "{words}");
        assert!(words.contains("What is printed is complete for the files that it names."), "{words}");
        are_gone(&readers);
    }
}

#[test]
fn a_document_that_is_not_whole_is_not_printed() {
    let folder = many();
    let mut program = command(["check", "--format=json"]);
    program.arg(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = Reaper(program.spawn().unwrap());
    wait_until("a reader was started", || !children(program.0.id()).is_empty());
    signal(&program, Signal::INT);
    let mut said = String::new();
    program.0.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(program.0.wait().unwrap().code(), Some(2));
    assert_eq!(said, "");
}

#[test]
fn in_the_middle_of_a_file_the_second_one_ends_it_at_once() {
    let folder = Folder::new();
    let path = folder.file("answer.csv", long_text());
    let mut program = command(["check", "--format=jsonl"]);
    program.arg(path).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = Reaper(program.spawn().unwrap());
    let mut readers = BTreeSet::new();
    wait_until("a reader was started", || {
        readers.extend(children(program.0.id()).into_iter().filter(|reader| is_reader(*reader)));
        !readers.is_empty()
    });
    signal(&program, Signal::INT);
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert!(program.0.try_wait().unwrap().is_none(), "the file is finished first");
    signal(&program, Signal::INT);
    let mut said = String::new();
    program.0.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(program.0.wait().unwrap().code(), Some(130));
    assert_eq!(said, "");
    are_gone(&readers);
}

#[test]
fn the_terminal_is_as_before() {
    let folder = many();
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let theirs = File::options().read(true).write(true).open(name.to_str().unwrap()).unwrap();
    let before = tcgetattr(&theirs).unwrap();

    let mut program = command(["check", "--format=jsonl"]);
    program.arg(folder.path()).stdout(Stdio::piped()).env("TERM", "xterm").env_remove("NO_COLOR");
    program.stdin(Stdio::from(theirs.try_clone().unwrap())).stderr(Stdio::from(theirs.try_clone().unwrap()));
    // As a shell starts it: a group of its own, to which the terminal would send the signal.
    program.process_group(0);
    let mut program = Reaper(program.spawn().unwrap());
    let (shown, screen) = mpsc::channel();
    let mut from = File::from(terminal);
    std::thread::spawn(move || {
        let mut piece = [0; 4096];
        while let Ok(read) = from.read(&mut piece) {
            if read == 0 || shown.send(piece[..read].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut said = BufReader::new(program.0.stdout.take().unwrap());
    let mut line = String::new();
    let mut drawn = screen.recv().unwrap();
    for _ in 0..200 {
        line.clear();
        said.read_line(&mut line).unwrap();
    }
    signal(&program, Signal::INT);
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(program.0.wait().unwrap().code(), Some(2));

    let after = tcgetattr(&theirs).unwrap();
    assert_eq!(format!("{before:?}"), format!("{after:?}"));
    drop(theirs);
    while let Ok(more) = screen.recv_timeout(std::time::Duration::from_secs(2)) {
        drawn.extend(more);
    }
    let drawn = String::from_utf8_lossy(&drawn);
    assert!(drawn.contains("files checked"), "{drawn:?}");
    // Progress is wiped away, then one sentence; and a cursor that was hidden is shown again.
    let words = drawn.rfind("tipstaff: stopped before all files were checked").unwrap();
    assert!(!drawn[words..].contains("files checked"), "{drawn:?}");
    let last = |what: &str| drawn.rfind(what);
    assert!(last("\u{1b}[?25l") <= last("\u{1b}[?25h"), "{drawn:?}");
    assert!(drawn[..words].ends_with("\u{1b}[2K") || drawn[..words].ends_with('\r'), "{drawn:?}");
}
