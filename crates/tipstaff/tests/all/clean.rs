//! `tipstaff clean`: what it prints, what it refuses, and that it leaves nothing behind.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of one's own, with the answer of the README in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(root().join("examples/answer.xlsx"), folder.path().join("answer.xlsx")).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tipstaff"));
        command.arg("clean").args(arguments).current_dir(self.0.path());
        command
    }

    fn clean(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the command, which must fail; returns what it says.
    fn refused(&self, arguments: &[&str]) -> String {
        let before = self.files();
        let output = self.clean(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(output.stdout.is_empty());
        assert_eq!(self.files(), before, "something was left behind");
        said
    }

    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn text(output: &Output) -> String {
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_report_for_people_says_what_the_copy_holds_and_what_was_left_out() {
    let desk = Desk::new();
    let output = desk.clean(&["answer.xlsx", "-o", "answer-safe.xlsx"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(text(&output));
}

#[test]
fn the_report_for_programs_keeps_its_schema() {
    let desk = Desk::new();
    let output = desk.clean(&["answer.xlsx", "-o", "answer-safe.ods", "--format", "json"]);
    let mut document: Value = serde_json::from_str(&text(&output)).unwrap();
    // How well it is packed depends on the library of the day.
    let check = &mut document["copies"][0]["check"];
    (check["sha256"], check["bytes"]) = ("…".into(), "…".into());
    insta::assert_json_snapshot!(document);
}

#[test]
fn what_everybody_sees_is_reported_and_stays() {
    let desk = Desk::new();
    let people = std::fs::read_to_string(root().join("examples/people.csv")).unwrap();
    let few: Vec<&str> = people.lines().take(40).collect();
    std::fs::write(desk.path("people.csv"), few.join("\n")).unwrap();
    let output = desk.clean(&["people.csv", "-o", "people-safe.csv"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(text(&output));
    let copy = std::fs::read_to_string(desk.path("people-safe.csv")).unwrap();
    assert_eq!(copy.lines().count(), 40);
}

#[test]
fn the_same_original_is_the_same_copy() {
    let desk = Desk::new();
    for ending in ["xlsx", "ods", "csv"] {
        let (one, other) = (format!("one.{ending}"), format!("other.{ending}"));
        desk.clean(&["answer.xlsx", "-o", &one]);
        desk.clean(&["answer.xlsx", "-o", &other]);
        assert_eq!(
            std::fs::read(desk.path(&one)).unwrap(),
            std::fs::read(desk.path(&other)).unwrap(),
            "{ending}"
        );
    }
}

/// A copy of a copy is the same copy: everything in it is seen.
#[test]
fn a_copy_of_a_copy_leaves_nothing_out() {
    let desk = Desk::new();
    for ending in ["xlsx", "ods"] {
        let (one, other) = (format!("one.{ending}"), format!("other.{ending}"));
        desk.clean(&["answer.xlsx", "-o", &one]);
        let output = desk.clean(&[&one, "-o", &other, "--format", "json"]);
        let document: Value = serde_json::from_str(&text(&output)).unwrap();
        assert_eq!(document["left_out"], serde_json::json!([]), "{ending}");
        assert_eq!(
            std::fs::read(desk.path(&one)).unwrap(),
            std::fs::read(desk.path(&other)).unwrap(),
            "{ending}"
        );
    }
}

#[test]
fn the_original_is_never_written() {
    let desk = Desk::new();
    let bytes = std::fs::read(desk.path("answer.xlsx")).unwrap();
    std::fs::hard_link(desk.path("answer.xlsx"), desk.path("hard.xlsx")).unwrap();
    std::os::unix::fs::symlink("answer.xlsx", desk.path("soft.xlsx")).unwrap();
    for output in ["answer.xlsx", "./answer.xlsx", "hard.xlsx", "soft.xlsx"] {
        let said = desk.refused(&["answer.xlsx", "-o", output, "--overwrite"]);
        assert!(said.contains("it is the original itself"), "{said}");
    }
    assert_eq!(std::fs::read(desk.path("answer.xlsx")).unwrap(), bytes);
}

#[test]
fn every_refusal_says_what_to_do() {
    let desk = Desk::new();
    std::fs::write(desk.path("there.xlsx"), "precious").unwrap();
    std::fs::create_dir(desk.path("folder.xlsx")).unwrap();
    let mut damaged = std::fs::read(desk.path("answer.xlsx")).unwrap();
    damaged.truncate(damaged.len() / 2);
    std::fs::write(desk.path("damaged.xlsx"), damaged).unwrap();
    std::fs::write(desk.path("empty.csv"), "").unwrap();
    let refusals: Vec<String> = [
        &["answer.xlsx", "-o", "there.xlsx"][..],
        &["answer.xlsx", "-o", "folder.xlsx", "--overwrite"],
        &["answer.xlsx", "-o", "nowhere/copy.xlsx"],
        &["answer.xlsx", "-o", "answer.xlsx/copy.xlsx"],
        &["answer.xlsx", "-o", "/proc/self/copy.xlsx"],
        &["answer.xlsx", "-o", "copy"],
        &["answer.xlsx", "-o", "copy.pdf"],
        &["answer.xlsx", "-o", "copy.csv", "--as", "ods"],
        &["answer.xlsx", "-o", "copy.csv", "--sheet", "Establishment"],
        &["answer.xlsx", "-o", "copy.xlsx", "--format", "sarif"],
        &["missing.xlsx", "-o", "copy.xlsx"],
        &["folder.xlsx", "-o", "copy.xlsx"],
        &["damaged.xlsx", "-o", "copy.xlsx"],
        &["empty.csv", "-o", "copy.xlsx"],
    ]
    .iter()
    .map(|arguments| format!("$ tipstaff clean {}\n{}", arguments.join(" "), desk.refused(arguments)))
    .collect();
    insta::assert_snapshot!(refusals.join("\n"));
    assert_eq!(std::fs::read_to_string(desk.path("there.xlsx")).unwrap(), "precious");
    // And when it is wanted:
    assert_eq!(desk.clean(&["answer.xlsx", "-o", "there.xlsx", "--overwrite"]).status.code(), Some(0));
    assert!(std::fs::read(desk.path("there.xlsx")).unwrap().starts_with(b"PK"));
}

/// A table of rows that everybody sees, larger than any buffer.
fn large(desk: &Desk, rows: u32) {
    let table: Vec<String> =
        (0..rows).map(|row| format!("area {row},{},{row}", u64::from(row) * 7919 % 100_003)).collect();
    std::fs::write(desk.path("large.csv"), format!("Area,Offences,Number\n{}\n", table.join("\n"))).unwrap();
}

#[test]
fn a_full_disk_leaves_nothing_behind() {
    let desk = Desk::new();
    large(&desk, 60_000);
    for output in ["copy.xlsx", "copy.ods", "copy.csv"] {
        // No file may grow beyond 100 blocks; the signal that says so is ignored, so that writing fails instead.
        let script = format!("trap '' XFSZ; ulimit -f 100; exec \"$0\" clean large.csv -o {output}");
        let run = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_tipstaff")])
            .current_dir(desk.0.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains("the copy is larger than a file may be here"), "{said}");
        assert_eq!(desk.files(), ["answer.xlsx", "large.csv"]);
    }
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    let desk = Desk::new();
    large(&desk, 400_000);
    for signal in ["INT", "TERM", "HUP"] {
        let child = desk
            .command(&["large.csv", "-o", "copy.xlsx"])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        // The draft is there once the second reading has begun.
        while desk.files().len() < 3 {
            assert!(began.elapsed() < Duration::from_mins(1), "no draft");
            std::thread::sleep(Duration::from_millis(2));
        }
        let process = child.id().to_string();
        assert!(Command::new("kill").args([format!("-{signal}"), process]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("stopped before the copy was complete"), "{said}");
        assert_eq!(desk.files(), ["answer.xlsx", "large.csv"], "{signal}");
    }
}

/// The draft is nobody's business; the copy is for whoever may read the original.
#[test]
fn the_copy_has_the_rights_of_the_original() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    for (original, expected) in [(0o600, 0o600), (0o644, 0o644), (0o666, 0o644), (0o440, 0o640)] {
        let rights = std::fs::Permissions::from_mode(original);
        std::fs::set_permissions(desk.path("answer.xlsx"), rights).unwrap();
        desk.clean(&["answer.xlsx", "-o", "copy.xlsx", "--overwrite"]);
        let mode = std::fs::metadata(desk.path("copy.xlsx")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, expected, "{original:o}");
    }
}

#[test]
fn one_text_file_for_each_sheet_or_only_one() {
    let desk = Desk::new();
    let sheet = |name: &str, text: &str| {
        format!(
            "<table:table table:name=\"{name}\"><table:table-row><table:table-cell office:value-type=\"string\">\
             <text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"
        )
    };
    let book = format!(
        "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>{}{}\
         </office:spreadsheet></office:body></office:document>",
        sheet("By rank", "=HYPERLINK(1)"),
        sheet("Notes", "£5")
    );
    std::fs::write(desk.path("book.fods"), book).unwrap();
    assert_eq!(desk.clean(&["book.fods", "-o", "out.csv"]).status.code(), Some(0));
    let read = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(read("out-By_rank.csv"), "'=HYPERLINK(1)\r\n");
    assert_eq!(read("out-Notes.csv"), "\u{feff}£5\r\n");
    assert_eq!(desk.clean(&["book.fods", "-o", "one.csv", "--sheet", "Notes"]).status.code(), Some(0));
    assert_eq!(read("one.csv"), "\u{feff}£5\r\n");
    // One of the two is in the way: neither is written.
    std::fs::remove_file(desk.path("out-By_rank.csv")).unwrap();
    let said = desk.refused(&["book.fods", "-o", "out.csv"]);
    assert!(said.contains("out-Notes.csv: it exists already"), "{said}");
    assert_eq!(desk.clean(&["book.fods", "-o", "out.csv", "--overwrite"]).status.code(), Some(0));
    assert_eq!(read("out-Notes.csv"), "\u{feff}£5\r\n");
}
