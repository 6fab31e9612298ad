//! Every `.xlsx` and `.xlsm` of the corpus: what is known to be in each file is reported, healthy files are understood to
//! their last byte, and none takes the machine down.

use crate::census;
use crate::census::{Label, Miss, files, has, is_hidden, look, marks, rows, says};
use crate::common;
use inspect::{Channel, Hiding, Reason};

const ENDINGS: &[&str] = &["xlsx", "xlsm"];

/// Labels of `expected.json`, and how each of them shows.
const LABELS: &[Label] = &[
    ("absPath(author's folder)", |found| has(found, Channel::AuthorPath)),
    ("app TitlesOfParts", |found| has(found, Channel::PropertyTitles)),
    ("app Company", |found| says(found, Channel::Properties, "company")),
    ("app Manager", |found| says(found, Channel::Properties, "manager")),
    ("app HLinks/Base", |found| {
        has(found, Channel::Hyperlink) || says(found, Channel::Properties, "base of links")
    }),
    ("core creator", |found| says(found, Channel::Properties, "author")),
    ("core lastModifiedBy", |found| says(found, Channel::Properties, "last saved by")),
    ("customProps", |found| has(found, Channel::CustomProperties) || has(found, Channel::SensitivityLabel)),
    ("labelInfo", |found| has(found, Channel::SensitivityLabel)),
    ("thumbnail", |found| has(found, Channel::Thumbnail)),
    ("sheet hidden", |found| is_hidden(found, "hidden sheet")),
    ("sheet veryHidden", |found| is_hidden(found, "very hidden sheet")),
    ("row hidden", |found| marks(found, Hiding::WHOLE_ROW)),
    ("col hidden", |found| marks(found, Hiding::WHOLE_COLUMN)),
    ("zero width/height", |found| marks(found, Hiding::WHOLE_ROW | Hiding::WHOLE_COLUMN)),
    ("autoFilter", |found| has(found, Channel::AutoFilter)),
    ("chart", |found| has(found, Channel::ChartCache) || has(found, Channel::ChartText)),
    ("media", |found| has(found, Channel::Media)),
    ("embeddings", |found| has(found, Channel::EmbeddedFile) || has(found, Channel::EmbeddedObject)),
    ("activeX", |found| has(found, Channel::ActiveX)),
    ("vba", |found| has(found, Channel::Macro)),
    ("definedName", |found| has(found, Channel::DefinedName) || has(found, Channel::HiddenName)),
    ("hidden definedName", |found| has(found, Channel::HiddenName)),
    ("dataValidation", |found| has(found, Channel::ValidationList)),
    ("comments(xl)", |found| has(found, Channel::Comment)),
    ("persons", |found| has(found, Channel::CommentAuthor)),
    ("externalLinkPart", |found| has(found, Channel::ExternalLink)),
    ("externalLink cached values", |found| rows(found, Channel::ExternalValues) > 0),
    ("connections", |found| has(found, Channel::Connection)),
    ("queryTable", |found| has(found, Channel::QueryTable)),
    ("customXml", |found| has(found, Channel::CustomXml)),
    ("printerSettings", |found| has(found, Channel::PrinterSettings)),
    ("pivotCacheDef", |found| has(found, Channel::PivotSource)),
    ("pivot sharedItems", |found| rows(found, Channel::PivotRecords) + rows(found, Channel::PivotItems) > 0),
    ("pivotCacheRecords", |found| rows(found, Channel::PivotRecords) > 0),
    // A workbook with a Word document inside it: that the document could not be checked is the report.
    ("docx comments", |found| found.unchecked.iter().any(|doubt| doubt.reason == Reason::NotSpreadsheet)),
];

/// What is not reported, and why. Most are elements that are there and empty.
const MISSES: &[Miss] = &[
    ("calamine/date_1904.xlsx", "customProps", EMPTY),
    ("calamine/date_iso.xlsx", "definedName", EMPTY),
    ("calamine/date_quoted_format.xlsx", "definedName", EMPTY),
    ("calamine/empty_sheet.xlsx", "definedName", EMPTY),
    ("calamine/hyperlinks.xlsx", "definedName", EMPTY),
    ("calamine/issue252.xlsx", "definedName", EMPTY),
    ("calamine/issue_174.xlsx", "customProps", EMPTY),
    ("calamine/issue_261_fixed_by_excel.xlsx", "app HLinks/Base", EMPTY),
    ("calamine/issue_553.xlsx", "app HLinks/Base", EMPTY),
    ("calamine/no-header.xlsx", "definedName", EMPTY),
    ("calamine/nonstandard-xml-ns-prefix.xlsx", "definedName", EMPTY),
    ("calamine/table_with_absolute_paths.xlsx", "definedName", EMPTY),
    ("calamine/table_with_insertrow_attribute.xlsx", "app HLinks/Base", EMPTY),
    ("calamine/table_with_insertrow_attribute.xlsx", "persons", EMPTY),
    ("calamine/temperature-fallible.xlsx", "app HLinks/Base", EMPTY),
    ("calamine/temperature.xlsx", "definedName", EMPTY),
    ("poi/54764-2.xlsx", "core creator", "the part defines entities of its own: it is named as not read"),
    (
        "poi/54764-2.xlsx",
        "core lastModifiedBy",
        "the part defines entities of its own: it is named as not read",
    ),
    ("poi/55406_Conditional_formatting_sample.xlsx", "app HLinks/Base", EMPTY),
    ("poi/64450.xlsx", "definedName", EMPTY),
    ("poi/66365.xlsx", "definedName", EMPTY),
    ("poi/AverageTaxRates.xlsx", "app Company", BLANK),
    ("poi/AverageTaxRates.xlsx", "app HLinks/Base", BLANK),
    ("poi/AverageTaxRates.xlsx", "app Manager", BLANK),
    ("poi/AverageTaxRates.xlsx", "core creator", BLANK),
    ("poi/WidthsAndHeights.xlsx", "app HLinks/Base", EMPTY),
    ("poi/bug66675.xlsx", "app TitlesOfParts", EMPTY),
    (
        "poi/clusterfuzz-testcase-minimized-POIFuzzer-5040805309710336.xlsx",
        "docx comments",
        "an entry has no proper header: the file could not be checked, and says so",
    ),
    ("poi/clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx", "app Company", BLANK),
    ("poi/clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx", "app HLinks/Base", BLANK),
    ("poi/clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx", "app Manager", BLANK),
    ("poi/clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx", "core creator", BLANK),
    (
        "poi/craftonhills.edu_programreview_report.aspx_goalpriorityreport_0011d159-1eeb-4b63-8833-867b0926e5f3.xlsx",
        "definedName",
        EMPTY,
    ),
    ("poi/formula-eval.xlsx", "app HLinks/Base", EMPTY),
    ("poi/poc-shared-strings.xlsx", "core creator", "one text named thousands of times: reading ends there"),
    (
        "poi/poc-shared-strings.xlsx",
        "core lastModifiedBy",
        "one text named thousands of times: reading ends there",
    ),
    ("poi/xlookup.xlsx", "app HLinks/Base", EMPTY),
];

const EMPTY: &str = "the element is there and holds nothing";
const BLANK: &str = "the element holds a space";

#[test]
fn what_is_known_to_be_in_a_file_is_reported() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    assert!(census::is_reached(&root, ENDINGS, LABELS, MISSES).len() > 450);
}

/// Healthy files with something that is named instead of read, and why that is right.
const GAPS: &[(&str, &str)] = &[
    ("calamine/empty_s_attribute.xlsx", "a left-over of macOS, .DS_Store"),
    ("calamine/issue252.xlsx", "a part whose checksum is wrong, and a cell without its string"),
    ("calamine/pass_protected.xlsx", "encrypted"),
    ("poi/54764-2.xlsx", "parts that define entities of their own"),
    ("poi/58616.xlsx", "encrypted"),
    ("poi/extenxls_pwd123.xlsx", "encrypted"),
    ("poi/invalid.xlsx", "no spreadsheet"),
    ("poi/poc-shared-strings.xlsx", "made to unpack to gigabytes"),
    ("poi/poc-xmlbomb-empty.xlsx", "a part that defines entities of its own"),
    ("poi/protected_passtika.xlsx", "encrypted"),
    ("poi/protected_sha512.xlsx", "encrypted"),
];

#[test]
fn healthy_files_are_understood_to_their_last_byte() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    let is_broken = |name: &str| name.contains("clusterfuzz");
    let mut with_gaps = Vec::new();
    for (name, bytes) in files(&root, ENDINGS).into_iter().filter(|(name, _)| !is_broken(name)) {
        let found = look(&name, &bytes, false);
        // Embedded documents have accounts of their own.
        for gap in found.unaccounted.iter().filter(|gap| gap.file == 0) {
            println!("{name}: {gap:?}");
            with_gaps.push(name.clone());
        }
        for doubt in found.unchecked.iter().filter(|doubt| doubt.file == 0) {
            println!("{name}: {doubt:?}");
            with_gaps.push(name.clone());
        }
    }
    with_gaps.dedup();
    let known: Vec<&str> = GAPS.iter().map(|(name, _)| *name).collect();
    assert_eq!(with_gaps, known);
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
fn a_file_cut_anywhere_is_told() {
    let Some(root) = common::corpus("spreadsheets") else { return };
    census::is_told_when_cut(
        &root,
        &["poi/51850.xlsx", "xlsxwriter/comment06.xlsx", "calamine/issues.xlsx"],
        1,
    );
}
