//! Hidden places of `.xlsb` files that no program at hand writes: packages built record by record.

use crate::common;
use crate::common::biff12::{
    Workbook, none, number_cell, numbers, record, records, relation, row, row_that, sheet, text_cell,
    text_formula, units, wide,
};
use crate::common::{inspect_bytes, rows, says};
use inspect::{Channel, Hiding, Inspection, Options, Part, Reason};

fn look(workbook: &Workbook) -> Inspection {
    let found = look_at(&workbook.bytes());
    assert_eq!((&found.unaccounted, &found.unchecked), (&vec![], &vec![]));
    found
}

fn look_at(bytes: &[u8]) -> Inspection {
    inspect_bytes(bytes, "answer.xlsb", &Options::default())
}

fn table(found: &Inspection, channel: Channel) -> &Part {
    found.of(channel).find(|part| part.table.is_some()).unwrap()
}

fn values(part: &Part, why: Hiding) -> u64 {
    let hidden = &part.table.as_ref().unwrap().hidden;
    hidden.iter().filter(|line| line.why == why).map(|line| line.values).sum()
}

/// Styles: 0 plain, 1 white letters, 2 a format that shows nothing, 3 letters of one point; a differential format that
/// paints letters white.
fn styles() -> Vec<u8> {
    let font = |height: u16, colour: [u8; 8]| {
        let head = [&height.to_le_bytes()[..], &[0, 0, 0x90, 1, 0, 0, 0, 2, 0, 0]].concat();
        [&head[..], &colour, &[0], &wide("Calibri")].concat()
    };
    let (black, white) = ([5, 0, 0, 0, 0, 0, 0, 255], [5, 0, 0, 0, 255, 255, 255, 255]);
    let style = |format: u8, font: u8| {
        let mut body = vec![0; 16];
        (body[2], body[4]) = (format, font);
        body
    };
    let differential = [&[0, 0x80, 0, 0, 1, 0, 5, 0, 12, 0][..], &white].concat();
    records(&[
        (0x0116, vec![]),
        (0x002c, [vec![164, 0], wide(";;;")].concat()),
        (0x002b, font(220, black)),
        (0x002b, font(220, white)),
        (0x002b, font(20, black)),
        (0x002d, vec![0; 68]),
        (0x0269, numbers(&[4])),
        (0x002f, style(0, 0)),
        (0x002f, style(0, 1)),
        (0x002f, style(164, 0)),
        (0x002f, style(0, 2)),
        (0x026a, vec![]),
        (0x01f9, numbers(&[1])),
        (0x01fb, differential),
        (0x01fa, vec![]),
        (0x0117, vec![]),
    ])
}

#[test]
fn letters_that_nobody_can_see_are_told() {
    let cells = [
        row(0),
        text_cell(0, 0, "seen"),
        text_cell(1, 1, "white"),
        number_cell(2, 2, 40_001.0),
        text_cell(3, 3, "tiny"),
        // White letters in a part of a text: font 1 from the second letter on.
        (0x003e, [numbers(&[4, 0]), vec![1], wide("partly"), numbers(&[1]), vec![1, 0, 1, 0]].concat()),
    ];
    let mut workbook = Workbook::of(sheet(&[], &cells, &[]));
    workbook.styles = styles();
    let found = look(&workbook);
    let answer = table(&found, Channel::Sheet);
    assert_eq!(rows(answer), [["seen", "white", "40001", "tiny", "partly"]]);
    assert_eq!(values(answer, Hiding::SAME_COLOUR), 2);
    assert_eq!(values(answer, Hiding::FORMAT_BLANK), 1);
    assert_eq!(values(answer, Hiding::TINY_FONT), 1);
}

#[test]
fn a_conditional_format_that_hides_is_laid_over_its_cells() {
    let area = numbers(&[1, 1, 0, 0]);
    let rule = [numbers(&[2, 0, 0, 1, 0, 0, 0]), vec![0; 2 + 12], none(), text_formula("Ashworth")].concat();
    let after =
        [(0x01cd, [numbers(&[1, 0, 1]), area].concat()), (0x01cf, rule), (0x01d0, vec![]), (0x01ce, vec![])];
    let cells = [row(0), text_cell(0, 0, "Surname"), row(1), text_cell(0, 0, "Ashworth")];
    let mut workbook = Workbook::of(sheet(&[], &cells, &after));
    workbook.styles = styles();
    let found = look(&workbook);
    assert_eq!(rows(table(&found, Channel::UnderCondition)), [["Ashworth"]]);
    assert!(says(&found, Channel::ConditionalText, "\"Ashworth\""));
}

#[test]
fn names_tell_what_is_printed_and_what_is_filtered() {
    // Both names belong to the first sheet; the table of references has one line, for that sheet.
    let name = |switches: u32, name: &str, first: u32, last: u32| {
        let tokens = [&[0x3b, 0, 0][..], &numbers(&[first, last]), &[0, 0, 1, 0]].concat();
        let formula = [numbers(&[tokens.len() as u32]), tokens, numbers(&[0])].concat();
        record(0x0027, &[numbers(&[switches]), vec![0], numbers(&[0]), wide(name), formula, none()].concat())
    };
    let constant =
        [numbers(&[1]), vec![0], numbers(&[u32::MAX]), wide("kept"), text_formula("back"), none()].concat();
    let cells = [
        row(0),
        text_cell(0, 0, "Surname"),
        row_that(1, 0x1000),
        text_cell(0, 0, "Dunmore"),
        row_that(9, 0x1100),
        text_cell(0, 0, "Ives"),
    ];
    let mut workbook = Workbook::of(sheet(&[], &cells, &[]));
    workbook.globals = [
        records(&[(0x0161, vec![]), (0x0165, vec![]), (0x016a, numbers(&[1, 0, 0, 0])), (0x0162, vec![])]),
        name(0x20, "Print_Area", 0, 5),
        name(0x21, "_FilterDatabase", 0, 5),
        record(0x0027, &constant),
    ]
    .concat();
    let found = look(&workbook);
    let answer = table(&found, Channel::Sheet);
    assert_eq!(values(answer, Hiding::ROW_FILTERED), 1);
    // Below the filter, in a group that is closed.
    assert_eq!(values(answer, Hiding::ROW_COLLAPSED), 1);
    assert_eq!(values(answer, Hiding::OUTSIDE_PRINT), 1);
    assert!(says(&found, Channel::DefinedName, "'Answer'!A1:B6"));
    assert!(says(&found, Channel::HiddenName, "\"back\""));
}

#[test]
fn a_formula_keeps_words_that_its_result_does_not_show() {
    let formula = [numbers(&[0, 0]), 1.0_f64.to_le_bytes().to_vec(), vec![0, 0], text_formula("Secret word")];
    let cells = [row(0), (0x0009, formula.concat())];
    let found = look(&Workbook::of(sheet(&[], &cells, &[])));
    assert_eq!(rows(table(&found, Channel::Sheet)), [["1"]]);
    assert!(says(&found, Channel::Formula, "Secret word"));
}

/// A pivot cache over three fields: one by number of its items, one with texts and one with numbers in the records.
fn with_pivot_cache() -> Workbook {
    let field = |name: &str| [vec![4, 0], vec![0; 14], numbers(&[0]), wide(name)].concat();
    let definition = records(&[
        (
            0x00b3,
            [
                vec![5, 3, 4, 0x15],
                numbers(&[0]),
                45_000.0_f64.to_le_bytes().to_vec(),
                vec![3],
                numbers(&[2]),
                wide("R. Fresher"),
                wide("rId1"),
            ]
            .concat(),
        ),
        (0x00b9, vec![0; 8]),
        (0x00bb, [vec![0, 0, 2], wide("Staff"), numbers(&[0, 9, 0, 2])].concat()),
        (0x00bc, vec![]),
        (0x00ba, vec![]),
        (0x00b5, numbers(&[3])),
        (0x00b7, field("Rank")),
        (0x00bd, [vec![0x0b, 0], numbers(&[3])].concat()),
        (0x00bf, [vec![2, 0], numbers(&[2]), wide("Constable"), wide("Sergeant")].concat()),
        (0x00c0, vec![]),
        (0x0018, wide("Inspector")),
        (0x00be, vec![]),
        (0x00b8, vec![]),
        (0x00b7, field("Surname")),
        (0x00bd, [vec![0x0b, 0], numbers(&[0])].concat()),
        (0x00be, vec![]),
        (0x00b8, vec![]),
        (0x00b7, field("Number")),
        (0x00bd, [vec![0x42, 0], numbers(&[0])].concat()),
        (0x00be, vec![]),
        (0x00b8, vec![]),
        (0x00b6, vec![]),
        (0x00b4, vec![]),
    ]);
    let row = |rank: u32, name: &str, number: f64| {
        (0x0021, [numbers(&[rank]), wide(name), number.to_le_bytes().to_vec()].concat())
    };
    let kept = records(&[
        (0x00c1, numbers(&[2])),
        row(1, "Farrow", 40_000.0),
        row(0, "Garside", 40_001.0),
        (0x00c2, vec![]),
    ]);
    let mut workbook = Workbook::of(sheet(&[], &[row_of_total().0, row_of_total().1], &[]));
    let path = "xl/pivotCache/pivotCacheDefinition1.bin";
    workbook.parts.push((path.into(), definition, Some("pivotCacheDefinition")));
    workbook.parts.push(("xl/pivotCache/pivotCacheRecords1.bin".into(), kept, None));
    workbook.relations.push((
        "xl/pivotCache/_rels/pivotCacheDefinition1.bin.rels".into(),
        relation("rId1", "pivotCacheRecords", "pivotCacheRecords1.bin", false),
    ));
    workbook
}

fn row_of_total() -> ((u16, Vec<u8>), (u16, Vec<u8>)) {
    (row(0), number_cell(0, 0, 2.0))
}

#[test]
fn a_pivot_cache_gives_back_every_row_that_it_was_made_from() {
    let found = look(&with_pivot_cache());
    let cache = table(&found, Channel::PivotRecords);
    assert_eq!(cache.human, "pivot table records (source: Staff A1:C10)");
    assert_eq!(
        rows(cache),
        [["Rank", "Surname", "Number"], ["Sergeant", "Farrow", "40000"], ["Constable", "Garside", "40001"]]
    );
    // Nobody of this rank is left.
    assert_eq!(rows(table(&found, Channel::PivotItems))[1], ["Inspector"]);
    assert!(says(&found, Channel::PivotSource, "R. Fresher"));
    assert!(says(&found, Channel::PivotSource, "2023-03-15"));
}

#[test]
fn values_copied_from_another_file_are_a_table() {
    let link = records(&[
        (0x0168, [vec![0, 0], wide("rId1"), none()].concat()),
        (0x0167, [numbers(&[2]), wide("Totals"), wide("Staff list")].concat()),
        (0x016b, [numbers(&[1]), vec![0]].concat()),
        (0x016e, numbers(&[4])),
        (0x0173, [numbers(&[0]), wide("Dunmore")].concat()),
        (0x0170, [numbers(&[1]), 40_002.0_f64.to_le_bytes().to_vec()].concat()),
        (0x0171, [numbers(&[2]), vec![1]].concat()),
        (0x0172, [numbers(&[3]), vec![0x2a]].concat()),
        (0x016c, vec![]),
        (0x024c, vec![]),
    ]);
    let live = records(&[
        (0x0168, [vec![1, 0], wide("FEED"), wide("roster")].concat()),
        (0x0241, wide("on duty")),
        (0x0242, numbers(&[2, 1])),
        (0x0246, wide("Eastwood")),
        (0x0244, 7.0_f64.to_le_bytes().to_vec()),
        (0x0243, vec![]),
        (0x024a, vec![0; 7]),
        (0x024b, vec![]),
        (0x024c, vec![]),
    ]);
    let mut workbook = Workbook::of(sheet(&[], &[row_of_total().0, row_of_total().1], &[]));
    workbook.parts.push(("xl/externalLinks/externalLink1.bin".into(), link, Some("externalLink")));
    workbook.parts.push(("xl/externalLinks/externalLink2.bin".into(), live, Some("externalLink")));
    workbook.relations.push((
        "xl/externalLinks/_rels/externalLink1.bin.rels".into(),
        relation("rId1", "externalLinkPath", "file:///C:\\HR\\staff.xlsx", true),
    ));
    let found = look(&workbook);
    let copied: Vec<_> = found.of(Channel::ExternalValues).collect();
    assert_eq!(copied[0].human, "values copied from sheet 'Staff list' of another file");
    assert_eq!(
        (copied[0].rows[0].number, rows(copied[0])),
        (5, vec![vec!["Dunmore", "40002", "TRUE", "#N/A"]])
    );
    assert_eq!(rows(copied[1]), [["Eastwood"], ["7"]]);
    assert!(says(&found, Channel::ExternalLink, "file:///C:\\HR\\staff.xlsx"));
    assert!(says(&found, Channel::ExternalLink, "on duty"));
}

#[test]
fn what_stands_around_the_cells_is_read_record_by_record() {
    let list = [
        numbers(&[3, 1, 1, 8, 2, 2]),
        none(),
        none(),
        wide("Pick"),
        wide("one"),
        text_formula("Ash\0Elm"),
        numbers(&[0, 0]),
    ];
    let before = [(0x0093, [vec![0; 19], wide("SheetOfOfficers")].concat())];
    let after = [
        (0x0217, [vec![0, 0], numbers(&[1]), vec![0; 60]].concat()),
        (0x00a1, numbers(&[0, 8, 0, 3])),
        (0x00a3, vec![0; 6]),
        (0x00a7, wide("Constable")),
        (0x00ae, [vec![6, 2], wide("Serg*")].concat()),
        (0x00a2, vec![]),
        (0x0040, list.concat()),
        (
            0x01ee,
            [numbers(&[0, 0, 1, 1]), none(), wide("Data!A1"), wide("to the list"), wide("here")].concat(),
        ),
        (0x01df, [vec![0, 0], wide("&CDraft of N. Body"), none(), none(), none(), none(), none()].concat()),
        (0x01e0, vec![]),
        (0x01f6, [vec![1, 0, 0, 0], wide("worst case"), none(), wide("S. Planner")].concat()),
        (0x01f7, vec![]),
    ];
    let mut workbook = Workbook::of(sheet(&before, &[], &after));
    workbook.globals = records(&[
        (0x0817, wide("C:\\Users\\A. Maker\\")),
        (0x0224, [vec![1, 0, 0, 0], wide("R. Server")].concat()),
        (0x018d, [vec![0; 46], wide("V. Iewer")].concat()),
    ]);
    let found = look(&workbook);
    all_said(
        &found,
        &[
            (Channel::ViewSettings, "SheetOfOfficers"),
            (Channel::AutoFilter, "Constable"),
            (Channel::AutoFilter, "Serg*"),
            (Channel::ValidationList, "Elm"),
            (Channel::ValidationList, "one"),
            (Channel::Hyperlink, "to the list"),
            (Channel::HeaderFooter, "Draft of N. Body"),
            (Channel::Scenario, "S. Planner"),
            (Channel::AuthorPath, "C:\\Users\\A. Maker\\"),
            (Channel::UserName, "R. Server"),
            (Channel::CustomView, "V. Iewer"),
        ],
    );
    assert_eq!(found.of(Channel::Protection).count(), 2);
}

fn all_said(found: &Inspection, expected: &[(Channel, &str)]) {
    for (channel, text) in expected {
        assert!(says(found, *channel, text), "{} does not say {text}", channel.title());
    }
}

#[test]
fn tables_connections_comments_and_revisions_are_read() {
    let mut workbook = Workbook::of(sheet(&[], &[], &[]));
    let table = [
        numbers(&[0, 8, 0, 3]),
        vec![0; 48],
        none(),
        wide("staff"),
        wide("all of them"),
        none(),
        none(),
        none(),
    ];
    let column = [vec![0; 24], none(), wide("Warrant number"), none(), none(), none(), none()];
    let parts = [
        ("xl/tables/table1.bin", "table", vec![(0x0157, table.concat()), (0x015b, column.concat())]),
        (
            "xl/connections.bin",
            "connections",
            vec![
                (0x00c9, [vec![0; 23], wide("HR")].concat()),
                (0x00cb, [vec![3, 0], wide("Server=db1;User=hr"), wide("SELECT * FROM staff")].concat()),
            ],
        ),
        (
            "xl/comments1.bin",
            "comments",
            vec![
                (0x0278, wide("N. Writer")),
                (0x027b, [numbers(&[0, 4, 4, 1, 1]), vec![0; 16]].concat()),
                (0x027d, [vec![0], wide("李 is on leave")].concat()),
            ],
        ),
        (
            "xl/revisions/revisionHeaders.bin",
            "revisionHeaders",
            vec![(
                0x019b,
                [vec![0; 30], vec![0xe7, 7, 8, 3, 9, 30, 0, 4], vec![0; 10], wide("C. Hanger"), none()]
                    .concat(),
            )],
        ),
        (
            "xl/revisions/revisionLog1.bin",
            "revisionLog",
            vec![
                (0x0199, [vec![0; 12], vec![1, 0], numbers(&[6, 2]), vec![0; 12]].concat()),
                (0x003e, [numbers(&[2, 0]), vec![0], wide("Old Name")].concat()),
                (0x0001, numbers(&[2, 0])),
                (0x019a, vec![]),
            ],
        ),
    ];
    for (path, kind, list) in parts {
        workbook.parts.push((path.into(), records(&list), Some(kind)));
    }
    let found = look(&workbook);
    all_said(
        &found,
        &[
            (Channel::TableDefinition, "Warrant number"),
            (Channel::TableDefinition, "all of them"),
            (Channel::Connection, "SELECT * FROM staff"),
            (Channel::Connection, "HR"),
            (Channel::Comment, "李 is on leave"),
            (Channel::CommentAuthor, "N. Writer"),
            (Channel::RevisionLog, "C. Hanger"),
            (Channel::RevisionLog, "2023-08-03T09:30:00"),
        ],
    );
    assert_eq!(rows(table_of(&found, "old and new values in the revision log")), [["Old Name"]]);
}

fn table_of<'i>(found: &'i Inspection, human: &str) -> &'i Part {
    found.parts.iter().find(|part| part.human == human).unwrap()
}

#[test]
fn a_state_that_nobody_knows_is_not_known_to_be_seen() {
    let mut workbook = Workbook::of(sheet(&[], &[row(0), text_cell(0, 0, "answer")], &[]));
    workbook.sheets.push((7, "Data".into(), sheet(&[], &[row(0), text_cell(0, 0, "Ashworth")], &[])));
    let left_over = sheet(&[], &[row(0), text_cell(0, 0, "Birchall")], &[]);
    workbook.parts.push(("xl/worksheets/sheet9.bin".into(), left_over, Some("worksheet")));
    let found = look(&workbook);
    let hiding: Vec<_> =
        found.of(Channel::Sheet).map(|part| (rows(part)[0][0], part.hiding.clone())).collect();
    assert_eq!(
        hiding,
        [
            ("answer", vec![]),
            ("Ashworth", vec!["very hidden sheet"]),
            ("Birchall", vec!["sheet that the workbook does not list"])
        ]
    );
}

#[test]
fn a_record_that_nobody_knows_is_swept_and_named() {
    let strange = (0x3abc, [vec![1, 2, 3], wide("Li"), units("Dunmore, Constable")].concat());
    // A record of switches that is longer than its switches.
    let long = (0x0097, [vec![0; 29], b"Eastwood, Sergeant".to_vec()].concat());
    let after = [strange.clone(), strange, long];
    let found = look_at(&Workbook::of(sheet(&[], &[], &after)).bytes());
    for text in ["Li", "Dunmore, Constable", "Eastwood, Sergeant"] {
        assert!(says(&found, Channel::OtherText, text), "{text}");
    }
    let why: Vec<_> = found.unaccounted.iter().map(|gap| gap.why.as_str()).collect();
    assert_eq!(
        why,
        [
            "a record of an unknown kind (0x3abc), and 1 more of its kind up to there",
            "a record with more in it than is known (Pane)"
        ]
    );
    let begin = sheet(&[], &[], &[]).len() as u64 - 3;
    assert_eq!(found.unaccounted[0].range.0, begin);
}

#[test]
fn a_part_that_breaks_off_says_so_and_keeps_what_was_read() {
    let whole = sheet(&[], &[row(0), text_cell(0, 0, "Farrow"), row(1), text_cell(0, 0, "Garside")], &[]);
    let cut = whole.len() - 12;
    let found = look_at(&Workbook::of(whole[..cut].to_vec()).bytes());
    assert_eq!(rows(table(&found, Channel::Sheet))[0], ["Farrow"]);
    assert!(found.unaccounted[0].why.contains("cut short"), "{:?}", found.unaccounted);
    // Bytes that are no records at all.
    let found = look_at(&Workbook::of(vec![0xff; 400]).bytes());
    assert_eq!(found.unaccounted[0].why, "its records make no sense");
}

#[test]
fn claims_of_size_are_not_believed() {
    // A record of 256 MB, a text of four thousand million letters, a run of as many items.
    let record_of = |len: [u8; 4]| [vec![0x06], len.to_vec(), vec![0; 40]].concat();
    let found = look_at(&Workbook::of(record_of([0xff, 0xff, 0xff, 0x7f])).bytes());
    assert_eq!(found.unchecked[0].reason, Reason::TooLarge);
    let cells = [row(0), (0x0006, numbers(&[0, 0, 0xffff_fff0]))];
    let found = look_at(&Workbook::of(sheet(&[], &cells, &[])).bytes());
    assert!(found.unaccounted[0].why.contains("makes no sense"));
    // The value of an item that never began.
    let mut workbook = Workbook::of(sheet(&[], &[], &[]));
    let value = record(0x0244, &7.0_f64.to_le_bytes());
    workbook.parts.push(("xl/externalLinks/externalLink1.bin".into(), value, Some("externalLink")));
    assert_eq!(rows(table(&look(&workbook), Channel::ExternalValues)), [["7"]]);
    let mut workbook = with_pivot_cache();
    let run = [vec![1, 0], numbers(&[u32::MAX])].concat();
    workbook.parts[0].1.splice(0..0, record(0x00bf, &run));
    let found = look_at(&workbook.bytes());
    assert!(found.unaccounted[0].why.contains("makes no sense"));
}

#[test]
fn a_binary_sheet_inside_an_xlsx_is_read_all_the_same() {
    let binary = sheet(&[], &[row(0), text_cell(0, 0, "Jessop")], &[]);
    let relations = |lines: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>"#
        )
    };
    let root = relations(&relation("rId1", "officeDocument", "xl/workbook.xml", false));
    let own = relations(&relation("rId1", "worksheet", "worksheets/sheet1.bin", false));
    let workbook =
        r#"<workbook xmlns:r="r"><sheets><sheet name="Answer" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let types = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let bytes = common::zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        ("xl/worksheets/sheet1.bin", &binary),
    ]);
    let found = inspect_bytes(&bytes, "answer.xlsx", &Options::default());
    assert_eq!(found.files[0].format, "xlsx");
    assert_eq!(rows(table(&found, Channel::Sheet)), [["Jessop"]]);
    assert_eq!(found.unaccounted, []);
}
