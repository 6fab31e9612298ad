//! Who is in a file, by the numbers under which people were put on the roster.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{found, found_in, person};
use detect::{Findings, Roster, RosterBuilder};
use proptest::prelude::*;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

fn numbered(heads: &[&str], rows: &[(u32, Vec<&str>)]) -> Roster {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let mut builder = RosterBuilder::new(Zeroizing::new([7; 32]), &heads, &[]).unwrap();
    for (number, row) in rows {
        builder.person_numbered(*number, row);
    }
    builder.finish().unwrap()
}

/// What is always true of the numbers and the counts of one file.
#[track_caller]
fn assert_consistent(findings: &Findings) {
    let subjects = &findings.subjects;
    let roster = findings.people.roster.clone().unwrap_or_default();
    let all = &subjects.definite | &subjects.possible;
    assert!(subjects.definite.is_disjoint(&subjects.possible));
    assert!(subjects.definite.len() <= roster.certain, "{subjects:?} {roster:?}");
    assert!(roster.certain + roster.possible <= all.len(), "{subjects:?} {roster:?}");
    assert!(roster.people.is_subset(&all));
    let only_told = (&all - &roster.people).len();
    let (least, most) = subjects.unlisted;
    assert!(least <= most);
    assert!(least + roster.certain + roster.possible + only_told >= findings.people.certain);
    assert!(most + roster.certain >= findings.people.most());
}

fn incident(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents").join(name).join("files")
}

fn unpacked(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_none_or(|ending| ending != "gz") {
        return bytes;
    }
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes.as_slice()), &mut unpacked).unwrap();
    unpacked
}

/// The files of an incident that are held, by name, with the people in each.
fn held(folder: &Path) -> Vec<(String, u64)> {
    let manifest = std::fs::read(folder.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let files = manifest["files"].as_array().unwrap().iter().filter(|file| file["expect"] == "held");
    files.map(|file| (file["file"].as_str().unwrap().to_owned(), file["people"].as_u64().unwrap())).collect()
}

/// The roster of the incident under its service numbers, and the numbers of those who had not left.
fn constabulary(folder: &Path) -> (Roster, RoaringBitmap) {
    let text = String::from_utf8(unpacked(&folder.join("people.csv.gz"))).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heads = lines.next().unwrap();
    let at = |name: &str| heads.iter().position(|head| *head == name).unwrap();
    let (service, left) = (at("Service No"), at("Leaving Date"));
    let rows: Vec<(u32, Vec<&str>)> = lines.map(|row| (row[service].parse().unwrap(), row)).collect();
    let active = rows.iter().filter(|(_, row)| row[left].is_empty()).map(|(number, _)| *number).collect();
    (numbered(&heads, &rows), active)
}

/// Under whatever hiding place: whoever is in the file is known by number, and nobody else.
#[test]
fn the_nine_thousand_of_the_incident_are_known_one_by_one() {
    let folder = incident("2-psni-foi");
    let (roster, active) = constabulary(&folder);
    assert_eq!((roster.people(), active.len()), (9_483, 9_276));
    for (name, people) in held(&folder) {
        let file = unpacked(&folder.join(&name));
        let findings = found_in(name.trim_end_matches(".gz"), &file, Some(&roster));
        let subjects = &findings.subjects;
        eprintln!(
            "{name}: {people} definite {} possible {} unlisted {:?} wrong {} all {}",
            subjects.definite.len(),
            subjects.possible.len(),
            subjects.unlisted,
            (&subjects.definite - &active).len(),
            subjects.fields.join(" ")
        );
        assert_consistent(&findings);
    }
}

#[test]
fn people_on_no_roster_are_counted() {
    let folder = incident("4-crime-records");
    for (name, people) in held(&folder) {
        let findings = found_in(name.trim_end_matches(".gz"), &unpacked(&folder.join(&name)), None);
        eprintln!("{name}: {people} {:?} {:?}", findings.people.certain, findings.subjects);
        assert_consistent(&findings);
    }
}
