//! Every `.xlsb` of the corpus: what is known to be in each file is reported, healthy files are understood to their last
//! byte, and none takes the machine down.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that reports what it saw")]

mod common;

use inspect::{Channel, FORMATS, Inspection, Options, TableTally};
use std::collections::BTreeMap;
use std::path::Path;

fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["calamine", "poi"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "xlsb") {
                let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() >= 17, "only {} files", found.len());
    found
}

fn look(name: &str, bytes: &[u8], layout: bool) -> Inspection {
    common::inspect_bytes(bytes, name, &Options { layout, ..Options::default() })
}

/// Whether something shows in an inspection.
type Shows = fn(&Inspection) -> bool;

/// Labels of `expected.json`, and how each of them shows.
const LABELS: &[(&str, Shows)] = &[
    ("app TitlesOfParts", |found| has(found, Channel::PropertyTitles)),
    ("app Company", |found| says(found, "company")),
    ("core creator", |found| says(found, "author")),
    ("core lastModifiedBy", |found| says(found, "last saved by")),
    ("customProps", |found| has(found, Channel::CustomProperties) || has(found, Channel::SensitivityLabel)),
    ("chart", |found| has(found, Channel::ChartCache) || has(found, Channel::ChartText)),
    ("media", |found| has(found, Channel::Media)),
    ("vba", |found| has(found, Channel::Macro)),
    ("printerSettings", |found| has(found, Channel::PrinterSettings)),
    ("comments(xl)", |found| has(found, Channel::Comment) && has(found, Channel::CommentAuthor)),
];

fn has(found: &Inspection, channel: Channel) -> bool {
    found.of(channel).next().is_some()
}

fn says(found: &Inspection, label: &str) -> bool {
    found.of(Channel::Properties).any(|part| part.segments.iter().any(|(known, ..)| known == label))
}

fn tables(found: &Inspection) -> impl Iterator<Item = &TableTally> {
    found.parts.iter().filter_map(|part| part.table.as_ref())
}

/// Locked with a password: told, and nothing more.
const LOCKED: &str = "calamine/pass_protected.xlsb";

#[test]
fn what_is_known_to_be_in_a_file_is_reported() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("expected.json")).unwrap()).unwrap();
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut misses = Vec::new();
    for (name, bytes) in files(&root) {
        let found = look(&name, &bytes, false);
        let labels = expected[&name]["channels"].as_array().unwrap();
        for label in labels.iter().map(|label| label.as_str().unwrap()) {
            let (label, shows) = LABELS
                .iter()
                .find(|(known, _)| *known == label)
                .unwrap_or_else(|| panic!("no rule for {label}"));
            let (reached, all) = tally.entry(label).or_default();
            *all += 1;
            if shows(&found) {
                *reached += 1;
            } else {
                misses.push((name.clone(), *label));
            }
        }
    }
    for (label, (reached, all)) in &tally {
        println!("{label}: {reached} of {all}");
    }
    assert_eq!(misses, []);
}

#[test]
fn healthy_files_are_understood_to_their_last_byte() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    for (name, bytes) in files(&root) {
        let found = look(&name, &bytes, false);
        assert_eq!(found.unaccounted, [], "{name}");
        assert_eq!(found.unchecked.is_empty(), name != LOCKED, "{name}: {:?}", found.unchecked);
        let format = if name == LOCKED { "" } else { "xlsb" };
        assert_eq!(found.files[0].format, format, "{name}");
    }
}

#[test]
fn every_channel_that_is_reported_stands_in_the_table_of_places() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let format = FORMATS.iter().find(|format| format.id == "xlsb").unwrap();
    let places: Vec<&str> = format.places.iter().map(|(channel, _)| channel.id()).collect();
    for (name, bytes) in files(&root) {
        let found = look(&name, &bytes, false);
        for part in found.parts.iter().filter(|part| part.file == 0) {
            assert!(places.contains(&part.channel), "{name}: {} is in no place", part.channel);
        }
    }
}

#[test]
fn displayed_text_and_stored_text_come_from_the_same_cells() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let mut all = 0;
    for (name, bytes) in files(&root) {
        let (plain, shown) = (look(&name, &bytes, false), look(&name, &bytes, true));
        let cells = |found: &Inspection| tables(found).map(|table| table.cells).sum::<u64>();
        assert_eq!(cells(&plain), cells(&shown), "{name}");
        all += cells(&plain);
    }
    assert!(all > 300, "{all} cells");
}

#[test]
fn a_file_cut_anywhere_is_told() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    for name in ["calamine/picture.xlsb", "poi/comments.xlsb", "calamine/issues.xlsb"] {
        let bytes = std::fs::read(root.join(name)).unwrap();
        for cut in (1..bytes.len()).step_by(bytes.len() / 80 + 1) {
            let found = look(name, &bytes[..cut], false);
            let is_told = !found.unchecked.is_empty() || !found.unaccounted.is_empty();
            assert!(is_told, "{name} cut at {cut} of {} looks whole", bytes.len());
        }
    }
}
