//! What the incident tests share: the committed files unpacked, one run of the program over all of them, its answers.
#![allow(dead_code, reason = "each test program uses its own part of it")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files of an incident, unpacked into a folder of their own, with what is true of them.
pub struct Incident {
    folder: tempfile::TempDir,
    pub files: Vec<Truth>,
}

/// What `manifest.json` says about one file.
pub struct Truth {
    /// Its name without `.gz`.
    pub name: String,
    line: Value,
}

impl Truth {
    /// A word of the manifest.
    pub fn word(&self, key: &str) -> &str {
        self.line[key].as_str().unwrap_or_default()
    }

    /// People in the file.
    pub fn people(&self) -> u64 {
        self.line["people"].as_u64().unwrap()
    }

    /// The innocent file made in the same way.
    pub fn twin(&self) -> Option<&str> {
        self.line["twin"].as_str().map(|name| name.trim_end_matches(".gz"))
    }
}

impl Incident {
    /// Unpacks the files of `incidents/NAME/files`.
    pub fn unpack(name: &str) -> Self {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents").join(name).join("files");
        let manifest: Value =
            serde_json::from_slice(&std::fs::read(from.join("manifest.json")).unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("twins")).unwrap();
        let mut files = Vec::new();
        for line in manifest["files"].as_array().unwrap() {
            let stored = line["file"].as_str().unwrap();
            let name = stored.trim_end_matches(".gz").to_owned();
            let mut bytes = std::fs::read(from.join(stored)).unwrap();
            if Path::new(stored).extension().is_some_and(|ending| ending == "gz") {
                let mut unpacked = Vec::new();
                flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
                bytes = unpacked;
            }
            std::fs::write(folder.path().join(&name), bytes).unwrap();
            files.push(Truth { name, line: line.clone() });
        }
        Self { folder, files }
    }

    /// Where a file lies now.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Checks every file but the roster and the truth itself, in one run. The answers are by name.
    pub fn check(&self, arguments: &[&str]) -> BTreeMap<String, Value> {
        let asked = self.files.iter().filter(|truth| !matches!(truth.word("expect"), "roster" | "truth"));
        let paths: Vec<PathBuf> = asked.map(|truth| self.path(&truth.name)).collect();
        let answers = check(&paths, arguments);
        let name = |answer: &Value| {
            let path = Path::new(answer["path"].as_str().unwrap())
                .strip_prefix(self.folder.path())
                .unwrap()
                .to_owned();
            path.to_str().unwrap().to_owned()
        };
        answers.into_iter().map(|answer| (name(&answer), answer)).collect()
    }
}

/// Runs `tipstaff check` and reads its lines.
pub fn check(paths: &[PathBuf], arguments: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
        .args(["check", "--format", "jsonl"])
        .args(arguments)
        .args(paths)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), paths.len());
    lines
}

/// At least, and at most, so many people.
pub fn people(answer: &Value) -> (u64, u64) {
    let least = answer["people"]["certain"].as_u64().unwrap();
    (least, least + answer["people"]["possible"].as_u64().unwrap())
}

/// The rules of the findings that hold the file, each once.
pub fn blocking(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap().iter();
    let mut rules: Vec<&str> = findings
        .filter(|finding| finding["severity"] == "block")
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Why a file is not clear, for a failing test: rules and sentences, no values.
pub fn reasons(answer: &Value) -> Vec<String> {
    let findings =
        answer["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] != "note");
    findings.map(|finding| format!("{}: {}", finding["rule"], finding["summary"])).collect()
}
