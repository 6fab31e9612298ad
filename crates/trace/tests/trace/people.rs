//! Whom a file is about.

use crate::leak;
use crate::synthetic::{NOW, START, field, table_of};
use trace::{DeliveryId, Force, Holds, Keys, Kind, Known, Leak, NoPhotos, Question, Trace, trace};

struct NoKeys;

impl Keys for NoKeys {
    fn key(&self, _: DeliveryId) -> Option<marks::DeliveryKey> {
        None
    }
}

fn known(person: u32, field: u8, kind: Kind, text: &str) -> Known {
    Known { person, field, kind, text: text.into(), from: START, until: None }
}

/// Four J Smiths, two of them Johns, and others.
fn force() -> Force {
    let people = [
        ("Smith", "John", "Traffic"),
        ("Smith", "John", "Custody"),
        ("Smith", "Jane", "Traffic"),
        ("Smith", "Jack", "Response"),
        ("O'Neill", "Séan", "Response"),
        ("van der Berg", "Anna", "CID"),
        ("Müller", "Zoë", "CID"),
        ("Okafor", "Ngozi Ada", "Custody"),
        ("Abercrombie", "Fergus", "Traffic"),
        ("Lewis", "James", "CID"),
    ];
    let all = (1_u32..).zip(people).flat_map(|(person, (surname, forename, unit))| {
        [
            known(person, field::SURNAME, Kind::Surname, surname),
            known(person, field::FORENAME, Kind::Forenames, forename),
            known(person, field::UNIT, Kind::Other, unit),
            known(person, field::PAY, Kind::Number, &format!("00{person}417")),
        ]
    });
    // A crowd with names of its own, so that ten names are not the whole force.
    let crowd = (100_u32..400).flat_map(|person| {
        let letter = char::from(b'a' + (person % 26) as u8);
        [
            known(person, field::SURNAME, Kind::Surname, &format!("Crowd{letter}{person}")),
            known(
                person,
                field::FORENAME,
                Kind::Forenames,
                ["Peter", "Mary", "Brian", "Kim"][person as usize % 4],
            ),
            known(person, field::UNIT, Kind::Other, "Control"),
            known(person, field::PAY, Kind::Number, &format!("{person}9917")),
        ]
    });
    Force::new(all.chain(crowd))
}

fn traced(force: &Force, leak: &Leak) -> Trace {
    trace(&Question { force, deliveries: &[], keys: &NoKeys, leak, photos: &NoPhotos, now: NOW, threads: 1 })
        .expect("a question that makes sense")
}

fn rows(rows: &[&[&str]]) -> Leak {
    leak(rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect())
}

fn numbers(found: &Trace, definite: bool) -> Vec<u32> {
    found.people.iter().filter(|person| person.definite == definite).map(|person| person.person).collect()
}

#[test]
fn j_smith_is_four_people_and_none_of_them_for_certain() {
    let found = traced(&force(), &rows(&[&["Smith", "J"], &["Abercrombie", "F"]]));
    assert!([1, 2, 3, 4].iter().all(|person| numbers(&found, false).contains(person)));
    assert!(!numbers(&found, true).iter().any(|person| *person <= 4));
}

#[test]
fn a_name_that_two_people_share_stays_with_both_until_something_else_tells_them_apart() {
    let names = traced(&force(), &rows(&[&["Smith", "John"], &["Okafor", "Ngozi"]]));
    assert!([1, 2].iter().all(|person| numbers(&names, false).contains(person)));
    let with_number = traced(&force(), &rows(&[&["Smith", "John", "2417"], &["Okafor", "Ngozi", "008417"]]));
    assert_eq!(numbers(&with_number, true), [2, 8]);
}

#[test]
fn names_are_known_however_they_are_written() {
    for names in [
        [["ONEILL", "SEAN"], ["VAN DER BERG", "ANNA"], ["MULLER", "ZOE"]],
        [["O’Neill", "S."], ["Vanderberg", "A"], ["Mu\u{308}ller", "Zoe"]],
    ] {
        let table: Vec<Vec<String>> = names
            .iter()
            .zip(["5417", "6417", "7417"])
            .map(|(name, number)| vec![name[0].to_owned(), name[1].to_owned(), number.to_owned()])
            .collect();
        let found = traced(&force(), &leak(table));
        assert_eq!(numbers(&found, true), [5, 6, 7]);
    }
}

#[test]
fn a_name_in_one_cell_is_taken_apart() {
    for cells in [
        ["O'NEILL, S", "Anna van der Berg", "PC Zoë Müller", "Fergus Abercrombie"],
        ["Sean O'Neill", "VAN DER BERG A", "Muller, Zoe", "DS 4417 Abercrombie F"],
    ] {
        let table: Vec<Vec<String>> = cells
            .iter()
            .zip(["5417", "6417", "7417", "9417"])
            .map(|(name, number)| vec![number.to_owned(), (*name).to_owned()])
            .collect();
        let found = traced(&force(), &leak(table));
        assert_eq!(numbers(&found, true), [5, 6, 7, 9], "{cells:?}");
        assert!(found.file.columns.iter().any(|column| column.holds == Holds::FullName));
    }
}

#[test]
fn columns_are_told_by_what_they_hold_and_headings_are_not_people() {
    let found = traced(
        &force(),
        &rows(&[
            &["Unit", "Vetting", "Name"],
            &["Abercrombie", "Traffic", "Fergus"],
            &["Okafor", "Custody", "Ngozi"],
            &["Lewis", "CID", "James"],
            &["O'Neill", "Response", "Séan"],
        ]),
    );
    let holds: Vec<Holds> = found.file.columns.iter().map(|column| column.holds).collect();
    assert_eq!(holds, [Holds::Surname, Holds::Field(field::UNIT), Holds::Forenames]);
    assert_eq!(found.file.rows, 4);
    assert_eq!(numbers(&found, true).len() + numbers(&found, false).len(), 4);
}

#[test]
fn a_row_that_contradicts_itself_is_not_for_certain_about_anybody() {
    let found = traced(
        &force(),
        &rows(&[
            &["Abercrombie", "Fergus", "Traffic", "9417"],
            &["Okafor", "Ngozi", "Custody", "8417"],
            &["O'Neill", "Séan", "Response", "5417"],
            // The name of one, everything else of others.
            &["Lewis", "James", "Traffic", "7417"],
        ]),
    );
    assert_eq!(numbers(&found, true), [5, 8, 9]);
}

#[test]
fn fields_are_counted_where_the_file_has_the_person_s_own_value_and_old_values_are_told_as_old() {
    let mut values = vec![
        known(1, field::SURNAME, Kind::Surname, "Abercrombie"),
        known(1, field::FORENAME, Kind::Forenames, "Fergus"),
        known(1, field::PAY, Kind::Number, "417"),
    ];
    let change = START + 1_000_000;
    values.push(Known { until: Some(change), ..known(1, field::UNIT, Kind::Other, "Traffic") });
    values.push(Known { from: change, ..known(1, field::UNIT, Kind::Other, "Custody") });
    values.extend([
        known(2, field::SURNAME, Kind::Surname, "Okafor"),
        known(2, field::UNIT, Kind::Other, "Traffic"),
    ]);
    let crowd =
        (100..300).map(|person| known(person, field::SURNAME, Kind::Surname, &format!("Crowd{person}")));
    values.extend(crowd);
    let found = traced(&Force::new(values), &rows(&[&["Abercrombie", "Fergus", "417", "Traffic"]]));
    let person = &found.people[0];
    assert!(person.definite);
    let bits = [field::SURNAME, field::FORENAME, field::PAY, field::UNIT];
    assert_eq!(person.fields, bits.iter().fold(0, |bits, bit| bits | 1 << bit));
    assert_eq!(person.stale, 1 << field::UNIT);
}

#[test]
fn a_text_names_people_who_are_possible_and_never_definite() {
    let texts = vec!["The list had Fergus Abercrombie and pay number 008417 on it. A Long Day.".to_owned()];
    let found = traced(&force(), &Leak { texts, ..Leak::default() });
    assert_eq!(numbers(&found, false), [8, 9]);
    assert!(numbers(&found, true).is_empty());
}

#[test]
fn several_tables_are_one_file() {
    let one = rows(&[&["Abercrombie", "Fergus", "9417"]]);
    let mut both = rows(&[&["Okafor", "Ngozi", "8417"]]);
    both.tables.extend(one.tables);
    both.tables.push(table_of(vec![vec!["no".into(), "person".into()]]));
    assert_eq!(numbers(&traced(&force(), &both), true), [8, 9]);
}
