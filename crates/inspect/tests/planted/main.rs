//! Words planted at every kind of place in the XML of real files: wherever they stand, they are told, or the part is
//! named as not understood. Unknown never means clear.
//!
//! Each distinct element of each kind of part gets, one file at a time, an attribute that nobody knows, a text, a new
//! child, a comment and a processing instruction. In Office packages the values of known attributes are replaced too.

#![expect(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;
mod places;

use common::{fixture, inspect_bytes, unzip, zip};
use inspect::{Inspection, Options};
use places::{Place, VALUE, places};
use std::collections::HashSet;
use std::path::Path;

/// What is planted: it reads like a name, and stands in none of the files.
const WORDS: &str = "Wilhelmina Quackenbush";

/// Whether a place is left out, with the reason.
fn is_excepted(place: &Place, is_office: bool) -> bool {
    // OpenDocument's names of styles and fonts, borders, outlines and addresses are made of words like any other: what
    // stands in a known attribute of these is taken for what it should be.
    place.form == VALUE && !is_office
}

/// Files of programs, trimmed, one part of each changed at a time.
fn sweep(names: &[&str]) {
    let mut done = HashSet::new();
    let mut silent = Vec::new();
    for name in names {
        let (path, bytes) = load(name);
        let entries = if bytes.starts_with(b"PK") { unzip(&bytes) } else { vec![(String::new(), bytes)] };
        let entries: Vec<_> = entries.into_iter().map(|(name, part)| (name, places::trim(part))).collect();
        let plain = look(&path, &entries);
        assert!(
            plain.unaccounted.is_empty() && plain.unchecked.is_empty(),
            "{name}: {:?}",
            plain.unaccounted
        );
        for (index, (part, bytes)) in entries.iter().enumerate() {
            let kind: String = part.chars().filter(|letter| !letter.is_ascii_digit()).collect();
            for place in places(bytes) {
                let is_office = path.ends_with("xlsx") || path.ends_with("xlsb");
                if is_excepted(&place, is_office)
                    || !done.insert((kind.clone(), place.element.clone(), place.form))
                {
                    continue;
                }
                let mut changed = entries.clone();
                changed[index].1 = place.plant(bytes, WORDS);
                if !is_told(&look(&path, &changed), part) {
                    silent.push(format!("{name} {kind}: {}", describe(&place)));
                }
            }
        }
    }
    assert!(done.len() > 20, "only {} places", done.len());
    assert!(silent.is_empty(), "{} of {} places:\n{}", silent.len(), done.len(), silent.join("\n"));
}

fn describe(place: &Place) -> String {
    format!("{} of {}", place.form, place.element)
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
    sweep(&[
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
    ]);
}

#[test]
fn in_charts_pictures_and_caches() {
    sweep(&[
        "chart-cache.xlsx",
        "under-picture.xlsx",
        "pivot-inline-openpyxl.xlsx",
        "pivot-items-only-openpyxl.xlsx",
        "external-link-libreoffice.xlsx",
    ]);
}

#[test]
fn in_workbooks_of_libreoffice() {
    sweep(&["under-merge-libreoffice.xlsx", "pivot-deleted-source-initials-libreoffice.xlsx"]);
}

#[test]
fn in_binary_workbooks() {
    sweep(&["xlsb/sheetjs-plain.xlsb", "xlsb/sheetjs-hidden.xlsb"]);
}

#[test]
fn in_opendocument() {
    sweep(&["ods/everything.ods"]);
}

#[test]
fn in_flat_opendocument() {
    sweep(&["ods/everything.fods"]);
}

#[test]
fn in_objects_changes_and_pivots_of_opendocument() {
    sweep(&[
        "ods/chart.ods",
        "ods/changes.ods",
        "ods/embedded.ods",
        "ods/external.ods",
        "ods/macros.ods",
        "ods/notes.ods",
        "ods/pilot.ods",
        "ods/shapes.ods",
    ]);
}
