//! The files of the incidents, cleaned to every format: the answer stays, the people are gone.

#[path = "../../../../incidents/support/mod.rs"]
mod support;

use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::Path;
use std::process::Command;
use support::{Incident, Truth};

const FORMATS: [&str; 3] = ["xlsx", "ods", "csv"];

/// Surnames of the generated people that are words of the answers too: a month, and parts of names of places.
const WORDS: &[&str] = &["may", "north", "west", "woodbourne"];

/// Places from which the people are not removed, because whoever scrolls there sees them.
const SEEN: &[&str] = &["remote"];

/// A pivot table whose program stores no cells for it: there is nothing to see.
const SHOWS_NOTHING: &str = "pivot-deleted-source-exceljs.xlsx";

#[test]
fn the_answer_about_officers_stays_and_the_officers_are_gone() {
    let incident = Incident::unpack("2-psni-foi");
    let people = column(&incident.path("people.csv"), &["Surname", "Service No"]);
    // As workbooks store it, and as text files show it.
    let answer = [("Constable", "Constable"), ("5115", "5,115"), ("1132", "1,132"), ("Total", "Total")];
    clean_all(&incident, &people, &answer);
}

#[test]
fn the_answer_about_crimes_stays_and_the_victims_are_gone() {
    let incident = Incident::unpack("4-crime-records");
    let people = column(&incident.path("records.csv"), &["Surname", "Crime No", "Postcode", "DOB"]);
    clean_all(&incident, &people, &[]);
}

/// The values of these columns, in small letters.
fn column(table: &Path, columns: &[&str]) -> HashSet<String> {
    let mut reader = csv::Reader::from_path(table).unwrap();
    let heads = reader.headers().unwrap().clone();
    let places: Vec<usize> =
        columns.iter().map(|column| heads.iter().position(|head| head == *column).unwrap()).collect();
    let mut values = HashSet::new();
    for row in reader.records() {
        let row = row.unwrap();
        values.extend(places.iter().map(|place| row[*place].to_lowercase()));
    }
    values.retain(|value| value.len() > 3 && !WORDS.contains(&value.as_str()));
    values
}

fn clean_all(incident: &Incident, people: &HashSet<String>, answer: &[(&str, &str)]) {
    let mut copies = 0;
    for truth in incident.files.iter().filter(|truth| !matches!(truth.word("expect"), "roster" | "truth")) {
        for format in FORMATS {
            let Some(copy) = clean(incident, truth, format) else { continue };
            copies += 1;
            let (name, text) = (&truth.name, copy.to_lowercase());
            let is_guilty = truth.word("expect") == "held";
            if !is_guilty {
                continue;
            }
            let left = pieces(&text).filter(|piece| people.contains(*piece)).count();
            if SEEN.contains(&truth.word("channel")) {
                assert!(left > 0, "{name} as {format}: nobody would be found");
            } else {
                assert_eq!(left, 0, "{name} as {format} still holds its people");
            }
            for (stored, displayed) in answer {
                assert!(
                    copy.contains(stored) || copy.contains(displayed),
                    "{name} as {format} has lost {stored}"
                );
            }
        }
    }
    assert!(copies > 100, "{copies} copies");
}

/// Cleans a file, and returns everything that its copy is made of as one text.
fn clean(incident: &Incident, truth: &Truth, format: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join(format!("copy.{format}"));
    let run = Command::new(env!("CARGO_BIN_EXE_tipstaff"))
        .arg("clean")
        .arg(incident.path(&truth.name))
        .arg("-o")
        .arg(&output)
        .args(["--format", "json"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    if truth.name == SHOWS_NOTHING {
        assert!(said.contains("nothing in it is visible"), "{said}");
        return None;
    }
    assert!(matches!(run.status.code(), Some(0 | 1)), "{} as {format}: {said}", truth.name);
    let document: Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut text = String::new();
    for copy in document["copies"].as_array().unwrap() {
        let check = &copy["check"];
        assert_eq!(check["hidden_people"]["distinct"], 0, "{} as {format}", truth.name);
        assert_eq!(check["unaccounted"], serde_json::json!([]), "{} as {format}", truth.name);
        for finding in check["findings"].as_array().unwrap() {
            assert!(finding["visible"] == true || finding["severity"] == "note", "{}: {finding}", truth.name);
        }
        let bytes = std::fs::read(check["path"].as_str().unwrap()).unwrap();
        if format == "csv" {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
        } else {
            text.extend(unzip(&bytes).into_values());
        }
    }
    let is_clear = document["verdict"] == "clear";
    // Far cells and plain tables are seen by everybody; results that the program never computed are told.
    let may_be_held = SEEN.contains(&truth.word("channel")) || truth.word("expect") == "not-held";
    let is_stale = document["left_out"].as_array().unwrap().iter().any(|line| line["id"] == "stale-result");
    assert!(is_clear || may_be_held || is_stale, "{} as {format} is {}", truth.name, document["verdict"]);
    Some(text)
}

/// The entries of an archive that has its sizes before its data, as copies have.
fn unzip(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut entries = BTreeMap::new();
    let mut rest = bytes;
    let number = |at: &[u8]| u32::from_le_bytes(at[..4].try_into().unwrap()) as usize;
    while rest.starts_with(b"PK\x03\x04") {
        let (packed, name) = (number(&rest[18..]), number(&rest[26..]) & 0xffff);
        let data = &rest[30 + name..30 + name + packed];
        let mut text = String::new();
        if rest[8] == 0 {
            text.push_str(std::str::from_utf8(data).unwrap());
        } else {
            flate2::read::DeflateDecoder::new(data).read_to_string(&mut text).unwrap();
        }
        entries.insert(String::from_utf8(rest[30..30 + name].to_vec()).unwrap(), text);
        rest = &rest[30 + name + packed..];
    }
    assert!(rest.starts_with(b"PK\x01\x02"), "something stands between the entries");
    entries
}

/// Words, numbers, and whatever stands between white space, markup or commas.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '-')));
    let fields = text.split(['<', '>', '"', ',', '\n', '\r']).map(str::trim);
    words.chain(fields)
}
