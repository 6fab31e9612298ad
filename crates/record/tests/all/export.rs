//! An export is checked offline, by Tipstaff and by a second small program in another language; the two agree.

use crate::busy::{ACTS, busy, named};
use crate::common::{BOTH, On};
use record::{RecordError, VerifyOptions, verify_export};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// An export of a busy record, without the record.
async fn exported(on: On) -> (TempDir, PathBuf, VerifyOptions) {
    let busy = busy(on).await;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("export");
    let exported = busy.case.record.export(&target, &mut |_| {}).await.unwrap();
    assert_eq!((exported.acts, exported.cosigned), (ACTS, true));
    let key = busy.case.record.log_key().verifier().clone();
    (folder, target, VerifyOptions { log_key: Some(key), ..VerifyOptions::default() })
}

/// What Tipstaff finds.
async fn ours(export: &Path, options: &VerifyOptions) -> BTreeSet<String> {
    named(&verify_export(export, options, &mut |_| {}).await.unwrap()).into_iter().collect()
}

/// What the second program finds.
fn theirs(export: &Path) -> BTreeSet<String> {
    let ran = Command::new("python3").arg(export.join("verify.py")).arg(export).output().unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let found: BTreeSet<String> = said.lines().map(str::to_owned).collect();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(i32::from(!found.is_empty())), "{told}");
    found
}

#[tokio::test]
async fn an_export_verifies_offline_and_a_second_program_agrees() {
    for on in BOTH {
        let (_folder, export, options) = exported(on).await;
        let verification = verify_export(&export, &options, &mut |_| {}).await.unwrap();
        assert_eq!(named(&verification), [""; 0]);
        assert_eq!((verification.acts, verification.published), (ACTS, Some(ACTS)));
        assert!(verification.log_key_known && verification.signatures == 5);
        assert!(theirs(&export).is_empty());
    }
}

#[tokio::test]
async fn an_export_holds_no_name_and_nothing_sealed() {
    let (_folder, export, _) = exported(On::Sqlite).await;
    let mut files = vec![export];
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        read += 1;
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
        for word in ["quillfeather", "marrowby", "card maker", "quill", "shredded", "1001", "private key"] {
            let allowed = word == "1001" && !path.ends_with("person_value.jsonl");
            assert!(allowed || !text.contains(word), "{word} in {}", path.display());
        }
    }
    assert!(read > 15);
}

/// Changes a line of a file that holds some words; gives whether there was one.
fn change(export: &Path, file: &str, line_with: &str, how: impl Fn(&str) -> String) {
    let path = export.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(line_with), "{file} has no {line_with}");
    let mut done = false;
    let changed: String = text
        .lines()
        .map(|line| {
            if line.contains(line_with) && !done {
                done = true;
                how(line)
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    std::fs::write(path, changed).unwrap();
}

type Tampering = (&'static str, fn(&Path), &'static [&'static str]);

/// Each with what both programs have to say.
const TAMPERINGS: &[Tampering] = &[
    (
        "a row changed",
        |export| {
            change(export, "tables/holder.jsonl", "supplier", |line| {
                format!("{}\n", line.replace("supplier", "public"))
            });
        },
        &["row-changed holder 1"],
    ),
    (
        "a row removed",
        |export| change(export, "tables/holding.jsonl", "\"number\":\"2\"", |_| String::new()),
        &["row-removed holding 2"],
    ),
    (
        "a row twice",
        |export| {
            change(export, "tables/subjects.jsonl", "\"number\":\"1\"", |line| format!("{line}\n{line}\n"));
        },
        &["row-added subjects 1"],
    ),
    (
        "a row that goes on",
        |export| {
            change(export, "tables/holding.jsonl", "\"ended\"", |line| {
                let (before, after) = line.split_once("\"ended\"").unwrap();
                let (_, after) = after.split_once(',').unwrap();
                format!("{before}{after}\n")
            });
        },
        &["row-ended holding 1"],
    ),
    (
        "a row of an erased person",
        |export| {
            change(export, "tables/person_value.jsonl", "\"number\":\"8\"", |line| {
                format!("{line}\n{}\n", line.replace("\"number\":\"8\"", "\"number\":\"9\""))
            });
        },
        &["row-not-erased person_value 9"],
    ),
    (
        "a manifest changed",
        |export| {
            change(export, "manifests.jsonl", "\"position\":6,", |line| {
                format!("{}\n", line.replacen("supplier", "public", 1))
            });
        },
        &["manifest-changed log 6"],
    ),
    (
        "a manifest removed",
        |export| change(export, "manifests.jsonl", "\"position\":6,", |_| String::new()),
        &["manifest-missing log 6"],
    ),
    (
        "a counter set back",
        |export| {
            change(export, "record.json", "\"holder\"", |line| {
                format!("{}\n", line.replace("\"holder\":\"3\"", "\"holder\":\"2\""))
            });
        },
        &["counter-differs counter 2"],
    ),
    (
        "the last acts cut off",
        |export| {
            change(export, "record.json", "\"size\"", |line| {
                format!("{}\n", line.replace("\"size\":15", "\"size\":14"))
            });
        },
        &["head-differs head 14"],
    ),
];

#[tokio::test]
async fn both_programs_name_what_was_changed_in_an_export() {
    let (folder, export, options) = exported(On::Sqlite).await;
    for (what, how, expected) in TAMPERINGS {
        let copy = folder.path().join("copy");
        let _ = std::fs::remove_dir_all(&copy);
        let copied = Command::new("cp").arg("-r").arg(&export).arg(&copy).status().unwrap();
        assert!(copied.success());
        how(&copy);
        let (ours, theirs) = (ours(&copy, &options).await, theirs(&copy));
        for said in *expected {
            assert!(ours.contains(*said), "{what}: Tipstaff says {ours:?}");
            assert!(theirs.contains(*said), "{what}: the second program says {theirs:?}");
        }
        assert!(
            what.starts_with("the last") || (ours.len() == 1 && theirs.len() == 1),
            "{what}: {ours:?}, {theirs:?}"
        );
    }
}

#[tokio::test]
async fn an_entry_that_was_changed_is_found_by_both() {
    let (_folder, export, options) = exported(On::Sqlite).await;
    let path = export.join("log/tile/entries/000.p/15");
    let mut entries = std::fs::read(&path).unwrap();
    let at = entries.windows(8).position(|part| part == b"supplier").unwrap();
    entries[at..at + 8].copy_from_slice(b"notebook");
    std::fs::write(&path, entries).unwrap();
    assert!(ours(&export, &options).await.contains("tile-changed shelf 6"));
    assert!(theirs(&export).contains("checkpoint-root shelf 15"));
}

#[tokio::test]
async fn an_export_of_another_log_does_not_pass_for_this_one() {
    let (_folder, export, _) = exported(On::Sqlite).await;
    let (_other_folder, _, strange) = exported(On::Sqlite).await;
    let found = ours(&export, &strange).await;
    assert!(found.contains("checkpoint-key log 0") && found.contains("checkpoint-key shelf"), "{found:?}");
}

#[tokio::test]
async fn an_export_never_replaces_what_is_there() {
    let busy = busy(On::Sqlite).await;
    let target = busy.case.folder.path().join("export");
    std::fs::create_dir(&target).unwrap();
    std::fs::write(target.join("thesis.txt"), "mine").unwrap();
    let refused = busy.case.record.export(&target, &mut |_| {}).await;
    assert!(matches!(refused, Err(RecordError::Refused { .. })));
    assert_eq!(
        std::fs::read_dir(busy.case.folder.path()).unwrap().count(),
        3,
        "data, keys and the export's folder"
    );
}
