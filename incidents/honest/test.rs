//! Honest answers: nothing personal in them, and plenty that looks tricky (see `README.md`). False alarms switch a gate
//! off.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Files that a person must look at all the same, and why. `docs/src/measured/false-alarms.md` lists them.
const EXPLAINED: &[(&str, &str)] = &[];

#[test]
fn at_most_two_in_a_hundred_are_for_review_and_none_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents/honest/honest.tar.gz");
    let file = std::fs::File::open(archive).unwrap();
    tar::Archive::new(flate2::read::GzDecoder::new(file)).unpack(folder.path()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
        .args(["check", "--format", "jsonl"])
        .arg(folder.path())
        .output()
        .unwrap();
    let mut verdicts: BTreeMap<String, u64> = BTreeMap::new();
    let mut files = 0;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let answer: Value = serde_json::from_str(line).unwrap();
        let verdict = answer["verdict"].as_str().unwrap();
        let name = Path::new(answer["path"].as_str().unwrap()).file_name().unwrap().to_str().unwrap();
        if verdict != "clear" {
            assert!(
                verdict == "review" && EXPLAINED.iter().any(|(known, _)| *known == name),
                "{name} is {verdict}: {}",
                answer["findings"]
            );
        }
        *verdicts.entry(verdict.to_owned()).or_default() += 1;
        files += 1;
    }
    assert!(files >= 200, "{files} files");
    assert!(EXPLAINED.len() * 100 <= files * 2, "{} of {files} are for review", EXPLAINED.len());
}
