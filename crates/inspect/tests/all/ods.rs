//! OpenDocument spreadsheets as LibreOffice really writes them: each fixture keeps something out of sight, and `plain`
//! keeps nothing. `files/ods/make.py` makes them.

use crate::common::{fixture, inspect_bytes, inspect_fixture, rows, says};
use inspect::{Channel, Hiding, Inspection, Options, Part, Visibility};

/// Nothing in a healthy file may be left over.
fn is_whole(all: &Inspection) {
    assert_eq!(all.unaccounted, []);
    assert_eq!(all.unchecked, []);
}

fn sheet<'i>(all: &'i Inspection, name: &str) -> &'i Part {
    let human = format!("sheet '{name}'");
    all.of(Channel::Sheet).find(|part| part.human.starts_with(&human)).unwrap_or_else(|| panic!("no {human}"))
}

/// Values that one reason hides in a table.
fn hidden(part: &Part, why: Hiding) -> u64 {
    let tally = part.table.as_ref().unwrap();
    tally.hidden.iter().find(|hidden| hidden.why == why).map_or(0, |hidden| hidden.values)
}

#[test]
fn the_innocent_twin_hides_nothing() {
    let all = inspect_fixture("ods/plain.ods");
    is_whole(&all);
    let sheet = sheet(&all, "Answer");
    assert_eq!(sheet.visibility, Visibility::Visible);
    assert_eq!(sheet.table.as_ref().unwrap().hidden, []);
    assert_eq!(rows(sheet), [["Year", "Count"], ["2021", "14"], ["2022", "19"]]);
    let channels = [
        Channel::Comment,
        Channel::ExternalValues,
        Channel::PivotItems,
        Channel::TrackedChange,
        Channel::UnderMerge,
        Channel::UnderShape,
        Channel::UnderCondition,
        Channel::Formula,
        Channel::Macro,
        Channel::OtherText,
        Channel::OrphanPart,
        Channel::EmbeddedObject,
        Channel::HiddenShape,
        Channel::PrinterSettings,
    ];
    for channel in channels {
        assert_eq!(all.of(channel).count(), 0, "{}", channel.id());
    }
}

#[test]
fn a_hidden_sheet_is_read_like_any_other() {
    let all = inspect_fixture("ods/hidden-sheet.ods");
    is_whole(&all);
    let data = sheet(&all, "Data");
    assert_eq!(data.human, "sheet 'Data', hidden");
    assert_eq!(data.visibility, Visibility::Hidden);
    assert_eq!(data.hiding, ["hidden sheet"]);
    assert_eq!(rows(data)[1], ["Quillfeather", "A B", "Constable", "1985-03-04", "Northgate"]);
}

#[test]
fn rows_and_columns_are_hidden_in_four_ways() {
    let all = inspect_fixture("ods/hidden-rows.ods");
    is_whole(&all);
    assert_eq!(hidden(sheet(&all, "Answer"), Hiding::ROW), 5);
    assert_eq!(hidden(sheet(&all, "Answer"), Hiding::COLUMN), 5);
    assert_eq!(hidden(sheet(&all, "Filtered"), Hiding::ROW_FILTERED), 10);
    assert_eq!(hidden(sheet(&all, "Grouped"), Hiding::ROW_COLLAPSED), 10);
    assert_eq!(hidden(sheet(&all, "Repeated"), Hiding::REMOTE), 1);
    assert_eq!(sheet(&all, "Repeated").table.as_ref().unwrap().rows, 50);
    assert!(says(&all, Channel::AutoFilter, "Northgate"));
}

#[test]
fn a_pivot_table_remembers_the_items_of_rows_that_are_gone() {
    let all = inspect_fixture("ods/pilot.ods");
    is_whole(&all);
    let items = all.of(Channel::PivotItems).next().unwrap();
    assert_eq!(rows(items), [["Surname"], ["Oxenholt"]]);
    assert!(says(&all, Channel::PivotSource, "Answer.A1:Answer.E5"));
    assert!(says(&all, Channel::PivotTable, "Station"));
}

#[test]
fn tracked_changes_keep_deleted_rows_together() {
    let all = inspect_fixture("ods/changes.ods");
    is_whole(&all);
    let earlier = all.of(Channel::TrackedChange).find(|part| part.table.is_some()).unwrap();
    assert_eq!(earlier.visibility, Visibility::Deleted);
    let expected: [&[&str]; 2] =
        [&["Quillfeather"], &["Thistlewick", "D E", "Constable", "33047", "Southgate"]];
    assert_eq!(rows(earlier), expected);
    assert_eq!(earlier.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn remarks_links_names_scenarios_and_headers_are_told() {
    let all = inspect_fixture("ods/notes.ods");
    is_whole(&all);
    for (channel, text) in [
        (Channel::Comment, "Ask Petronella Quartermass first"),
        (Channel::Hyperlink, "mailto:quillfeather@example.org"),
        (Channel::Formula, "Passed to Oxenholt"),
        (Channel::DefinedName, "\"Marrowby\""),
        (Channel::ValidationList, "of:cell-content-is-in-list(\"Northgate\";\"Southgate\")"),
        (Channel::ValidationList, "As Inspector Oxenholt wrote"),
        (Channel::Scenario, "Thistlewick leaves"),
        (Channel::HeaderFooter, "Drafted by Quillfeather"),
        (Channel::Properties, "Ermintrude Marrowby"),
        (Channel::CustomProperties, "Ludovic Thistlewick"),
        (Channel::Protection, "the sheet is locked against editing"),
    ] {
        assert!(says(&all, channel, text), "{} {text}", channel.id());
    }
    let remark = all.of(Channel::Comment).next().unwrap();
    assert_eq!(remark.segments[0].1, "A2");
    assert_eq!(hidden(sheet(&all, "Printed"), Hiding::OUTSIDE_PRINT), 15);
    let scenario = all.of(Channel::Scenario).find(|part| part.table.is_some()).unwrap();
    assert_eq!(rows(scenario), [["14"], ["19"]]);
}

#[test]
fn what_a_cell_looks_like_can_hide_it() {
    let all = inspect_fixture("ods/looks.ods");
    is_whole(&all);
    let answer = sheet(&all, "Answer");
    for (why, values) in [
        (Hiding::SAME_COLOUR, 2),
        (Hiding::TINY_FONT, 1),
        (Hiding::FORMAT_BLANK, 3),
        (Hiding::FORMAT_REPLACED, 1),
        (Hiding::FORMAT_PARTIAL, 3),
        (Hiding::UNDER_MERGE, 2),
        (Hiding::CONDITIONAL, 4),
    ] {
        assert_eq!(hidden(answer, why), values, "{why:?}");
    }
    let under = all.of(Channel::UnderMerge).next().unwrap();
    assert_eq!(rows(under), [["Undershaw"], ["Belowe"]]);
    let born = &answer.rows[1].cells[3];
    assert_eq!((born.1.as_str(), born.3), ("1985-03-04", Hiding::FORMAT_PARTIAL.bits()));
    // White letters on blue, and a whole date, are there to be seen.
    assert_eq!(answer.rows[3].cells[0].3, 0);
    assert_eq!(answer.rows[4].cells[3].3, 0);
    assert!(says(&all, Channel::ConditionalText, "=\"C\""));
}

#[test]
fn displayed_texts_come_with_layout() {
    let options = Options { layout: true, ..Options::default() };
    let all = inspect_bytes(&fixture("ods/looks.ods"), "looks.ods", &options);
    let answer = sheet(&all, "Answer");
    let shown: Vec<Option<&str>> =
        answer.rows.iter().map(|row| row.cells.get(3).and_then(|cell| cell.2.as_deref())).collect();
    assert_eq!(shown[1..5], [Some("1985"), Some("Redacted"), Some(""), Some("30/01/1972")]);
}

#[test]
fn shapes_are_told_with_what_lies_under_them() {
    let all = inspect_fixture("ods/shapes.ods");
    is_whole(&all);
    let under = all.of(Channel::UnderShape).next().unwrap();
    assert_eq!(rows(under), [["Quillfeather", "A B"], ["Marrowby", "C"]]);
    for (channel, text) in [
        (Channel::ShapeText, "Call Marrowby"),
        (Channel::HiddenShape, "Unseen Thistlewick"),
        (Channel::AlternativeText, "Scan by Petronella Quartermass"),
        (Channel::MediaMetadata, "Petronella Quartermass"),
    ] {
        assert!(says(&all, channel, text), "{} {text}", channel.id());
    }
    assert!(!says(&all, Channel::ShapeText, "Unseen Thistlewick"));
}

#[test]
fn a_chart_keeps_its_values() {
    let all = inspect_fixture("ods/chart.ods");
    is_whole(&all);
    let values = all.of(Channel::ChartCache).next().unwrap();
    assert_eq!(values.human, "chart values, chart 'Days lost'");
    assert_eq!(rows(values)[1..], [["Quillfeather", "12"], ["Marrowby", "7"], ["Oxenholt", "3"]]);
    assert!(says(&all, Channel::ChartText, "Sickness by officer"));
}

#[test]
fn an_embedded_spreadsheet_is_a_file_of_its_own() {
    let all = inspect_fixture("ods/embedded.ods");
    is_whole(&all);
    let object = all.of(Channel::EmbeddedObject).next().unwrap();
    let inner = all.files.iter().find(|file| file.inside == Some(object.id)).unwrap();
    let below = sheet(&all, "Below");
    assert_eq!((below.file, below.visibility), (inner.id, Visibility::Hidden));
    assert_eq!(below.table.as_ref().unwrap().rows, 5);
}

#[test]
fn a_link_to_another_file_leaves_its_cells_behind() {
    let all = inspect_fixture("ods/external.ods");
    is_whole(&all);
    let copied = all.of(Channel::ExternalValues).next().unwrap();
    assert_eq!(copied.human, "values copied from sheet 'Staff' of another file");
    assert_eq!(copied.table.as_ref().unwrap().rows, 5);
    let mut links = all.of(Channel::ExternalLink).flat_map(|part| &part.segments);
    assert!(links.any(|(_, _, text)| text.ends_with("personnel.ods")));
}

#[test]
fn macros_and_earlier_versions_are_read() {
    let all = inspect_fixture("ods/macros.ods");
    is_whole(&all);
    let mut code = all.of(Channel::Macro).flat_map(|part| &part.segments);
    assert!(code.any(|(_, _, text)| text.contains("written by Ermintrude Marrowby")));
    assert!(says(&all, Channel::RevisionLog, "With the names of Northgate"));
    let version = all.of(Channel::EmbeddedFile).next().unwrap();
    assert_eq!(version.hiding, ["earlier state kept by the edit history"]);
    let old = all.of(Channel::Sheet).find(|part| part.file > 0).unwrap();
    assert_eq!(old.table.as_ref().unwrap().rows, 8);
}

#[test]
fn a_flat_file_tells_what_the_package_tells() {
    let package = inspect_fixture("ods/everything.ods");
    let flat = inspect_fixture("ods/everything.fods");
    is_whole(&package);
    is_whole(&flat);
    let told = |all: &Inspection| {
        let of_interest = |part: &&Part| {
            !["styles", "package-part", "thumbnail", "embedded-object", "external-link"]
                .contains(&part.channel)
        };
        let mut told: Vec<String> = all
            .parts
            .iter()
            .filter(of_interest)
            .map(|part| {
                let rows: Vec<_> = part.rows.iter().map(|row| (row.number, &row.cells)).collect();
                // When and by which program they were stored, the two say in different places.
                let is_content =
                    |(label, ..): &&(String, String, String)| label != "date" && label != "generator";
                let segments: Vec<_> = part.segments.iter().filter(is_content).collect();
                format!(
                    "{} {} {:?} {:?} {rows:?} {segments:?}",
                    part.channel, part.human, part.hiding, part.table
                )
            })
            .filter(|told| !told.ends_with("None [] []"))
            .collect();
        told.sort();
        told
    };
    let (in_package, in_flat) = (told(&package), told(&flat));
    for one in &in_flat {
        assert!(in_package.contains(one), "only in the flat file: {one}");
    }
    for one in &in_package {
        assert!(in_flat.contains(one), "only in the package: {one}");
    }
}

#[test]
fn a_flat_file_that_ends_too_early_is_not_whole() {
    let bytes = fixture("ods/everything.fods");
    let all = inspect_bytes(&bytes[..bytes.len() / 2], "answer.fods", &Options::default());
    assert_eq!(all.files[0].format, "fods");
    assert_eq!(all.unaccounted.len(), 1);
}

#[test]
fn a_package_under_another_name_is_told_by_its_content() {
    let all = inspect_bytes(&fixture("ods/hidden-sheet.ods"), "answer.xlsx", &Options::default());
    assert_eq!((all.files[0].format.as_str(), all.files[0].claims.as_deref()), ("ods", Some("xlsx")));
    assert_eq!(sheet(&all, "Data").visibility, Visibility::Hidden);
}
