//! Every `.xlsb` of the corpus: what is known to be in each file is reported, healthy files are understood to their last
//! byte, and none takes the machine down.

use crate::census;
use crate::census::{Label, files, has, look, says};
use crate::common;
use inspect::Channel;

const ENDINGS: &[&str] = &["xlsb"];

/// Labels of `expected.json`, and how each of them shows.
const LABELS: &[Label] = &[
    ("app TitlesOfParts", |found| has(found, Channel::PropertyTitles)),
    ("app Company", |found| says(found, Channel::Properties, "company")),
    ("core creator", |found| says(found, Channel::Properties, "author")),
    ("core lastModifiedBy", |found| says(found, Channel::Properties, "last saved by")),
    ("customProps", |found| has(found, Channel::CustomProperties) || has(found, Channel::SensitivityLabel)),
    ("chart", |found| has(found, Channel::ChartCache) || has(found, Channel::ChartText)),
    ("media", |found| has(found, Channel::Media)),
    ("vba", |found| has(found, Channel::Macro)),
    ("printerSettings", |found| has(found, Channel::PrinterSettings)),
    ("comments(xl)", |found| has(found, Channel::Comment) && has(found, Channel::CommentAuthor)),
];

/// Locked with a password: told, and nothing more.
const LOCKED: &str = "calamine/pass_protected.xlsb";

#[test]
fn what_is_known_to_be_in_a_file_is_reported() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    assert!(census::is_reached(&root, ENDINGS, LABELS, &[]).len() >= 17);
}

#[test]
fn healthy_files_are_understood_to_their_last_byte() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    for (name, bytes) in files(&root, ENDINGS) {
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
    census::is_in_places(&root, ENDINGS);
}

#[test]
fn displayed_text_and_stored_text_come_from_the_same_cells() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    assert!(census::is_displayed_as_stored(&root, ENDINGS) > 300);
}

#[test]
fn a_file_cut_anywhere_is_told() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    census::is_told_when_cut(
        &root,
        &["calamine/picture.xlsb", "poi/comments.xlsb", "calamine/issues.xlsb"],
        1,
    );
}
