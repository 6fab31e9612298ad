//! People on the command line: extracts as forces have them, and extracts as they should not be.

use crate::common::desk::{Desk, files};
use serde_json::Value;
use std::fmt::Write;
use std::process::Command;

const PEOPLE: &str = "\
Service No,Surname,Forename,Known As,Rank,Department,D.O.B.
001001,Quillfeather,Andrew,Drew,Constable,Roads,04/03/1985
001002,Marrowby,Bronwen,,Sergeant,Custody,1979-11-30
001003,\"Zoë-Thistlewood, Dr\",Caitríona,,Constable,Custody,1 May 1990
";

fn json(answer: &str) -> Value {
    serde_json::from_str(answer).unwrap()
}

/// A time in a report is the time of the test.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    for (index, piece) in text.split(" of ").enumerate() {
        if index > 0 {
            out.push_str(" of ");
        }
        match piece.split_once(" is in the record") {
            Some((_, rest)) if index > 0 => write!(out, "[time] is in the record{rest}").unwrap(),
            _ => out.push_str(piece),
        }
    }
    out
}

#[test]
fn an_extract_is_imported_once_and_known_after_that() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    let first = desk.tipstaff("people import people.csv --data d");
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    let told =
        first.stderr.lines().filter(|line| !line.starts_with("A new record")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("imported", format!("{told}\n\n{}", timeless(&first.stdout)));
    assert!(first.stderr.contains("keep a copy of it in a safe"));

    let again = desk.does("people import people.csv --data d --format json");
    assert_eq!(
        (&json(&again)["outcome"], &json(&again)["people"]["unchanged"]),
        (&"unchanged".into(), &3.into())
    );
    let listed = desk.does("people list --data d");
    insta::assert_snapshot!("listed", listed);
    let found = desk.does("people show --find known-as=DREW --data d --format json");
    assert_eq!(json(&found)["people"][0]["person"], 1);
    for text in [first.stdout, first.stderr, again, listed, found] {
        for value in ["Quillfeather", "Zoë", "001001", "Bronwen", "1985"] {
            assert!(!text.contains(value), "{text}");
        }
    }
}

#[test]
fn names_are_shown_to_who_signs_and_nowhere_else() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE.replace("Quillfeather", "Quillfeatherstone"));
    desk.does("people import people.csv --data d --as-of 2026-10-01");
    desk.file("people.csv", PEOPLE.replace("Quillfeather", "Quillfeatherstone-Oake"));
    desk.does("people import people.csv --data d --as-of 2026-11-01");
    let unsigned = desk.refuses("people show 1 --names --purpose 'request 118' --data d");
    assert!(unsigned.contains("has no key yet"), "{unsigned}");
    desk.does("actor key --data d");
    let shown = desk.does("people show 1 --names --purpose 'request 118' --data d");
    insta::assert_snapshot!("shown", shown);
    let known = desk.does("people show 1 --data d");
    insta::assert_snapshot!("known", known);
    assert!(desk.tipstaff("people show 1 --names --data d").status == Some(2), "without a purpose");
    assert!(desk.refuses("people show 1 --known-on 2020-01-01 --data d").contains("is not in the record"));
}

#[test]
fn the_same_people_are_the_same_in_every_format() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    desk.does("people import people.csv --data d");
    desk.file(
        "people.tsv",
        PEOPLE
            .replace("\"Zoë-Thistlewood, Dr\"", "Zoë-Thistlewood; Dr")
            .replace(',', "\t")
            .replace("; Dr", ", Dr"),
    );
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(PEOPLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    desk.file("wide.csv", wide);
    let narrow: Vec<u8> = PEOPLE.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    desk.file("windows.csv", narrow);
    let names = ["Service No", "Surname", "Forename", "Known As", "Rank", "Department", "D.O.B."];
    let rows = [
        ["001001", "Quillfeather", "Andrew", "Drew", "Constable", "Roads", "04/03/1985"],
        ["001002", "Marrowby", "Bronwen", "", "Sergeant", "Custody", "1979-11-30"],
        ["001003", "Zoë-Thistlewood, Dr", "Caitríona", "", "Constable", "Custody", "1 May 1990"],
    ];
    let mut lines = String::new();
    for row in rows {
        let object: serde_json::Map<String, Value> =
            names.iter().zip(row).map(|(name, value)| ((*name).to_owned(), value.into())).collect();
        writeln!(lines, "{}", Value::Object(object)).unwrap();
    }
    desk.file("people.jsonl", lines);
    let mut all = vec!["people.tsv", "wide.csv", "windows.csv", "people.jsonl"];
    if by_programs(&desk) {
        all.extend(["people.xlsx", "people.ods", "people.xls"]);
    }
    for name in all {
        let answer = desk.does(&format!("people import {name} --data d --format json"));
        assert_eq!(json(&answer)["outcome"], "unchanged", "{name}: {answer}");
    }
}

/// A workbook as programs write it: numbers that a format fills up, a hidden sheet, a formula. False where they are not
/// installed.
fn by_programs(desk: &Desk) -> bool {
    let script = r"
import csv, openpyxl
book = openpyxl.Workbook()
sheet = book.active
rows = list(csv.reader(open('people.csv', encoding='utf-8')))
sheet.append(rows[0])
for row in rows[1:]:
    sheet.append([int(row[0])] + row[1:])
    sheet.cell(sheet.max_row, 1).number_format = '000000'
hidden = book.create_sheet('Old')
hidden.sheet_state = 'hidden'
hidden.append(['Surname']); hidden.append(['Nobody'])
book.save('people.xlsx')
";
    let python = Command::new("python3").args(["-c", script]).current_dir(desk.folder.path()).status();
    let is_there = python.is_ok_and(|status| status.success());
    let converts = |format: &str| {
        let mut office = Command::new("soffice");
        office.args(["--headless", "--convert-to", format, "people.xlsx"]);
        office.current_dir(desk.folder.path()).env("HOME", desk.folder.path());
        office.output().is_ok_and(|output| output.status.success())
    };
    let is_there = is_there && converts("ods") && converts("xls");
    if !is_there {
        assert!(std::env::var_os("CI").is_none(), "openpyxl or LibreOffice does not run");
        eprintln!("NOT TESTED: openpyxl or LibreOffice does not run here");
    }
    is_there
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_row_and_nothing_is_taken() {
    let desk = Desk::new();
    let (first, rest) = PEOPLE.split_once('\n').unwrap();
    let with = |row: &str| format!("{PEOPLE}{row}\n");
    let many: Vec<String> = (0..10_000).map(|column| format!("Column {column}")).collect();
    let mixed = [PEOPLE.as_bytes(), b"001004,Jos\xe9,,,,,\n"].concat();
    let cases: [(&str, Vec<u8>); 19] = [
        ("empty.csv", Vec::new()),
        ("only-headings.csv", first.into()),
        ("no-headings.csv", rest.into()),
        ("short-row.csv", with("001004,Oake,A").into()),
        ("long-row.csv", with("001004,Oake,A,,,,,extra").into()),
        ("open-quote.csv", with("001004,\"Oake,A,,,,").into()),
        ("broken-quote.csv", with("001004,\"Oa\"ke,A,,,,").into()),
        ("mixed.csv", mixed),
        ("zero.csv", with("001004,Oa\0ke,A,,,,").into()),
        ("twice.csv", with("001 001,Oake,A,,,,").into()),
        ("no-number.csv", with(",Oake,A,,,,").into()),
        ("future.csv", with("001004,Oake,A,,,,2091-01-01").into()),
        ("no-date.csv", with("001004,Oake,A,,,,31/02/1991").into()),
        ("control.csv", with("001004,Oa\u{1b}[2Jke,A,,,,").into()),
        ("two-headings.csv", PEOPLE.replace("Known As", "surname").into()),
        ("10000-columns.csv", format!("{}\n", many.join(",")).into()),
        ("list.json", "[{\"Service No\": \"1\"}]".into()),
        (
            "nested.jsonl",
            "{\"Service No\": {\"a\": 1}}\n{\"Service No\": \"2\", \"Service No\": \"3\"}\n".into(),
        ),
        ("page.csv", "<html><body><table><tr><td>Service No</td></tr></table></body></html>".into()),
    ];
    // The first command makes the record and says where its key is, however quiet it is to be.
    desk.does("actor key --data d");
    let mut told = String::new();
    for (name, bytes) in cases {
        desk.file(name, bytes);
        let refused = desk.refuses(&format!("people import {name} --data d --quiet"));
        assert!(!refused.contains("Oa") && !refused.contains("Quill"), "{refused}");
        writeln!(told, "{refused}").unwrap();
    }
    insta::assert_snapshot!("refused_files", told);
    let counts = desk.tipstaff("people list --data d --format json");
    assert!(counts.status == Some(2) || json(&counts.stdout)["numbers"] == 0);
}

#[test]
fn rows_are_left_out_only_when_that_is_asked_for_and_it_is_told() {
    let desk = Desk::new();
    desk.file("people.csv", format!("{PEOPLE}001004,Oake\n,Tansley,,,,,\n"));
    let report = desk.tipstaff("people import people.csv --data d --format json");
    assert_eq!(report.status, Some(2), "{}", report.stderr);
    assert_eq!(
        (&json(&report.stdout)["outcome"], &json(&report.stdout)["refused"]["count"]),
        (&"refused".into(), &2.into())
    );
    let without = desk.tipstaff("people import people.csv --data d --without-refused");
    assert_eq!(without.status, Some(1), "{}", without.stderr);
    insta::assert_snapshot!("without_refused", timeless(&without.stdout));
}

#[test]
fn headings_that_say_nothing_need_a_mapping_which_is_printed_ready_to_complete() {
    let desk = Desk::new();
    let text = "EMP REF,Surname,Shoe size,Covert,\"=cmd|' /C calc'!A0\",Start date,End date\nE1,Oake,9,Y,x,2020-01-01,\n";
    desk.file("people.csv", text);
    let told = desk.tipstaff("people import people.csv --data d");
    assert_eq!(told.status, Some(2));
    insta::assert_snapshot!("mapping_wanted", format!("{}\n{}", told.stdout, told.stderr));
    let mapping = told.stdout.replace("\"EMP REF\" = \"ignore\"", "\"EMP REF\" = \"service-number\"");
    desk.file("mapping.toml", &mapping);
    let report = desk.does("people import people.csv --mapping mapping.toml --data d --format json");
    assert_eq!(json(&report)["key"], "service-number", "{mapping}");

    desk.file("mapping.toml", mapping.replace("Covert\" = \"ignore\"", "Covert\" = \"flag\""));
    let covert = desk.refuses("people import people.csv --mapping mapping.toml --data d --quiet");
    assert!(covert.contains("never stored here"), "{covert}");
    desk.file("mapping.toml", "[columns]\n\"Surname\" = \"surnam\"\n");
    let strange = desk.refuses("people import people.csv --mapping mapping.toml --data d");
    assert!(strange.contains("says nothing about the column 'EMP REF'"), "{strange}");
}

#[test]
fn a_workbook_with_two_sheets_is_asked_which() {
    let desk = Desk::new();
    let script = "import openpyxl
book = openpyxl.Workbook()
for name, number in (('Officers', 'S1'), ('Staff', 'S2')):
    sheet = book.create_sheet(name)
    sheet.append(['Service No', 'Surname']); sheet.append([number, 'Oake'])
del book['Sheet']
book.save('two.xlsx')";
    let made = Command::new("python3").args(["-c", script]).current_dir(desk.folder.path()).status();
    if !made.is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none(), "openpyxl does not run");
        return;
    }
    let asked = desk.refuses("people import two.xlsx --data d");
    assert!(asked.contains("--sheet") && asked.contains("sheet 'Officers', sheet 'Staff'"), "{asked}");
    desk.does("people import two.xlsx --sheet Staff --data d");
    desk.does("people show --find service-number=s2 --data d");
    assert!(
        desk.refuses("people import two.xlsx --sheet Other --data d")
            .contains("no visible sheet of that name")
    );
}

#[test]
fn a_check_looks_for_the_people_of_the_record_leavers_and_former_names_too() {
    let desk = Desk::new();
    let mut people = String::from("Service No,Surname,Forename\n");
    for person in 0..40 {
        writeln!(people, "77{person:03},Quill{}feather,Anwen", (b'a' + person % 26) as char).unwrap();
    }
    desk.file("people.csv", &people);
    desk.does("people import people.csv --data d --as-of 2026-01-01");
    let later =
        people.replace("77000,Quillafeather", "77000,Marrowby").replace("77001,Quillbfeather,Anwen\n", "");
    desk.file("later.csv", &later);
    let report = desk.does("people import later.csv --data d --as-of 2026-06-01 --format json");
    assert_eq!(json(&report)["people"]["left"], 1);
    let answer: Vec<String> = (0..12)
        .map(|person| format!("77{person:03},Anwen Quill{}feather", (b'a' + person) as char))
        .collect();
    desk.file("answer.csv", format!("Ref,Name\n{}\n", answer.join("\n")));
    let found = desk.tipstaff("check answer.csv --data d --format json");
    assert_eq!(found.status, Some(1), "{}", found.stderr);
    assert_eq!(json(&found.stdout)["files"][0]["people"]["on_roster"], 12, "{}", found.stdout);
    assert_eq!(
        desk.tipstaff("check answer.csv --data d --roster people.csv").status,
        Some(2),
        "both are too many"
    );
    assert!(desk.refuses("check answer.csv --data nowhere").contains("there is no record"));
}

#[test]
fn somebody_is_erased_by_two_and_found_no_more() {
    let desk = Desk::new();
    desk.file("people.csv", PEOPLE);
    desk.does("people import people.csv --data d");
    desk.does("actor key --data d");
    desk.does("actor add 'M. Oake' --roles data-protection-officer --data d");
    desk.does("actor key 'M. Oake' --data d --as owner");
    desk.does("actor key --data d --as 'M. Oake'");
    let proposed = desk.does("people erase 2 --why 'request 118' --as 'M. Oake' --data d --format json");
    let act = json(&proposed)["act"].as_u64().unwrap();
    let own = desk.refuses(&format!("people erase --approve {act} --as 'M. Oake' --data d"));
    assert!(own.contains("second person"), "{own}");
    desk.does(&format!("people erase --approve {act} --as owner --data d"));
    assert!(
        desk.refuses("people show --find surname=Marrowby --data d").contains("nobody with that surname")
    );
    assert!(desk.does("people show 2 --data d").contains("Person 2 was erased"));
    let merged = desk.does("people merge 3 1 --as owner --data d");
    assert!(merged.contains("Person 3 is the same as person 1"), "{merged}");
    assert!(desk.does("people show 3 --data d").contains("Person 1 (also number 3)"));
}

#[test]
fn no_name_and_no_number_is_in_any_file_or_answer() {
    let desk = Desk::new();
    let words = ["Quillfeatherstone", "8675309244"];
    desk.file(
        "people.csv",
        format!("Service No,Surname,Address\n{},{},{} Farm\n", words[1], words[0], words[0]),
    );
    let mut said = String::new();
    for line in [
        "people import people.csv --data d",
        "people import people.csv --data d --verbose",
        "people list --data d",
        "people show 1 --data d",
        "people show 1 --data d --format json",
    ] {
        let answer = desk.tipstaff(line);
        said += &(answer.stdout + &answer.stderr);
    }
    for word in words {
        assert!(!said.contains(word), "{said}");
        for path in files(&desk.data()) {
            let bytes = std::fs::read(&path).unwrap();
            let is_there = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!is_there, "{} holds {word}", path.display());
        }
    }
}
