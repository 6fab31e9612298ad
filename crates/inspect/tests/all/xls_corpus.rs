//! Every `.xls` of the corpus: what is known to be in each file is reported, healthy files are understood to their last
//! byte, and none takes the machine down.

use crate::census;
use crate::census::{Label, Miss, files, has, is_hidden, look, marks, rows, says};
use crate::common;
use inspect::{Channel, Hiding, Reason};

const ENDINGS: &[&str] = &["xls"];

/// Labels of `expected.json`, and how each of them shows.
const LABELS: &[Label] = &[
    // Many files store a blank name: the number of names that are not blank is counted below.
    ("ole author", |found| has(found, Channel::Properties)),
    ("ole last_saved_by", |found| has(found, Channel::Properties)),
    ("xls CRN ext cached values", |found| rows(found, Channel::ExternalValues) > 0),
    ("xls XCT ext cache", |found| rows(found, Channel::ExternalValues) > 0),
    ("xls SUPBOOK", |found| has(found, Channel::ExternalLink)),
    ("xls WRITEACCESS user", |found| has(found, Channel::UserName)),
    ("xls col hidden", |found| marks(found, Hiding::WHOLE_COLUMN)),
    ("xls row hidden (fDyZero)", |found| marks(found, Hiding::WHOLE_ROW)),
    ("xls hidden name", |found| has(found, Channel::HiddenName)),
    ("xls sheet hidden", |found| is_hidden(found, "hidden sheet")),
    ("xls sheet veryHidden", |found| is_hidden(found, "very hidden sheet")),
    ("xls NOTE comment", |found| has(found, Channel::Comment)),
    ("xls autofilter", |found| has(found, Channel::AutoFilter)),
    ("xls FILEPASS", |found| {
        let opened = found.of(Channel::Protection).any(|part| part.human.contains("default password"));
        opened || has(found, Channel::Encryption)
    }),
    ("ole thumbnail", |found| has(found, Channel::Thumbnail)),
    ("ole VBA", |found| has(found, Channel::Macro)),
    ("ole embedded", |found| has(found, Channel::EmbeddedFile) || has(found, Channel::EmbeddedObject)),
    ("xls Revision Log", |found| has(found, Channel::RevisionLog)),
    ("ole unreadable", |found| found.unchecked.iter().any(|doubt| doubt.reason == Reason::Damaged)),
];

/// What cannot be reported, and why.
const MISSES: &[Miss] = &[
    ("poi/35897-type4.xls", "xls SUPBOOK", "locked with a password of somebody's own"),
    ("poi/35897-type4.xls", "xls WRITEACCESS user", "locked with a password of somebody's own"),
    ("poi/35897-type4.xls", "xls col hidden", "locked with a password of somebody's own"),
    ("poi/50833.xls", "xls row hidden (fDyZero)", "not there: the census took encrypted bytes for flags"),
    ("poi/50833.xls", "xls sheet hidden", "not there: the census took encrypted bytes for flags"),
    ("poi/50833.xls", "xls sheet veryHidden", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls hidden name", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls row hidden (fDyZero)", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls sheet hidden", "not there: the census took encrypted bytes for flags"),
    ("poi/60284.xls", "xls sheet veryHidden", "not there: the census took encrypted bytes for flags"),
];

#[test]
fn what_is_known_to_be_in_a_file_is_reported() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let all = census::is_reached(&root, ENDINGS, LABELS, MISSES);
    let with = |label: &str| all.iter().filter(|found| says(found, Channel::Properties, label)).count();
    // In 20 and 11 files the name is there and blank.
    let (authors, editors) = (with("author"), with("last saved by"));
    assert!(authors >= 125 && editors >= 157, "{authors} authors, {editors} editors");
    assert!(all.len() > 200);
}

/// Files made by fuzzers, or cut short.
fn is_broken(name: &str) -> bool {
    name.contains("clusterfuzz") || name.contains("poi-fuzz") || name.contains("OOM_alloc3")
}

/// Healthy files with bytes that are named instead of read, and why that is right.
const GAPS: &[(&str, &str)] = &[
    ("poi/43902.xls", "the preview picture's pixels are stored with twice the bytes that its head counts"),
    ("poi/48180.xls", "the preview picture is a Macintosh PICT, which no reader knows"),
];

#[test]
fn healthy_files_are_understood_to_their_last_byte() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let mut files_with_gaps = Vec::new();
    for (name, bytes) in files(&root, ENDINGS).into_iter().filter(|(name, _)| !is_broken(name)) {
        let found = look(&name, &bytes, false);
        // Embedded documents have accounts of their own.
        for gap in found.unaccounted.iter().filter(|gap| gap.file == 0) {
            println!("{name}: {gap:?}");
            files_with_gaps.push(name.clone());
        }
    }
    let known: Vec<&str> = GAPS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files_with_gaps, known);
}

#[test]
fn every_channel_that_is_reported_stands_in_the_table_of_places() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    census::is_in_places(&root, ENDINGS);
}

#[test]
fn displayed_text_and_stored_text_come_from_the_same_cells() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    census::is_displayed_as_stored(&root, ENDINGS);
}

#[test]
fn a_file_cut_anywhere_is_read_as_far_as_it_goes() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let names = ["poi/49931.xls", "calamine/optional_records.xls", "poi/SimpleWithPageBreaks.xls"];
    census::is_told_when_cut(&root, &names, 512);
}
