//! Delimited text as programs write it, and what stands around the table.

use crate::common::{inspect_bytes, rows, says};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use inspect::{Channel, Hiding, Inspection, Limits, Options, Part, Reason, Visibility};
use proptest::prelude::*;

fn read(text: &[u8], name: &str) -> Inspection {
    inspect_bytes(text, name, &Options::default())
}

fn table(all: &Inspection) -> &Part {
    all.of(Channel::DelimitedTable).next().unwrap()
}

/// Rows that stand after the table.
fn strays(all: &Inspection) -> Vec<u32> {
    let is_stray = |row: &&inspect::KeptRow| row.hiding.contains(Hiding::AFTER_TABLE);
    table(all).rows.iter().filter(is_stray).map(|row| row.number).collect()
}

const STAFF: &str = "Surname,Rank\nAshworth,Constable\nMarrowby,Sergeant\n";

#[test]
fn a_plain_table_is_read_and_nothing_else_is_said() {
    let all = read(STAFF.as_bytes(), "staff.csv");
    assert_eq!((all.files[0].format.as_str(), all.files[0].claims.as_deref()), ("csv", None));
    assert_eq!(rows(table(&all)), [["Surname", "Rank"], ["Ashworth", "Constable"], ["Marrowby", "Sergeant"]]);
    assert_eq!(table(&all).visibility, Visibility::Visible);
    assert_eq!(table(&all).table.as_ref().unwrap().hidden, []);
    assert!(says(&all, Channel::FileName, "staff.csv"));
    assert_eq!(all.parts.len(), 2);
}

#[test]
fn digits_stay_as_they_are_written() {
    let all = read(b"Number,Born\n007,04/03/1985\n1e3,+44 7700 900123\n-0.50,12:30\n", "numbers.csv");
    assert_eq!(
        rows(table(&all))[1..],
        [["007", "04/03/1985"], ["1e3", "+44 7700 900123"], ["-0.50", "12:30"]]
    );
    assert_eq!(all.of(Channel::Formula).count(), 0);
}

#[test]
fn tabs_bars_semicolons_and_excels_hint_divide_too() {
    for (text, name, format) in [
        (STAFF.replace(',', "\t"), "staff.tsv", "tsv"),
        (STAFF.replace(',', "\t"), "staff.csv", "csv"),
        (STAFF.replace(',', "|"), "staff.txt", "csv"),
        (STAFF.replace(',', ";"), "staff.csv", "csv"),
        (STAFF.replace(',', ";"), "", "csv"),
    ] {
        let all = read(text.as_bytes(), name);
        assert_eq!(all.files[0].format, format);
        assert_eq!(rows(table(&all))[2], ["Marrowby", "Sergeant"], "{text}");
    }
    let hinted = read(b"sep=:\r\nSurname:Rank\r\nAshworth:Constable\r\n", "staff.csv");
    assert_eq!(rows(table(&hinted)), [["Surname", "Rank"], ["Ashworth", "Constable"]]);
    assert_eq!(table(&hinted).rows[0].number, 2);
}

#[test]
fn every_encoding_is_read() {
    let text = "Surname,Rank\nMüller,Constable\nØrsted,Sergeant\n";
    let utf16: Vec<u8> =
        "\u{feff}".chars().chain(text.chars()).flat_map(|letter| (letter as u16).to_le_bytes()).collect();
    let utf16be: Vec<u8> = text.chars().flat_map(|letter| (letter as u16).to_be_bytes()).collect();
    let utf32: Vec<u8> = text.chars().flat_map(|letter| (letter as u32).to_le_bytes()).collect();
    let latin: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), marked, utf16, utf16be, utf32, latin] {
        let all = read(&bytes, "staff.csv");
        assert_eq!(rows(table(&all)), [["Surname", "Rank"], ["Müller", "Constable"], ["Ørsted", "Sergeant"]]);
        assert_eq!(all.unaccounted, []);
    }
}

#[test]
fn a_file_that_changes_its_encoding_loses_no_letter() {
    let mut bytes = STAFF.repeat(8000).into_bytes();
    bytes.extend(b"M\xfcller,Inspector\nM\xc3\xbcller,Inspector\n");
    let all = read(&bytes, "staff.csv");
    let rows = rows(table(&all));
    assert_eq!(rows[rows.len() - 2..], [["Müller", "Inspector"], ["Müller", "Inspector"]]);
}

#[test]
fn zeros_inside_a_name_do_not_hide_it() {
    let all = read(&STAFF.replace("Ashworth", "Ash\0worth").into_bytes(), "staff.csv");
    assert_eq!(rows(table(&all))[1], ["Ashworth", "Constable"]);
    assert_eq!(all.unaccounted.len(), 1);
}

#[test]
fn half_letters_are_told() {
    let mut bytes: Vec<u8> = "\u{feff}a,b\nc,d\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.push(0x41);
    assert_eq!(read(&bytes, "staff.csv").unaccounted.len(), 1);
}

#[test]
fn what_follows_a_blank_line_stands_after_the_table() {
    let text = format!("{STAFF}\nSurname,Rank\nQuillfeather,Inspector\n");
    assert_eq!(strays(&read(text.as_bytes(), "staff.csv")), [5, 6]);
    // Excel writes an empty row as dividers alone.
    let text = format!("{STAFF},\n\nSource: human resources\n");
    assert_eq!(strays(&read(text.as_bytes(), "staff.csv")), [6]);
    assert_eq!(strays(&read(format!("{STAFF}\n\n").as_bytes(), "staff.csv")), Vec::<u32>::new());
}

#[test]
fn what_has_another_shape_at_the_end_stands_after_the_table() {
    let text = format!("{}Checked by Ashworth\n", STAFF.repeat(3));
    assert_eq!(strays(&read(text.as_bytes(), "staff.csv")), [10]);
    // In the middle it is a heading; before the table, a title.
    let text = format!("Staff of Northgate\n\n{STAFF}Southgate\n{STAFF}");
    assert_eq!(strays(&read(text.as_bytes(), "staff.csv")), Vec::<u32>::new());
    let wide = "a,b,c,d,e,f\n".repeat(100);
    let text = format!("{}{wide}", STAFF.repeat(200));
    assert_eq!(strays(&read(text.as_bytes(), "staff.csv")).len(), 100);
}

#[test]
fn the_first_table_is_the_table_however_long_the_second_is() {
    let answer = "Officers by rank\nOur reference: F-1\n\nRank,Number\nConstable,9\nSergeant,3\n\nNote: as at 3 August.\n\n\n";
    let staff = "Ashworth,C,4711,Constable,Northgate\n".repeat(5000);
    let text = format!("{answer}Surname,Initials,Number,Rank,Station\n{staff}");
    assert_eq!(strays(&read(text.as_bytes(), "answer.csv")).len(), 5002);
}

#[test]
fn names_and_values_above_a_table_are_its_preface() {
    let preface = "Reference,FOI 12\nRequested by,the public\nPeriod,2021 to 2022\n";
    let wide = "Offence,North,South,East\n".to_owned() + &"Theft,1,2,3\n".repeat(100);
    for text in [format!("{preface}\n{wide}"), format!("{preface}{wide}")] {
        assert_eq!(strays(&read(text.as_bytes(), "answer.csv")), Vec::<u32>::new());
        assert_eq!(
            strays(&read(format!("{text}\nAshworth,Constable\n").as_bytes(), "answer.csv")),
            [if text.contains("\n\n") { 107 } else { 106 }]
        );
    }
}

#[test]
fn a_file_with_a_gap_after_every_row_is_one_table() {
    let text = STAFF.repeat(5).replace('\n', "\n\n");
    assert_eq!(strays(&read(text.as_bytes(), "staff.csv")), Vec::<u32>::new());
}

#[test]
fn columns_far_to_the_right_are_far() {
    let text = format!("{STAFF}Oxenholt,Inspector{}Thistlewick\n", ",".repeat(60));
    let all = read(text.as_bytes(), "staff.csv");
    let far = &table(&all).rows[3].cells[2];
    assert_eq!((far.1.as_str(), far.3), ("Thistlewick", Hiding::REMOTE.bits()));
}

#[test]
fn fields_that_run_are_told() {
    let all = read(b"a,b\n\"=HYPERLINK(\"\"http://example.org\"\")\",1\n=cmd|' /C calc'!A0,-5\n", "x.csv");
    assert!(says(&all, Channel::Formula, "=HYPERLINK(\"http://example.org\")"));
    assert!(says(&all, Channel::Formula, "=cmd|' /C calc'!A0"));
    assert_eq!(all.of(Channel::Formula).next().unwrap().segments[0].1, "A2");
}

#[test]
fn texts_that_are_no_tables_need_a_name_that_says_so() {
    let letter = "Dear Sir,\nI write to you, as I did before, about the answer.\nYours, A\n";
    let code = "fn main() {\n    let a = 1;\n    let b = 2;\n}\n";
    for text in [letter, code, "one\ntwo\n"] {
        for name in ["answer.doc", "answer.xlsx"] {
            let all = read(text.as_bytes(), name);
            assert_eq!(all.unchecked[0].reason, Reason::NotSpreadsheet, "{name}: {text}");
        }
        for name in ["answer", "answer.md", "answer.log", ""] {
            let all = read(text.as_bytes(), name);
            assert_eq!(
                (all.files[0].format.as_str(), all.parts.last().unwrap().channel),
                ("txt", "plain-text")
            );
            assert_eq!(all.unchecked, [], "{name}: {text}");
        }
        for name in ["answer.csv", "answer.txt", "answer.tsv"] {
            let all = read(text.as_bytes(), name);
            assert_eq!(all.unchecked, [], "{name}: {text}");
            assert_eq!(table(&all).table.as_ref().unwrap().rows as usize, text.lines().count());
        }
    }
}

#[test]
fn markup_is_no_table_whatever_its_name() {
    for text in [
        "<html><body><table><tr><td>a,b</td></tr></table></body></html>",
        "<?xml version=\"1.0\"?><a>1,2</a>",
        "<!DOCTYPE html>\n<p>a,b</p>\n<p>c,d</p>",
        "MIME-Version: 1.0\nContent-Type: text/html\n\na,b\nc,d\n",
    ] {
        assert_eq!(read(text.as_bytes(), "answer.csv").unchecked[0].reason, Reason::NotSpreadsheet, "{text}");
    }
    // A field with a tag in it is a field.
    let all = read(b"Note,Author\n<html> is a tag,Ashworth\n<b>bold</b>,Marrowby\n", "notes.csv");
    assert_eq!(all.unchecked, []);
}

#[test]
fn a_row_without_end_is_not_checked() {
    let limits = Limits { row_bytes: 1 << 16, ..Limits::default() };
    let text = format!("{STAFF}\"{}", "x".repeat(200_000));
    let all = inspect_bytes(text.as_bytes(), "staff.csv", &Options { limits, ..Options::default() });
    assert_eq!(all.unchecked.first().map(|doubt| doubt.reason), Some(Reason::TooLarge));
    let limits = Limits { rows: 1000, ..Limits::default() };
    let all =
        inspect_bytes(STAFF.repeat(1000).as_bytes(), "staff.csv", &Options { limits, ..Options::default() });
    assert_eq!(all.unchecked[0].reason, Reason::TooManyParts);
}

/// A field as people fill it in: mostly a word, sometimes with what must be quoted.
fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[A-Za-z0-9éß]{1,10}",
        1 => "[A-Z][a-z]{2,6}, [A-Z]",
        1 => "[a-z]{1,4}\"[a-z]{1,4}",
        1 => "[a-z]{1,4}\n[a-z]{1,4}",
        1 => "[a-z]{1,4}; [a-z]{1,4}",
        1 => Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_writer_writes_is_read_again(
        table_of in (2_usize..7).prop_flat_map(|width| proptest::collection::vec(proptest::collection::vec(field(), width), 8..40)),
        delimiter in proptest::sample::select(b",\t;|".to_vec()),
        quotes in proptest::sample::select(vec![0, 1]),
        is_crlf in any::<bool>(),
        unit in 0..4,
    ) {
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .quote_style(if quotes == 0 { QuoteStyle::Necessary } else { QuoteStyle::Always })
            .terminator(if is_crlf { Terminator::CRLF } else { Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        for row in &table_of {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        // The writer does not say how it divides; Excel's first line does.
        let text = format!("sep={}\n{text}", char::from(delimiter));
        let bytes: Vec<u8> = match unit {
            0 => text.into_bytes(),
            1 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            2 => "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
            _ => text.chars().flat_map(|letter| (letter as u32).to_be_bytes()).collect(),
        };
        let all = inspect_bytes(&bytes, "x.csv", &Options::default());
        let read: Vec<Vec<(u32, String)>> = table(&all)
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| (cell.0, cell.1.clone())).collect())
            .collect();
        let expected: Vec<Vec<(u32, String)>> = table_of
            .iter()
            .map(|row| (0..).zip(row).filter(|(_, field)| !field.is_empty()).map(|(column, field)| (column, field.clone())).collect())
            .filter(|row: &Vec<_>| !row.is_empty())
            .collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn the_dialect_is_found_without_help(
        names in proptest::collection::vec(("[A-Z][a-z]{2,9}", "[A-Z][a-z]{2,9}, [A-Z]", 0_u32..100_000), 4..40),
        delimiter in proptest::sample::select(b",\t;|".to_vec()),
        quotes in any::<bool>(),
    ) {
        let mut writer = WriterBuilder::new()
            .delimiter(delimiter)
            .quote_style(if quotes { QuoteStyle::Always } else { QuoteStyle::Necessary })
            .from_writer(Vec::new());
        writer.write_record(["Rank", "Name", "Number"]).unwrap();
        for (rank, name, number) in &names {
            writer.write_record([rank, name, &number.to_string()]).unwrap();
        }
        let all = inspect_bytes(&writer.into_inner().unwrap(), "", &Options::default());
        let expected: Vec<Vec<String>> = names
            .iter()
            .map(|(rank, name, number)| vec![rank.clone(), name.clone(), number.to_string()])
            .collect();
        prop_assert_eq!(&rows(table(&all))[1..], &expected[..]);
    }

    #[test]
    fn no_bytes_make_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..600), name in "(x.csv|x.tsv|x|)") {
        inspect_bytes(&bytes, &name, &Options::default());
    }
}
