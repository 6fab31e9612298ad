//! How many people a table is about: never fewer than `certain`, never more than `certain` and `possible`.

use crate::common::{bounds, drawn, person, whole};

fn table(head: &str, rows: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(head.to_owned()).chain(rows).collect()
}

/// The truth lies between the bounds.
#[track_caller]
fn holds(rows: &[String], truth: u64) {
    let (least, most) = bounds(rows);
    assert!(least <= truth && truth <= most, "{truth} people are not between {least} and {most}");
}

/// A row of a crime report told of a victim and a suspect, and was one person.
#[test]
fn a_row_can_be_about_several_people() {
    let rows = table(
        "Date,Offence,Victim,Suspect",
        (0..50).map(|row| format!("2022-03-{:02},Assault,{},{}", row % 28 + 1, whole(row), whole(100 + row))),
    );
    assert_eq!(bounds(&rows), (100, 100));
    let rows = table(
        "Victim surname,Victim forename,Suspect surname,Suspect forename",
        (0..40).map(|row| {
            let ((surname, forename), (other, given)) = (person(row), person(100 + row));
            format!("{surname},{forename},{other},{given}")
        }),
    );
    holds(&rows, 80);
}

/// Two lists side by side, told apart by headings that come again.
#[test]
fn lists_side_by_side_are_added() {
    let rows = table(
        "Name,Unit,,Name,Unit",
        (0..40).map(|row| format!("{},CID,,{},Roads", whole(row), whole(200 + row))),
    );
    assert_eq!(bounds(&rows), (80, 80));
    let rows = table(
        "Forename,Surname,Forename,Surname",
        (0..40).map(|row| {
            let ((surname, forename), (other, given)) = (person(row), person(200 + row));
            format!("{forename},{surname},{given},{other}")
        }),
    );
    holds(&rows, 80);
}

/// Managers are people too, and the same few again and again.
#[test]
fn staff_and_their_managers_are_counted_by_their_numbers() {
    let rows = table(
        "Employee,Employee No,Line manager,Manager No",
        (0..60).map(|row| {
            let manager = drawn(row, 5);
            format!("{},{},{},{}", whole(row), 10_000 + row, whole(300 + manager), 20_000 + manager)
        }),
    );
    assert_eq!(bounds(&rows), (65, 65));
}

/// Another name of the same person is not another person.
#[test]
fn a_second_name_of_a_person_is_no_second_person() {
    for head in ["Name,Display name", "Name,Known as name", "Employee name,Officer name"] {
        let rows = table(
            head,
            (0..40).map(|row| {
                let (surname, forename) = person(row);
                format!("{forename} {surname},{}. {surname}", &forename[..1])
            }),
        );
        let (least, most) = bounds(&rows);
        assert!(least <= 40 && (40..80).contains(&most), "{head}: {least} to {most}");
    }
    let rows = table(
        "Surname,Forename,Maiden name",
        (0..40).map(|row| format!("{},{},{}", person(row).0, person(row).1, person(row + 7).0)),
    );
    assert_eq!(bounds(&rows), (40, 40));
}

/// Labels beside values: a line with a number is no second name.
#[test]
fn numbers_among_names_are_no_names() {
    let rows: Vec<String> = (0..50)
        .map(|row| {
            if row % 2 == 0 {
                format!("Name,{}", whole(row))
            } else {
                format!("NINO,AB{:06}C", 625_450 + drawn(row, 90_000))
            }
        })
        .collect();
    holds(&rows, 25);
}

/// A log in which sixty people come up fifteen times each: its numbers repeat, and were thrown away for that.
#[test]
fn numbers_of_people_are_counted_however_often_they_repeat() {
    let who = |row: usize| if row < 60 { row } else { drawn(row, 60) };
    let day = |row: usize| format!("2022-{:02}-{:02}", row % 12 + 1, row % 28 + 1);
    let rows = table(
        "Date,NINO,Hours",
        (0..900).map(|row| format!("{},AB{:06}C,{}", day(row), 40_100 + who(row) * 17, row % 7 + 1)),
    );
    assert_eq!(bounds(&rows), (60, 60));
    let rows = table(
        "Date,Email,Hours",
        (0..900).map(|row| {
            let (surname, forename) = person(who(row));
            format!("{},{forename}.{surname}@x.police.uk,{}", day(row), row % 7 + 1)
        }),
    );
    assert_eq!(bounds(&rows), (60, 60));
    let rows = table(
        "Date,Service No,Surname,Forename,Hours",
        (0..900).map(|row| {
            let (surname, forename) = person(who(row));
            format!("{},{},{surname},{forename},{}", day(row), 40_000 + who(row) * 17, row % 7 + 1)
        }),
    );
    assert_eq!(bounds(&rows), (60, 60));
    let rows = table(
        "Date,Collar number,Surname,Hours",
        (0..900)
            .map(|row| format!("{},{},{},{}", day(row), 2_000 + who(row), person(who(row)).0, row % 7 + 1)),
    );
    assert_eq!(bounds(&rows), (60, 60));
}

/// One mailbox of an office under everybody's name does not make them one.
#[test]
fn the_mailbox_of_an_office_is_nobodys_number() {
    let rows = table(
        "Surname,Forename,Email",
        (0..60).map(|row| format!("{},{},enquiries@x.police.uk", person(row).0, person(row).1)),
    );
    assert_eq!(bounds(&rows), (60, 60));
}

/// Numbers that stand beside many names are not the people's own.
#[test]
fn a_number_with_more_names_than_figures_counts_nobody() {
    let rows = table("Force no,Name", (0..90).map(|row| format!("{},{}", 40 + row % 30, whole(row))));
    holds(&rows, 90);
}

/// Crimes with postcodes: two of them can have befallen one person, so that their number is not certain.
#[test]
fn rows_without_a_key_are_possible_people() {
    let rows = table(
        "Crime,Date,Postcode",
        (0..150).map(|row| {
            format!("Domestic burglary,2022-09-{:02},NN{} {}AB", row % 28 + 1, row % 12 + 1, row % 10)
        }),
    );
    assert_eq!(bounds(&rows), (1, 150));
}

/// Among whole names, a name with letters can be one of them.
#[test]
fn letters_can_be_a_forename_that_is_there() {
    let rows = table(
        "Name,Reported by name",
        (0..60).map(|row| {
            let (surname, forename) = person(row % 30);
            let other = person((row + 1) % 30);
            format!("{forename} {surname},{} {}", &other.1[..1], other.0)
        }),
    );
    holds(&rows, 30);
}
