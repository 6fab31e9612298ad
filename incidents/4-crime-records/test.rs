//! Incident 4: answers about crime statistics carry the records of 1,230 people who are on no roster (see `README.md`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "../support/mod.rs"]
mod support;

use support::{Incident, blocking, check, people, reasons};

/// The rule under which each place must be reported, by the manifest's word for it.
const RULES: &[(&str, &str)] = &[
    ("hidden-sheet", "hidden-sheet"),
    ("very-hidden-sheet", "very-hidden-sheet"),
    ("hidden-rows", "hidden-rows"),
    ("filtered-rows", "filtered-rows"),
    ("rows-below", "after-table"),
    ("pivot-cache", "pivot-records"),
    ("external-link", "external-values"),
    ("embedded-file", "embedded-people"),
];

/// Victims, witnesses and suspects are recognised by the shape of the table and by what the texts say, and counted.
#[test]
fn the_people_are_found_and_counted_though_no_list_names_them() {
    let incident = Incident::unpack("4-crime-records");
    let answers = incident.check(&[]);
    for truth in incident.files.iter().filter(|truth| truth.word("expect") == "held") {
        let answer = &answers[&truth.name];
        assert_eq!(answer["verdict"], "held", "{}: {:?}", truth.name, reasons(answer));
        let (least, most) = people(answer);
        if truth.word("count") == "exact" {
            assert_eq!((least, most), (truth.people(), truth.people()), "{}", truth.name);
        } else {
            assert!(least <= truth.people() && truth.people() <= most, "{}: {least} to {most}", truth.name);
        }
        let (_, rule) = RULES.iter().find(|(channel, _)| *channel == truth.word("channel")).unwrap();
        let blocking = blocking(answer);
        assert!(blocking.contains(rule), "{} is held for {blocking:?}", truth.name);
        assert!(!blocking.contains(&"visible-people"), "{}", truth.name);
    }
}

/// Published figures behind the same answer are nobody's record. Stop and search, one row an event on purpose, may be
/// for review.
#[test]
fn the_twins_are_not_held() {
    let incident = Incident::unpack("4-crime-records");
    let answers = incident.check(&[]);
    for truth in &incident.files {
        match truth.word("expect") {
            "clear" => {
                let answer = &answers[&truth.name];
                assert_eq!(answer["verdict"], "clear", "{}: {:?}", truth.name, reasons(answer));
            }
            "not-held" => {
                let answer = &answers[&truth.name];
                let verdict = answer["verdict"].as_str().unwrap();
                assert!(["clear", "review"].contains(&verdict), "{}: {:?}", truth.name, reasons(answer));
            }
            _ => {}
        }
    }
}

/// The records themselves, everything visible, must not leave either.
#[test]
fn the_records_as_a_plain_table_are_held() {
    let incident = Incident::unpack("4-crime-records");
    let answers = check(&[incident.path("records.csv")], &[]);
    assert_eq!(answers[0]["verdict"], "held");
    assert_eq!(people(&answers[0]), (1_230, 1_230));
    assert_eq!(blocking(&answers[0]), ["visible-people"]);
}
