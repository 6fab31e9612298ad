//! Hidden places of `.xlsb` files, on files made by SheetJS (`tests/files/xlsb/make_xlsb.mjs`).

use crate::common::{fixture, inspect_bytes, rows, says};
use inspect::{Channel, Hiding, Inspection, Options, Part};

fn look(name: &str, options: &Options) -> Inspection {
    let found = inspect_bytes(&fixture(&format!("xlsb/{name}.xlsb")), "answer.xlsb", options);
    assert_eq!((&found.unaccounted, &found.unchecked), (&vec![], &vec![]), "{name}");
    assert_eq!(found.files[0].format, "xlsb");
    found
}

fn sheet<'i>(found: &'i Inspection, name: &str) -> &'i Part {
    found.of(Channel::Sheet).find(|part| part.human.contains(&format!("'{name}'"))).unwrap()
}

fn values(part: &Part, why: Hiding) -> u64 {
    let hidden = &part.table.as_ref().unwrap().hidden;
    hidden.iter().filter(|line| line.why == why).map(|line| line.values).sum()
}

#[test]
fn a_hidden_sheet_is_read_row_by_row() {
    for name in ["sheetjs-hidden", "sheetjs-inline"] {
        let found = look(name, &Options::default());
        let data = sheet(&found, "Data");
        assert_eq!(data.hiding, ["hidden sheet"]);
        assert_eq!(rows(data)[0], ["Surname", "Initials", "Rank", "Born", "Number"]);
        assert_eq!(rows(data)[2], ["Garside", "B", "Sergeant", "1967-02-04", "40001"]);
        assert_eq!(data.rows.len(), 6);
        assert_eq!(sheet(&found, "Deep").hiding, ["very hidden sheet"]);
        assert_eq!(rows(sheet(&found, "Deep")), [["deep", "secret"]]);
    }
}

#[test]
fn rows_columns_formats_and_merges_that_hide_are_told_apart() {
    let found = look("sheetjs-hidden", &Options::default());
    let answer = sheet(&found, "Answer");
    assert_eq!(answer.hiding, [""; 0]);
    assert_eq!(values(answer, Hiding::ROW), 4);
    assert_eq!(values(answer, Hiding::COLUMN), 5);
    assert_eq!(values(answer, Hiding::FORMAT_BLANK), 1);
    let under = found.of(Channel::UnderMerge).next().unwrap();
    assert_eq!(rows(under), [["the merge"]]);
}

#[test]
fn words_around_the_cells_are_found() {
    let found = look("sheetjs-hidden", &Options::default());
    for (channel, text) in [
        (Channel::Comment, "remark on a cell"),
        (Channel::CommentAuthor, "N. Writer"),
        (Channel::Hyperlink, "mailto:a.person@example.org"),
        (Channel::Hyperlink, "write to A. Person"),
        (Channel::AutoFilter, "A2:D4"),
        (Channel::Properties, "A. Maker"),
        (Channel::Properties, "A Force"),
        (Channel::CustomProperties, "by N. Body"),
        (Channel::PropertyTitles, "Data"),
    ] {
        assert!(says(&found, channel, text), "{} does not say {text}", channel.title());
    }
    assert_eq!(found.of(Channel::Protection).count(), 1);
}

#[test]
fn an_honest_sheet_has_nothing_hidden() {
    let found = look("sheetjs-plain", &Options::default());
    assert!(found.parts.iter().all(|part| part.hiding.is_empty()));
    assert!(found.parts.iter().filter_map(|part| part.table.as_ref()).all(|table| table.hidden.is_empty()));
    let harmless = [
        Channel::Sheet,
        Channel::ViewSettings,
        Channel::Theme,
        Channel::Styles,
        Channel::Properties,
        Channel::PropertyTitles,
    ];
    for part in &found.parts {
        assert!(harmless.iter().any(|channel| channel.id() == part.channel), "{}", part.channel);
    }
}

#[test]
fn what_is_displayed_is_sent_where_it_differs() {
    let found = look("sheetjs-hidden", &Options { layout: true, ..Options::default() });
    let born = sheet(&found, "Data").rows[1].cells.iter().find(|(column, ..)| *column == 3).unwrap();
    assert_eq!((born.1.as_str(), born.2.as_deref()), ("1960-01-03", Some("03/01/1960")));
    let blank = sheet(&found, "Answer").rows[3].cells.iter().find(|(column, ..)| *column == 3).unwrap();
    assert_eq!((blank.1.as_str(), blank.2.as_deref()), ("7", Some("")));
}

#[test]
fn the_name_of_the_file_decides_nothing() {
    let found = inspect_bytes(&fixture("xlsb/sheetjs-plain.xlsb"), "answer.xlsx", &Options::default());
    assert_eq!((found.files[0].format.as_str(), found.files[0].claims.as_deref()), ("xlsb", Some("xlsx")));
}
