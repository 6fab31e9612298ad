//! JSON as programs write it (`files/json/make.py`), and as somebody writes who wants to hide something.

use crate::common;
use crate::common::{fixture, inspect_bytes, inspect_fixture, rows};
use inspect::{Channel, Inspection, Limits, Options, Part, Reason};
use proptest::prelude::*;
use std::fmt::Write;

fn read(text: &str, name: &str) -> Inspection {
    inspect_bytes(text.as_bytes(), name, &Options::default())
}

/// The tables of a file, one line for each row, values by column.
fn tables(all: &Inspection) -> String {
    let mut told = String::new();
    for part in all.of(Channel::DelimitedTable) {
        writeln!(told, "{}", part.human).unwrap();
        for row in &part.rows {
            let width = row.cells.last().map_or(0, |cell| cell.0 as usize + 1);
            let mut line = vec![""; width];
            for (column, stored, ..) in &row.cells {
                line[*column as usize] = stored;
            }
            writeln!(told, "  {}: {}", row.number, line.join(" | ")).unwrap();
        }
    }
    told
}

fn texts(all: &Inspection) -> String {
    let segments = all.of(Channel::PlainText).flat_map(|part| &part.segments);
    segments.map(|(_, at, text)| format!("@{at}\n{text}\n")).collect()
}

fn table<'a>(all: &'a Inspection, name: &str) -> &'a Part {
    all.of(Channel::DelimitedTable).find(|part| part.human == name).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn every_program_writes_the_same_people() {
    let mut expected = None;
    for name in ["python.json", "python.jsonl", "utf16.json", "jq.json", "jq.jsonl", "jq-stream.json"] {
        let all = inspect_fixture(&format!("json/{name}"));
        assert_eq!((&all.unchecked, &all.unaccounted), (&vec![], &vec![]), "{name}");
        let told = tables(&all);
        assert_eq!(expected.get_or_insert_with(|| told.clone()), &told, "{name}");
    }
    insta::assert_snapshot!(expected.unwrap());
}

#[test]
fn values_beside_a_list_are_told_as_text() {
    let all = inspect_fixture("json/wrapped.json");
    insta::assert_snapshot!(texts(&all));
    assert_eq!(table(&all, "table 'people'").table.as_ref().unwrap().rows, 4);
    assert_eq!(table(&all, "table 'people.cards'").table.as_ref().unwrap().rows, 4);
}

#[test]
fn people_by_key_are_rows() {
    let all = inspect_fixture("json/node-keyed.json");
    let people = table(&all, "table");
    assert_eq!(people.table.as_ref().unwrap().rows, 21);
    assert_eq!(rows(people)[1][..3], ["PC 0", "Quillfeather", "Constable"]);
}

#[test]
fn data_frames_are_tables_whichever_way_they_are_written() {
    let mut told = String::new();
    for orient in ["columns", "index", "records", "split", "table", "values"] {
        let all = inspect_fixture(&format!("json/pandas-{orient}.json"));
        assert_eq!((&all.unchecked, &all.unaccounted), (&vec![], &vec![]), "{orient}");
        for part in all.of(Channel::DelimitedTable) {
            let rows = rows(part);
            writeln!(told, "{orient}: {}, {} rows", part.human, rows.len()).unwrap();
            for row in rows.iter().take(2) {
                writeln!(told, "  {}", row.join(" | ")).unwrap();
            }
        }
        told.push_str(&texts(&all));
    }
    insta::assert_snapshot!(told);
    let lines = inspect_fixture("json/pandas-lines.jsonl");
    assert_eq!(lines.files[0].format, "jsonl");
    assert_eq!(tables(&lines), tables(&inspect_fixture("json/pandas-records.json")));
}

#[test]
fn the_content_says_what_it_is_and_the_name_only_helps() {
    let line = "{\"surname\":\"Quillfeather\",\"rank\":\"Constable\"}";
    let two = format!("{line}\n{line}\n");
    for (text, name, format) in [
        (line, "a.json", "json"),
        (line, "", "json"),
        (line, "a.jsonl", "jsonl"),
        (&two, "a.json", "jsonl"),
        (&two, "a.ndjson", "jsonl"),
        (&two, "a.log", "jsonl"),
        ("[1] See the first answer.\n[2] See the second.\n", "notes", "txt"),
        ("[section]\nkey=value\n", "a.ini", "txt"),
        ("{\\rtf1 Quillfeather}", "a.json", ""),
        ("Surname,Rank\nQuillfeather,Constable\n", "a.json", "csv"),
        ("[\"Quillfeather\",1]\n[\"Marrowby\",2]\n", "a.csv", "csv"),
        ("[\"Quillfeather\",1]\n[\"Marrowby\",2]\n", "a", "jsonl"),
    ] {
        assert_eq!(read(text, name).files[0].format, format, "{name}: {text}");
    }
    // A first line that is longer than what is looked at.
    let long = format!("{{\"note\":\"{}\"}}\n", "x".repeat(20_000));
    let all = read(&long.repeat(3), "a");
    assert_eq!((all.files[0].format.as_str(), all.unaccounted.len()), ("json", 0));
    assert_eq!(all.of(Channel::DelimitedTable).next().unwrap().table.as_ref().unwrap().rows, 4);
}

#[test]
fn what_a_viewer_would_not_show_is_told() {
    for (text, why, said) in [
        ("[{\"a\":\"x\",\"a\":\"Quillfeather\"}]", "twice", "Quillfeather"),
        ("{\"a\":{\"b\":1,\"b\":\"Quillfeather\"}}", "twice", "Quillfeather"),
        ("[1,2] [\"Quillfeather\"]", "behind the first", "Quillfeather"),
        ("{\"a\":1}\n// Quillfeather\n", "comment", "Quillfeather"),
        ("{\"a\":1, /* Quillfeather */ \"b\":2}", "comment", "Quillfeather"),
        ("{\"a\":1,}", "comma", "}"),
        ("{\"a\":None, \"Quillfeather\":1}", "no JSON", "Quillfeather"),
        ("{\"a\":\"\\ud83d Quillfeather\"}", "surrogate", "Quillfeather"),
        ("{\"a\":\"Quill\\u0000feather\"}", "zero", "Quillfeather"),
        ("[{\"a\":\"Quillfeather\"}, {\"a\":\"Marr", "cut short", "Marr"),
    ] {
        let all = read(text, "a.json");
        let is_told = all.unaccounted.iter().any(|gap| gap.why.contains(why));
        assert!(is_told, "{text}: {:?}", all.unaccounted);
        let told = tables(&all) + &texts(&all);
        assert!(told.contains(said), "{text}: {told}");
    }
    let all = inspect_bytes(b"{\"a\":\"Quill\xff\xfefeather\"}", "a.json", &Options::default());
    assert!(
        all.unaccounted.is_empty() && texts(&all).contains("Quill\u{ff}\u{fe}feather"),
        "{}",
        texts(&all)
    );
    // Where it begins as UTF-8 and does not go on as such.
    let text = [format!("[\"{}\",\"", "é".repeat(70_000)).as_bytes(), b"Quill\xfffeather\"]"].concat();
    let all = inspect_bytes(&text, "a.json", &Options::default());
    assert!(all.unaccounted[0].why.contains("no letter") && texts(&all).contains("feather"));
}

#[test]
fn what_python_writes_for_no_number_is_no_fault() {
    let all = read("[{\"a\":NaN,\"b\":-Infinity},{\"a\":\"NaN\",\"b\":1}]", "a.json");
    assert_eq!(
        (tables(&all).as_str(), all.unaccounted),
        ("table\n  1: a | b\n  2:  | -\u{221e}\n  3: NaN | 1\n", vec![])
    );
}

#[test]
fn a_broken_line_is_told_and_the_others_are_rows() {
    let all = read(
        "{\"a\":\"Ashby\"}\n{\"a\":\"Marrowby\", Quillfeather}\nnothing\n{\"a\":\"Oxenholt\"}\n",
        "a.jsonl",
    );
    assert_eq!(tables(&all), "table\n  1: a\n  2: Ashby\n  3: Marrowby\n  4: Oxenholt\n");
    let places: Vec<_> = all.unaccounted.iter().map(|gap| gap.range).collect();
    assert_eq!(places, [(29, 45), (45, 53)]);
    assert!(texts(&all).contains("Quillfeather") && texts(&all).contains("nothing"));
}

#[test]
fn names_in_rows_come_in_whatever_order_and_number() {
    let all = read("[{\"a\":1},{\"b\":{\"c\":2}},{\"b\":3,\"a\":{\"d\":[4,5]}},7,[8,9],null,{}]", "a.json");
    insta::assert_snapshot!(tables(&all) + &texts(&all));
}

#[test]
fn tables_in_tables_are_tables() {
    let all = read(
        "{\"stations\":[{\"name\":\"Northgate\",\"staff\":[{\"n\":\"A\"},{\"n\":\"B\"}],\"cars\":[{\"r\":\"X1\"}]},\
         {\"name\":\"Harbour\",\"staff\":[{\"n\":\"C\"}],\"cars\":[]}],\"grid\":[[[{\"q\":1}],[{\"q\":2}]],[[{\"q\":3}]]]}",
        "a.json",
    );
    insta::assert_snapshot!(tables(&all) + &texts(&all));
}

#[test]
fn every_value_is_told_once_however_odd_the_file() {
    let wide: String = (0..20_000).map(|place| format!("\"k{place}\":\"v{place}\",")).collect();
    let keyed: String = (0..3000).map(|place| format!("\"k{place}\":[{{\"w\":\"v{place}\"}}],")).collect();
    let deep: String = (0..200).map(|place| format!("{{\"d{place}\":")).collect();
    for (text, values) in [
        (format!("[{{{}}}]", wide.trim_end_matches(',')), 20_000),
        (format!("{{{}}}", wide.trim_end_matches(',')), 20_000),
        (format!("{{{}}}", keyed.trim_end_matches(',')), 3000),
        (format!("{deep}\"v0\"{}", "}".repeat(200)), 1),
    ] {
        let all = read(&text, "a.json");
        assert_eq!((&all.unchecked, &all.unaccounted), (&vec![], &vec![]));
        let cells = all.parts.iter().flat_map(|part| &part.rows).flat_map(|row| &row.cells);
        let cells = cells.filter(|cell| cell.1.starts_with('v')).count();
        let lines = texts(&all).lines().filter(|line| line.contains(": v")).count();
        assert_eq!(cells + lines, values, "{}", text.get(..40).unwrap_or_default());
        for place in [0, values - 1] {
            let value = format!("v{place}");
            let is_told = |text: &str| text.split([' ', '\n', '|']).any(|word| word == value);
            assert!(is_told(&tables(&all)) || is_told(&texts(&all)), "{value} is lost");
        }
    }
}

#[test]
fn bombs_end_as_unchecked() {
    let few = Options { limits: Limits { row_bytes: 1 << 20, ..Limits::default() }, ..Options::default() };
    let deep = |open: &str| open.repeat(200_000);
    let name = format!("{{\"{}\":1}}", "x".repeat(3 << 20));
    let row = format!("[{{\"a\":[{}]}}]", "\"xxxxxxxxxxxxxxxx\",".repeat(200_000) + "1");
    for (text, reason) in [
        (deep("["), Reason::TooDeep),
        (deep("{\"a\":"), Reason::TooDeep),
        (name, Reason::TooLarge),
        (format!("[{}]", " ".repeat(3 << 20)), Reason::TooLarge),
        (format!("[{}1]", "[[]],".repeat(20_000)), Reason::Empty),
        (row, Reason::Empty),
    ] {
        let all = inspect_bytes(text.as_bytes(), "bomb.json", &few);
        if reason != Reason::Empty {
            assert_eq!(all.unchecked.first().map(|doubt| doubt.reason), Some(reason));
        }
    }
    // A file of lines that are none.
    let all = read(&"{x}\n".repeat(3000), "a.jsonl");
    assert_eq!(all.unchecked[0].reason, Reason::Damaged);
}

#[test]
fn a_file_that_is_cut_does_not_look_whole() {
    for name in ["json/python.json", "json/wrapped.json", "json/pandas-split.json"] {
        let bytes = fixture(name);
        let whole = String::from_utf8_lossy(&bytes).trim_end().len();
        for cut in 1..whole {
            let all = inspect_bytes(&bytes[..cut], "a.json", &Options::default());
            let is_told = !all.unchecked.is_empty() || !all.unaccounted.is_empty();
            assert!(is_told, "{name} cut at {cut} looks whole");
        }
    }
}

fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let plain = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "[a-z ]{0,6}v[a-z\u{e9}\"\\\\\n]{0,6}".prop_map(Into::into),
    ];
    plain.prop_recursive(5, 60, 12, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..12).prop_map(serde_json::Value::Array),
            proptest::collection::btree_map("[a-z.]{0,3}", inner, 0..12)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

fn count(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(|value| count(value, found)),
        serde_json::Value::Object(all) => all.values().for_each(|value| count(value, found)),
        serde_json::Value::String(text) => found.push(text.trim().to_owned()),
        serde_json::Value::Number(number) => found.push(number.to_string()),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn nothing_that_serde_json_writes_is_lost(value in any_value(), is_pretty: bool) {
        prop_assume!(value.is_array() || value.is_object());
        let text = if is_pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let all = read(&text.unwrap(), "any.json");
        prop_assert_eq!(&all.unchecked, &vec![]);
        prop_assert_eq!(&all.unaccounted, &vec![]);
        let mut cells: Vec<&str> = all.parts.iter().flat_map(|part| &part.rows).flat_map(|row| &row.cells)
            .map(|cell| cell.1.trim()).collect();
        cells.sort_unstable();
        let told = texts(&all);
        let mut values = Vec::new();
        count(&value, &mut values);
        for value in values.iter().filter(|value| !value.is_empty()) {
            prop_assert!(cells.binary_search(&value.as_str()).is_ok() || told.contains(value.as_str()), "{}", value);
        }
    }
}

/// Files of other people. They are not ours to hold to anything but this: they are read to their end.
#[test]
fn the_json_and_texts_of_the_corpus_are_read_to_their_end() {
    let Some(folder) = common::corpus("") else { return };
    let (mut found, mut open) = (0, vec![folder]);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let expected = match path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => "json",
            Some("md") => "txt",
            _ => continue,
        };
        let all = inspect_bytes(&std::fs::read(&path).unwrap(), &name, &Options::default());
        assert_eq!(all.files[0].format, expected, "{name}");
        assert_eq!((&all.unchecked, &all.unaccounted), (&vec![], &vec![]), "{name}");
        found += 1;
    }
    assert!(found >= 4, "{found} files");
}
