//! What `tipstaff check` prints, in all its forms, on the example of the README.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program in the repository's root; returns its exit status and output.
fn tipstaff(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_tipstaff")).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_report_for_people_says_what_where_how_many_and_what_to_do() {
    let (status, report) = tipstaff(&["check", "examples/answer.xlsx", "--roster", "examples/people.csv"]);
    assert_eq!(status, 1);
    insta::assert_snapshot!(report);
}

#[test]
fn with_verbose_every_note_is_told() {
    let (_, report) = tipstaff(&["check", "examples/answer.xlsx", "--verbose"]);
    insta::assert_snapshot!(report);
}

#[test]
fn the_report_for_programs_keeps_its_schema() {
    let (status, report) =
        tipstaff(&["check", "examples/answer.xlsx", "--roster", "examples/people.csv", "--format", "json"]);
    assert_eq!(status, 1);
    let document: Value = serde_json::from_str(&report).unwrap();
    insta::assert_json_snapshot!(document);
}

#[test]
fn json_lines_hold_one_file_a_line_in_the_order_of_the_arguments() {
    let (status, report) =
        tipstaff(&["check", "examples/people.csv", "examples/answer.xlsx", "--format", "jsonl"]);
    assert_eq!(status, 1);
    let lines: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&str> = lines.iter().map(|line| line["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["examples/people.csv", "examples/answer.xlsx"]);
    assert!(lines.iter().all(|line| line["schema"] == "tipstaff.check/1"));
}

/// No report shows a value that was not asked for.
#[test]
fn values_are_shown_only_when_asked_for() {
    let people = std::fs::read_to_string(root().join("examples/people.csv")).unwrap();
    let mut rows = people.lines();
    let heads: Vec<&str> = rows.next().unwrap().split(',').collect();
    let surname = heads.iter().position(|head| *head == "Surname").unwrap();
    let number = heads.iter().position(|head| *head == "Service No").unwrap();
    let values: Vec<Vec<&str>> = rows.map(|row| row.split(',').collect()).collect();
    for format in ["text", "json", "jsonl", "sarif"] {
        let (_, report) = tipstaff(&["check", "examples/answer.xlsx", "--verbose", "--format", format]);
        for row in &values {
            assert!(!report.contains(row[number]) || row[number].len() < 4, "{format} shows a number");
            // Short names are words as well.
            let is_word = row[surname].len() < 6;
            assert!(is_word || !report.contains(row[surname]), "{format} shows {}", row[surname]);
        }
    }
    let (_, report) = tipstaff(&["check", "examples/answer.xlsx", "--show-samples"]);
    assert!(values.iter().any(|row| report.contains(row[surname]) && report.contains(row[number])));
}

/// SARIF is checked against the schema that OASIS published; the crate `serde-sarif` carries it.
#[test]
fn the_sarif_report_is_valid() {
    let (status, report) =
        tipstaff(&["check", "examples", "incidents/2-psni-foi/files", "--format", "sarif"]);
    assert_eq!(status, 2, "the folder holds compressed files, which are no spreadsheets");
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut schema: Value = serde_json::from_slice(&std::fs::read(sarif_schema()).unwrap()).unwrap();
    // The published schema has two patterns that are no regular expressions; we name no language.
    for of in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][of]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).take(5).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(report["runs"][0]["results"].as_array().unwrap().len() > 100);
    // The validator refuses what is wrong, or it would prove nothing.
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })));
}

fn sarif_schema() -> PathBuf {
    // Packages of other platforms are not on this machine.
    let about = Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(about.stdout).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src").join("schema.json")
}

/// Runs the program in the repository's root; returns its exit status and all it said.
fn said(arguments: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_tipstaff")).args(arguments).current_dir(root()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn the_report_for_a_case_file_is_written_whole_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    let to = path.to_str().unwrap();
    let check = ["check", "examples/answer.xlsx", "--format", "pdf", "-o", to];
    let (status, first) = said(&check);
    assert_eq!(
        (status, first.as_str()),
        (1, format!("HELD  examples/answer.xlsx: the report is in {to}\n").as_str())
    );
    let written = std::fs::read(&path).unwrap();
    assert!(written.starts_with(b"%PDF-") && written.ends_with(b"%%EOF"));
    let (status, again) = said(&check);
    assert!(status == 2 && again.contains("it exists already"), "{again}");
    assert_eq!(std::fs::read(&path).unwrap(), written);
    let (status, _) = said(&[&check[..], &["--overwrite"]].concat());
    assert_eq!(status, 1);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn without_a_place_to_write_it_the_report_for_a_case_file_is_what_is_printed() {
    let output = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
        .args(["check", "examples/answer.xlsx", "--format", "pdf"])
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
    assert!(output.stdout.starts_with(b"%PDF-") && output.stdout.ends_with(b"%%EOF"));
}

#[test]
fn a_report_for_a_case_file_is_about_one_file_and_about_a_check() {
    for (arguments, why) in [
        (&["check", "examples", "--format", "pdf"][..], "is about one file"),
        (&["check", "examples/answer.xlsx", "examples/people.csv", "--format", "pdf"], "is about one file"),
        (&["check", "examples/answer.xlsx", "-o", "report.txt"], "only a report as PDF is written to a file"),
        (&["formats", "--format", "pdf"], "only a check has a report as PDF"),
    ] {
        let (status, said) = said(arguments);
        assert!(status == 2 && said.contains(why), "{arguments:?}: {said}");
    }
}
