//! Words planted at every kind of place in the XML of real files: wherever they stand, they are told, or the part is
//! named as not understood. Unknown never means clear.
//!
//! Each distinct element of each kind of part gets, one file at a time, an attribute that nobody knows, a text, a new
//! child, a comment and a processing instruction. In Office packages the values of known attributes are replaced too.

mod places;

use crate::common;
use crate::common::{fixture, inspect_bytes, unzip, zip};
use inspect::{Inspection, Options};
use places::{Place, VALUE, places};
use std::collections::HashSet;
use std::path::Path;

/// What is planted: it reads like a name, and stands in none of the files.
const WORDS: &str = "Wilhelmina Quackenbush";

/// Whether a place is left out, with the reason.
fn is_excepted(place: &Place, is_office: bool) -> bool {
    // OpenDocument's names of styles and fonts, borders, outlines and ranges are made of words like any other: what
    // stands in a known attribute of these is taken for what it should be. So are the fonts of letters in a cell.
    let leads_to_a_part = ["href", "full-path"].iter().any(|name| place.element.ends_with(name));
    let is_taken = if is_office { place.element.ends_with("rPr/rFont @val") } else { !leads_to_a_part };
    place.form == VALUE && is_taken
}

/// What was planted so far, and where nobody told it.
#[derive(Default)]
struct Sweep {
    done: HashSet<(bool, String, String, &'static str)>,
    silent: Vec<String>,
}

impl Sweep {
    /// Plants in one part of a file after the other, wherever nothing was planted in another file.
    fn file(&mut self, name: &str, bytes: Vec<u8>) {
        let is_office = name.contains(".xls");
        let entries = if bytes.starts_with(b"PK") { unzip(&bytes) } else { vec![(String::new(), bytes)] };
        let entries: Vec<_> = entries.into_iter().map(|(part, bytes)| (part, places::trim(bytes))).collect();
        if !is_understood(&look(name, &entries)) {
            return;
        }
        for (index, (part, bytes)) in entries.iter().enumerate() {
            let kind = part.rsplit('/').next().unwrap_or_default();
            let kind: String = kind.chars().filter(|letter| !letter.is_ascii_digit()).collect();
            for place in places(bytes) {
                let key = (is_office, kind.clone(), place.element.clone(), place.form);
                if is_excepted(&place, is_office) || !self.done.insert(key) {
                    continue;
                }
                let mut changed = entries.clone();
                changed[index].1 = place.plant(bytes, WORDS);
                if !is_told(&look(name, &changed), part) {
                    self.silent.push(format!("{name} {part}: {} of {}", place.form, place.element));
                }
            }
        }
    }

    fn ends(&self, least: usize) {
        let (done, silent) = (self.done.len(), &self.silent);
        assert!(done >= least, "only {done} places");
        assert!(silent.is_empty(), "{} of {done} places:\n{}", silent.len(), silent.join("\n"));
    }
}

fn is_understood(found: &Inspection) -> bool {
    found.unaccounted.is_empty() && found.unchecked.is_empty()
}

/// Fixtures, which must be understood to their last byte before anything is planted.
fn sweep(names: &[&str], least: usize) {
    let mut sweep = Sweep::default();
    for name in names {
        let (file_name, bytes) = load(name);
        let plain = inspect_bytes(&bytes, &file_name, &Options::default());
        assert!(is_understood(&plain), "{name}: {:?}", plain.unaccounted);
        sweep.file(&file_name, bytes);
    }
    sweep.ends(least);
}

/// A fixture of this crate, or one of the incidents.
fn load(name: &str) -> (String, Vec<u8>) {
    let file_name = name.rsplit('/').next().unwrap().to_owned();
    let incident = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../incidents/2-psni-foi/files").join(name);
    let bytes = if incident.is_file() { std::fs::read(incident).unwrap() } else { fixture(name) };
    (file_name, bytes)
}

fn look(name: &str, entries: &[(String, Vec<u8>)]) -> Inspection {
    if let [(part, bytes)] = entries
        && part.is_empty()
    {
        return inspect_bytes(bytes, name, &Options::default());
    }
    let list: Vec<_> = entries.iter().map(|(part, bytes)| (part.as_str(), bytes.as_slice())).collect();
    inspect_bytes(&zip(&list), name, &Options::default())
}

/// Whether the words come out somewhere, or their part is said not to be understood.
fn is_told(found: &Inspection, part: &str) -> bool {
    let in_parts = found.parts.iter().any(|told| {
        told.segments
            .iter()
            .any(|(label, at, text)| [label, at, text].into_iter().any(|said| said.contains(WORDS)))
            || told.rows.iter().any(|row| row.cells.iter().any(|cell| cell.1.contains(WORDS)))
    });
    in_parts || !found.unchecked.is_empty() || found.unaccounted.iter().any(|gap| gap.path == part)
}

#[test]
fn in_workbooks_of_openpyxl_and_xlsxwriter() {
    sweep(
        &[
            "alternative-text.xlsx",
            "comments.xlsx",
            "one-long-white-cell.xlsx",
            "defined-names.xlsx",
            "document-properties.xlsx",
            "conditional-white.xlsx",
            "page-header.xlsx",
            "drop-down-list.xlsx",
            "columns-without-width.xlsx",
            "under-text-box.xlsx",
        ],
        1_500,
    );
}

#[test]
fn in_charts_pictures_and_caches() {
    sweep(
        &[
            "chart-cache.xlsx",
            "under-picture.xlsx",
            "pivot-inline-openpyxl.xlsx",
            "pivot-items-only-openpyxl.xlsx",
            "external-link-libreoffice.xlsx",
        ],
        2_000,
    );
}

#[test]
fn in_workbooks_of_libreoffice() {
    sweep(&["under-merge-libreoffice.xlsx", "pivot-deleted-source-initials-libreoffice.xlsx"], 1_000);
}

#[test]
fn in_binary_workbooks() {
    sweep(&["xlsb/sheetjs-plain.xlsb", "xlsb/sheetjs-hidden.xlsb"], 600);
}

#[test]
fn in_opendocument() {
    sweep(&["ods/everything.ods"], 600);
}

#[test]
fn in_flat_opendocument() {
    sweep(&["ods/everything.fods"], 400);
}

#[test]
fn in_objects_changes_and_pivots_of_opendocument() {
    sweep(
        &[
            "ods/chart.ods",
            "ods/changes.ods",
            "ods/embedded.ods",
            "ods/external.ods",
            "ods/macros.ods",
            "ods/notes.ods",
            "ods/pilot.ods",
            "ods/shapes.ods",
        ],
        1_000,
    );
}

#[test]
fn in_workbooks_of_the_corpus() {
    corpus(&["xlsx", "xlsm", "xlsb"], 10_000);
}

#[test]
fn in_opendocument_of_the_corpus() {
    corpus(&["ods", "fods"], 1_000);
}

/// The smaller files of the corpus, whose programs write what those of the fixtures do not.
fn corpus(endings: &[&str], least: usize) {
    const SMALL: u64 = 25_000;
    let Some(root) = common::corpus("spreadsheets") else { return };
    let (mut files, mut folders) = (Vec::new(), vec![root]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            let is_wanted =
                path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted));
            if path.is_dir() {
                folders.push(path);
            } else if is_wanted && entry.metadata().unwrap().len() < SMALL {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut sweep = Sweep::default();
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy();
        // Some of them are there because they are broken.
        if is_understood(&inspect_bytes(&bytes, &name, &Options::default())) {
            sweep.file(&name, bytes);
        }
    }
    sweep.ends(least);
}
