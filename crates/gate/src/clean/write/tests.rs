//! Whatever is written is read back by the readers of this very program, and shows the same.

use super::{CsvWriter, Looks, OdsWriter, OutCell, SheetHead, Styles, Writer, XlsxWriter};
use crate::clean::CopyKind;
use crate::clean::value::{self, Value};
use inspect::{CellKind, Channel, Closed, Frame, Hiding, Options, Source, inspect};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor as Bytes, Read, Seek, SeekFrom};

/// Row, column, and what the original says of the cell: kind, stored value, displayed text.
type Cells = BTreeMap<(u32, u32), (CellKind, String, String)>;
/// Row, column, displayed text.
type Shown = Vec<(u32, u32, String)>;

/// Writes the cells as one sheet; returns the file and what it should show.
fn write(kind: CopyKind, cells: &Cells, head: &SheetHead<'_>) -> (Vec<u8>, Shown) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    let file = std::fs::File::options().read(true).write(true).create_new(true).open(&path).unwrap();
    let mut writer: Box<dyn Writer> = match kind {
        CopyKind::Xlsx => Box::new(XlsxWriter::new(file)),
        CopyKind::Ods => Box::new(OdsWriter::new(file, &[*head]).unwrap()),
        CopyKind::Csv => Box::new(CsvWriter::new(file)),
    };
    let mut styles = Styles::default();
    let mut shown = Vec::new();
    writer.begin_sheet(head).unwrap();
    let rows: std::collections::BTreeSet<u32> = cells.keys().map(|(row, _)| *row).collect();
    for row in rows {
        let mut out = Vec::new();
        for ((_, column), (kind, stored, displayed)) in cells.range((row, 0)..=(row, u32::MAX)) {
            let Some(reading) = value::read(*kind, stored, displayed) else { continue };
            let looks = Looks { bold: row == 0, italic: column % 3 == 1, wrap: column % 5 == 2 };
            let style = styles.number(looks, &reading.format).unwrap();
            shown.push((row, *column, reading.value.shown().to_owned()));
            out.push(OutCell { column: *column, style, value: reading.value });
        }
        if !out.is_empty() {
            writer.row(row, &out).unwrap();
        }
    }
    writer.end_sheet().unwrap();
    writer.finish(&styles).unwrap();
    let mut bytes = Vec::new();
    let mut file = std::fs::File::open(&path).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.read_to_end(&mut bytes).unwrap();
    (bytes, shown)
}

/// What a file shows, and everything in it that is hidden or not understood.
fn read(file: &dyn Source, name: &str) -> (Shown, Vec<String>) {
    let (mut shown, mut faults) = (Vec::new(), Vec::new());
    let mut tables = Vec::new();
    let mut sink = |frame: &Frame<'_>| -> Result<(), Closed> {
        match frame {
            Frame::Open(head) => {
                if matches!(head.channel, Channel::Sheet | Channel::DelimitedTable) && head.hiding.is_empty()
                {
                    tables.push(head.id);
                } else if !matches!(head.channel, Channel::Styles | Channel::FileName) {
                    faults.push(format!("{:?} {}", head.channel, head.path));
                }
            }
            Frame::Row(row) if tables.contains(&row.part) => {
                for cell in row.cells() {
                    let hiding = (row.hiding | cell.head.hiding) - Hiding::ONLY_FAR;
                    if !hiding.is_empty() {
                        faults.push(format!("{hiding:?}"));
                    }
                    let text = cell.shown.unwrap_or(cell.stored).to_owned();
                    shown.push((row.number - 1, cell.head.column, text));
                }
            }
            Frame::Unaccounted(gap) => faults.push(gap.why.to_owned()),
            Frame::Unchecked(doubt) => faults.push(doubt.reason.what().to_owned()),
            _ => {}
        }
        Ok(())
    };
    let options = Options { layout: true, ..Options::default() };
    inspect(file, name, &options, &mut sink).unwrap();
    (shown, faults)
}

fn head() -> SheetHead<'static> {
    SheetHead { name: "Answer & <more>", widths: &[(0, 2, 12.5), (4, 4, 30.0)], merges: &[], columns: 8 }
}

fn date() -> impl Strategy<Value = (CellKind, String, String)> {
    let forms = [
        "%d/%m/%Y",
        "%Y-%m-%d",
        "%-d %B %Y",
        "%d-%b-%y",
        "%A, %-d %b %Y",
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %-I:%M:%S %p",
    ];
    (0..60_000_i64, 0..86_400_i64, 0..forms.len()).prop_map(move |(days, seconds, form)| {
        let start = jiff::civil::date(1900, 3, 1).at(0, 0, 0, 0);
        let moment = start + jiff::ToSpan::days(days) + jiff::ToSpan::seconds(seconds);
        let stored = moment.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        (CellKind::Date, stored, moment.strftime(forms[form]).to_string())
    })
}

fn cell() -> impl Strategy<Value = (CellKind, String, String)> {
    let text = "[ -~£é\\t\\n…=+@_x0041\u{200b}]{1,12}".prop_map(|text| (CellKind::Text, text.clone(), text));
    let number = (-1e9..1e9_f64, 0..6_usize)
        .prop_map(|(value, decimals)| (CellKind::Number, format!("{value}"), format!("{value:.decimals$}")));
    let money = (-1e6..1e6_f64).prop_map(|value| {
        let sign = if value < 0.0 { "-" } else { "" };
        (CellKind::Number, format!("{value}"), format!("{sign}£{:.2}", value.abs()))
    });
    let share = (0..2000_u32).prop_map(|value| {
        let value = f64::from(value) / 1000.0;
        (CellKind::Number, format!("{value}"), format!("{:.1}%", value * 100.0))
    });
    let count = (0..99_999_999_u64)
        .prop_map(|value| (CellKind::Number, value.to_string(), crate::words::number(value)));
    let truth = any::<bool>().prop_map(|value| {
        let word = if value { "TRUE" } else { "FALSE" }.to_owned();
        (CellKind::Boolean, word.clone(), word)
    });
    prop_oneof![text, number, money, share, count, date(), truth]
}

fn table() -> impl Strategy<Value = Cells> {
    proptest::collection::btree_map((0..12_u32, 0..8_u32), cell(), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn workbooks_show_what_was_written(cells in table(), is_ods: bool) {
        let (kind, name) = if is_ods { (CopyKind::Ods, "a.ods") } else { (CopyKind::Xlsx, "a.xlsx") };
        let (bytes, expected) = write(kind, &cells, &head());
        let (shown, faults) = read(&bytes, name);
        prop_assert_eq!(shown, expected);
        prop_assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn text_files_show_what_was_written(cells in table()) {
        let (bytes, expected) = write(CopyKind::Csv, &cells, &head());
        // A sheet that shows nothing gets no file.
        prop_assume!(!expected.is_empty());
        let (shown, faults) = read(&bytes, "a.csv");
        let mut rows: Vec<u32> = expected.iter().map(|(row, ..)| *row).collect();
        rows.dedup();
        // Empty rows close up, and what looks like a formula is guarded.
        let expected: Shown = expected
            .into_iter()
            .map(|(row, column, text)| {
                let row = rows.iter().position(|other| *other == row).unwrap() as u32;
                (row, column, text)
            })
            .collect();
        let plain: Shown = shown
            .into_iter()
            .map(|(row, column, text)| {
                let is_guarded = text.strip_prefix('\'').is_some_and(|rest| {
                    expected.contains(&(row, column, rest.to_owned()))
                });
                (row, column, if is_guarded { text[1..].to_owned() } else { text })
            })
            .collect();
        prop_assert_eq!(plain, expected);
        prop_assert_eq!(faults, Vec::<String>::new());
    }

    #[test]
    fn merged_ranges_stay_and_hide_nothing(
        areas in proptest::collection::vec((0..12_u32, 0..8_u32, 0..4_u32, 0..3_u32), 0..4), is_ods: bool,
    ) {
        let mut merges: Vec<(u32, u32, u32, u32)> = Vec::new();
        for (top, left, height, width) in areas {
            let merge = (top, left, top + height, left + width);
            let is_apart = |other: &(u32, u32, u32, u32)| {
                other.2 < merge.0 || merge.2 < other.0 || other.3 < merge.1 || merge.3 < other.1
            };
            if (height, width) != (0, 0) && merges.iter().all(is_apart) {
                merges.push(merge);
            }
        }
        merges.sort_unstable();
        let under = |row: u32, column: u32| merges.iter().any(|(top, left, bottom, right)| {
            (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column) && (row, column) != (*top, *left)
        });
        let cells: Cells = (0..10)
            .flat_map(|row| (0..9).map(move |column| (row, column)))
            .filter(|(row, column)| !under(*row, *column))
            .map(|(row, column)| ((row, column), (CellKind::Text, format!("{row}.{column}"), format!("{row}.{column}"))))
            .collect();
        let head = SheetHead { merges: &merges, ..head() };
        let (kind, name) = if is_ods { (CopyKind::Ods, "a.ods") } else { (CopyKind::Xlsx, "a.xlsx") };
        let (bytes, expected) = write(kind, &cells, &head);
        let (shown, faults) = read(&bytes, name);
        prop_assert_eq!(shown, expected);
        prop_assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn the_same_cells_are_the_same_bytes() {
    let cells = Cells::from([((0, 0), (CellKind::Text, "£".into(), "£".into()))]);
    for kind in [CopyKind::Xlsx, CopyKind::Ods, CopyKind::Csv] {
        assert_eq!(write(kind, &cells, &head()).0, write(kind, &cells, &head()).0);
    }
}

#[test]
fn what_excel_cannot_hold_is_said() {
    let mut writer = XlsxWriter::new(Bytes::new(Vec::new()));
    writer.begin_sheet(&head()).unwrap();
    let cell = |column, text: String| OutCell { column, style: 0, value: Value::Text(text.into()) };
    assert!(matches!(writer.row(0, &[cell(0, "x".repeat(32_768))]), Err(super::Trouble::LongText(0, 0))));
    assert!(matches!(writer.row(1 << 20, &[cell(0, "x".into())]), Err(super::Trouble::NoSuchCell(..))));
    assert!(matches!(writer.row(1, &[cell(1 << 14, "x".into())]), Err(super::Trouble::NoSuchCell(..))));
    assert!(writer.row(2, &[cell(3, "x".repeat(32_767))]).is_ok());
}
