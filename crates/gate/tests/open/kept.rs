//! Results that are kept.

use crate::incidents::{files, in_memory, never, some, with};
use gate::report::text::TextOptions;
use gate::{Checked, Checker, Kept, KeptError, Verdict, report};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use std::path::Path;

fn reports(checked: &Checked) -> Vec<String> {
    let mut reports = Vec::new();
    for show_samples in [false, true] {
        let mut text = String::new();
        let options = TextOptions { show_samples, verbose: true, ..TextOptions::default() };
        report::text::write(checked, options, &mut text).unwrap();
        reports.push(text);
        reports.push(report::json::line(checked, show_samples).unwrap());
    }
    let sarif = report::sarif::document(std::slice::from_ref(checked));
    reports.push(serde_json::to_string(&sarif).unwrap());
    reports
}

fn assert_same(checked: &Checked) {
    let read = Kept::read(&Kept::write(checked).unwrap()).unwrap();
    let name = checked.path.display();
    assert!(reports(&read) == reports(checked), "{name}: the reports differ");
    assert_eq!(read.outline, checked.outline, "{name}");
    assert_eq!((&read.people, &read.hidden_people), (&checked.people, &checked.hidden_people), "{name}");
    assert_eq!(format!("{read:?}"), format!("{checked:?}"), "{name}");
}

pub fn same_reports() {
    with(|checker| {
        for incident in some() {
            assert_same(&checker.check_open(incident.open(), incident.path(), &never));
        }
        assert_same(&checker.check(Path::new("there/is/no-such-file.xlsx")));
        assert_same(&checker.check_open(in_memory(b"PK\x03\x04"), Path::new("a.xlsx"), &never));
    });
    with_roster(|checker| {
        for incident in files("2-psni-foi", |name| name.contains("hidden-sheet") && !name.ends_with("json")) {
            let checked = checker.check_open(incident.open(), incident.path(), &never);
            assert!(checked.people.roster.as_ref().is_some_and(|roster| !roster.people.is_empty()));
            assert_same(&checked);
        }
    });
}

/// With a roster of everybody whom the first incident is about.
fn with_roster(run: impl FnOnce(&Checker<'_>)) {
    let people = files("2-psni-foi", |name| name == "people.csv");
    let mut reader = csv::Reader::from_reader(people[0].bytes.as_slice());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(ToOwned::to_owned).collect();
    let mut builder = detect::RosterBuilder::new([7; 32].into(), &headers, &[]).unwrap();
    for person in reader.records() {
        builder.person(&person.unwrap().iter().collect::<Vec<_>>());
    }
    let roster = builder.finish().unwrap();
    with(|checker| run(&Checker { roster: Some(&roster), ..*checker }));
}

/// A kept result as JSON that can be changed.
fn kept() -> Value {
    let bytes = b"Surname,Forenames,Date of birth,NI number\r\nPemberton,Jane,12/03/1985,AB123456C\r\n\
        Okonkwo,Rose,01/02/1990,AB123457D\r\nBradden,Ann,03/04/1971,CE123458A\r\n";
    let checked = with(|checker| checker.check_open(in_memory(bytes), Path::new("a.csv"), &never));
    assert!(!checked.findings.is_empty());
    serde_json::from_slice(&Kept::write(&checked).unwrap()).unwrap()
}

/// What was written once can be read by every later version, and by this one is written as it was.
pub fn written_first() {
    for (name, verdict) in [("kept-table.json", Verdict::Review), ("kept-unchecked.json", Verdict::Unchecked)]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/open/files").join(name);
        let bytes = std::fs::read(path).unwrap();
        let checked = Kept::read(&bytes).unwrap();
        assert_eq!(checked.verdict, verdict);
        let written: Value = serde_json::from_slice(&Kept::write(&checked).unwrap()).unwrap();
        assert_eq!(written, serde_json::from_slice::<Value>(&bytes).unwrap());
    }
}

fn read(value: &Value) -> Result<Checked, KeptError> {
    Kept::read(&serde_json::to_vec(value).unwrap())
}

pub fn unknown() {
    assert!(read(&kept()).is_ok());
    let table = kept()["findings"].as_array().unwrap().iter().position(|finding| !finding["table"].is_null());
    let table = table.unwrap();
    for (pointer, what) in [
        ("/findings/0/rule".to_owned(), "rule"),
        (format!("/findings/{table}/table/columns/0/field"), "kind of column"),
        (format!("/findings/{table}/identifiers/0/kind"), "kind of number"),
        ("/parts/0/channel".to_owned(), "kind of place"),
        ("/people/basis".to_owned(), "way of counting"),
        ("/sandbox/0".to_owned(), "layer of the lock-down"),
    ] {
        let mut changed = kept();
        *changed.pointer_mut(&pointer).unwrap_or_else(|| panic!("{pointer}")) = "from-the-future".into();
        assert_eq!(read(&changed).unwrap_err(), KeptError::Unknown { what }, "{pointer}");
    }
    let mut newer = kept();
    newer["schema"] = "tipstaff.kept/2".into();
    assert_eq!(read(&newer).unwrap_err(), KeptError::Newer);
    let mut more = kept();
    more["findings"][0]["excuse"] = "none".into();
    assert!(matches!(read(&more), Err(KeptError::Damaged { .. })));
    let mut hiding = kept();
    hiding["parts"][0]["hiding"] = "INVISIBLE_INK".into();
    assert!(matches!(read(&hiding), Err(KeptError::Damaged { .. })));
    for bytes in [&b""[..], b"{}", b"[]", b"{\"schema\":\"tipstaff.check/1\"}"] {
        assert!(matches!(Kept::read(bytes), Err(KeptError::Damaged { .. })));
    }
}

/// Bytes of a kept result changed, left out or put twice, as a disk or somebody else might.
pub fn damaged() {
    let bytes = serde_json::to_vec(&kept()).unwrap();
    let change = (0..bytes.len(), 0..64_usize, proptest::collection::vec(any::<u8>(), 0..4));
    let mut runner = TestRunner::new(Config { cases: 2_000, ..Config::default() });
    let result = runner.run(&change, |(from, long, with)| {
        let mut changed = bytes.clone();
        changed.splice(from..(from + long).min(bytes.len()), with);
        if let Ok(checked) = Kept::read(&changed) {
            prop_assert_eq!(reports(&checked).len(), 5);
            let worst = checked.findings.iter().map(|finding| Verdict::from(finding.severity)).max();
            prop_assert!(worst.is_none_or(|worst| checked.verdict >= worst));
        }
        Ok(())
    });
    result.unwrap();
}

pub fn contradictions() {
    for (field, better) in [("verdict", Value::from("clear")), ("parts", Value::Null)] {
        let mut changed = kept();
        if field == "parts" {
            changed["parts"][0]["findings"] = vec![100].into();
        } else {
            changed[field] = better;
        }
        assert!(matches!(read(&changed), Err(KeptError::Contradiction { .. })), "{field}");
    }
    let mut gap = kept();
    gap["unaccounted"] = serde_json::json!([{ "part": "a", "range": null, "why": "b" }]);
    gap["verdict"] = "held".into();
    assert!(matches!(read(&gap), Err(KeptError::Contradiction { .. })));
    let mut roster = kept();
    roster["people"]["roster"] = serde_json::json!({ "certain": 1, "possible": 0, "of": 5, "people": [[0, 1], [3, 3]], "definite": [[3, 3]] });
    assert_eq!(read(&roster).unwrap().people.roster.unwrap().people.len(), 3);
    for people in
        [serde_json::json!([[0, 5]]), serde_json::json!([[2, 1]]), serde_json::json!([[1, 2], [2, 3]])]
    {
        roster["people"]["roster"]["people"] = people;
        assert!(matches!(read(&roster), Err(KeptError::Contradiction { .. })));
    }
    roster["people"]["roster"]["people"] = serde_json::json!([[0, 1]]);
    let error = read(&roster);
    assert!(matches!(error, Err(KeptError::Contradiction { .. })), "somebody is certain who is not possible");
}

pub fn says_nothing() {
    let mut wrong = kept();
    wrong["bytes"] = "Pemberton".into();
    let mut field = kept();
    field["Pemberton"] = 1.into();
    for changed in [wrong, field] {
        let error = read(&changed).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("Pemberton"));
    }
}
