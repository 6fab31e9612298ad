//! Incident 2: an answer about officers by rank still holds 9,276 people (see `README.md` beside this file).

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "../support/mod.rs"]
mod support;

use support::{Incident, blocking, people, reasons};

/// The rule under which each place must be reported, by the manifest's word for it. A report that holds a file for
/// something else has not found the people.
const RULES: &[(&str, &[&str])] = &[
    ("hidden-sheet", &["hidden-sheet"]),
    ("very-hidden-sheet", &["very-hidden-sheet"]),
    ("hidden-rows", &["hidden-rows"]),
    ("grouped-rows", &["collapsed-rows"]),
    // An xls by LibreOffice keeps the hidden rows of a filter and not the filter.
    ("filtered-rows", &["filtered-rows", "hidden-rows"]),
    ("hidden-columns", &["hidden-columns"]),
    ("pivot-cache", &["pivot-records"]),
    ("pivot-items", &["pivot-items"]),
    ("external-link", &["external-values"]),
    ("embedded-file", &["embedded-people"]),
    ("rows-below", &["after-table"]),
    ("same-colour", &["same-colour-text"]),
    ("format-blank", &["blank-format"]),
    ("format-replaced", &["replaced-format"]),
    ("tiny-font", &["tiny-text"]),
    ("conditional", &["conditional-format"]),
    ("zero-height", &["zero-height-rows"]),
    ("zero-width", &["zero-width-columns"]),
    ("remote", &["far-cells"]),
    ("under-shape", &["under-shape"]),
    ("under-merge", &["under-merge"]),
    ("chart-cache", &["chart-cache"]),
    ("comment", &["comments"]),
    ("alternative-text", &["alternative-text"]),
    ("hidden-name", &["hidden-names"]),
    ("validation-list", &["validation-lists"]),
    ("header-footer", &["header-footer"]),
    ("properties", &["properties"]),
];

/// Everybody is found, wherever they were left, and counted: exactly where the rows carry a number of their own, and
/// between two bounds where only surname and initials say who it is.
#[test]
fn the_people_are_found_and_counted_in_every_place() {
    let incident = Incident::unpack("2-psni-foi");
    let answers = incident.check(&[]);
    for truth in incident.files.iter().filter(|truth| truth.word("expect") == "held") {
        let answer = &answers[&truth.name];
        assert_eq!(answer["verdict"], "held", "{}: {:?}", truth.name, reasons(answer));
        let (least, most) = people(answer);
        match truth.word("count") {
            "exact" => assert_eq!((least, most), (truth.people(), truth.people()), "{}", truth.name),
            "range" => assert!(
                least <= truth.people() && truth.people() <= most,
                "{}: {} people are not between {least} and {most}",
                truth.name,
                truth.people()
            ),
            other => panic!("{}: no such count: {other}", truth.name),
        }
        let (_, rules) = RULES.iter().find(|(channel, _)| *channel == truth.word("channel")).unwrap();
        let blocking = blocking(answer);
        assert!(blocking.iter().any(|rule| rules.contains(rule)), "{} is held for {blocking:?}", truth.name);
        // What somebody hid is not reported as shown.
        assert!(!blocking.contains(&"visible-people"), "{}", truth.name);
    }
}

/// With the roster of the force the count is exact everywhere.
#[test]
fn the_roster_decides_who_they_are() {
    let incident = Incident::unpack("2-psni-foi");
    let roster = incident.path("people.csv");
    let answers = incident.check(&["--roster", roster.to_str().unwrap()]);
    for truth in incident.files.iter().filter(|truth| truth.word("expect") == "held") {
        let answer = &answers[&truth.name];
        assert_eq!(answer["verdict"], "held", "{}: {:?}", truth.name, reasons(answer));
        assert_eq!(answer["people"]["roster"], 9_483, "{}", truth.name);
        assert_eq!(answer["people"]["on_roster"], truth.people(), "{}", truth.name);
        assert_eq!(answer["people"]["on_roster_possible"], 0, "{}", truth.name);
        assert_eq!(people(answer), (truth.people(), truth.people()), "{}", truth.name);
    }
    innocent(&incident, &answers);
}

/// The same program, the same hiding place, and nothing personal there: nothing is held back.
#[test]
fn the_twins_come_out_clear() {
    let incident = Incident::unpack("2-psni-foi");
    let answers = incident.check(&[]);
    innocent(&incident, &answers);
    let guilty = incident.files.iter().filter(|truth| truth.word("expect") == "held");
    for truth in guilty {
        let is_known = |name: &str| incident.files.iter().any(|other| other.name == name);
        assert!(truth.twin().is_none_or(is_known), "the twin of {} is missing", truth.name);
    }
}

fn innocent(incident: &Incident, answers: &std::collections::BTreeMap<String, serde_json::Value>) {
    let innocent = incident.files.iter().filter(|truth| truth.word("expect") == "clear");
    let mut number = 0;
    for truth in innocent {
        let answer = &answers[&truth.name];
        assert_eq!(answer["verdict"], "clear", "{}: {:?}", truth.name, reasons(answer));
        number += 1;
    }
    assert!(number > 60, "{number} twins");
}
