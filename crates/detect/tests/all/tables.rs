//! Tables as they lay hidden in answers: what they are about, whatever the names in them are.

use crate::people::{
    assert_nobody, assert_people, fields, forename, hidden, initial, one_of, surname, table, view,
};
use detect::{Findings, Nature};

const RANKS: &[&str] = &["Constable", "Sergeant", "Inspector"];
const UNITS: &[&str] = &["Crime", "Roads", "Custody"];

/// The founding incident: surname, initials, rank, department. That the surnames are rare in England is no excuse.
#[test]
fn staff_are_found_though_their_surnames_are_on_no_list() {
    let row =
        |person: usize| vec![surname(person), initial(person), one_of(RANKS, person), one_of(UNITS, person)];
    for rows in [5, 48, 400] {
        let headed = hidden(&table(&["Surname", "Initials", "Rank", "Department"], rows, row));
        assert_people(&headed, rows, "with a heading");
        assert_eq!(fields(&headed)[..3], ["surname", "initials", "rank"]);
        assert_people(&hidden(&table(&[], rows, row)), rows, "without a heading");
        let vague = hidden(&table(&["A", "B", "C", "D"], rows, row));
        assert_eq!(
            view(&vague).nature,
            Nature::Identified,
            "with a heading that says nothing: {:?}",
            fields(&vague)
        );
    }
}

#[test]
fn a_heading_says_that_words_are_surnames() {
    for (heading, cells) in [
        (
            ["Surname", "Forename"],
            (|person| vec![surname(person), forename(person).to_owned()]) as fn(usize) -> _,
        ),
        (["Last name", "First name"], |person| vec![surname(person), forename(person).to_owned()]),
        (["SURNAME", "FORENAME"], |person| {
            vec![surname(person).to_uppercase(), forename(person).to_uppercase()]
        }),
        (["surname", "forename"], |person| {
            vec![surname(person).to_lowercase(), forename(person).to_lowercase()]
        }),
        (["Surname", "Days lost"], |person| vec![surname(person), (person * 13 % 90).to_string()]),
        (["Surname", "Initials"], |person| vec![surname(person), initial(person)]),
        (["Officer", "Hours"], |person| vec![surname(person), (person * 13 % 90).to_string()]),
        (["Officer", "Hours"], |person| {
            vec![format!("{} {}", forename(person), surname(person)), (person % 9).to_string()]
        }),
        (["Name", "DOB"], |person| {
            vec![format!("{} {}", forename(person), surname(person)), format!("{}-03-04", 1950 + person % 50)]
        }),
        (["Name", "Rank"], |person| vec![surname(person), one_of(RANKS, person)]),
        (["Name", "Team"], |person| {
            vec![format!("{} {}", forename(person), surname(person)), one_of(UNITS, person)]
        }),
    ] {
        let heading: Vec<&str> = heading.to_vec();
        assert_people(&hidden(&table(&heading, 60, cells)), 60, &format!("{heading:?} {:?}", cells(3)));
    }
}

#[test]
fn numbers_beside_unknown_names_are_enough_without_a_heading() {
    let cells: &[fn(usize) -> Vec<String>] = &[
        |person| vec![surname(person), initial(person)],
        |person| vec![surname(person), initial(person), (40_000 + person * 7).to_string()],
        |person| {
            vec![
                (40_000 + person * 7).to_string(),
                surname(person),
                forename(person).to_owned(),
                one_of(RANKS, person),
            ]
        },
        |person| vec![one_of(RANKS, person), surname(person), (1000 + person * 13).to_string()],
    ];
    for cells in cells {
        assert_people(&hidden(&table(&[], 60, cells)), 60, &format!("{:?}", cells(3)));
    }
}

/// A heading, and the cells of a row.
type Table = (&'static [&'static str], fn(usize) -> Vec<String>);

/// Words that could be names, and are not.
#[test]
fn words_beside_words_are_nobody() {
    let cells: &[Table] = &[
        (&[], |row| vec![surname(row), (row * 31 % 700).to_string()]),
        (&["Ward", "Offences"], |row| vec![surname(row), (row * 31 % 700).to_string()]),
        (&["Supplier", "Amount"], |row| vec![surname(row), format!("{}.50", row * 31 % 700)]),
        (&["Grade", "Station"], |row| vec![one_of(&["A", "B", "C", "D"], row), surname(row % 9)]),
        (&[], |row| vec![one_of(RANKS, row), surname(row % 5), (row * 31 % 97).to_string()]),
    ];
    for (heading, cells) in cells {
        assert_nobody(&hidden(&table(heading, 60, cells)), &format!("{heading:?} {:?}", cells(3)));
    }
}

/// A way of writing a name, and the cell of a person.
type Form<'f> = (&'static str, &'f dyn Fn(usize) -> String);

/// Names as rotas, sickness lists and training records write them: one cell, with title, rank or number.
#[test]
fn names_with_rank_title_or_number_in_one_cell_are_names() {
    const KNOWN: &[&str] =
        &["Lindqvist", "Lomax", "Hollis", "Ashdown", "Boateng", "Donnelly", "Norcross", "Ferris"];
    let known = |person: usize| KNOWN[person % KNOWN.len()];
    let number = |person: usize| 1000 + person * 137 % 8999;
    let forms: &[Form] = &[
        ("PC 1482 Lindqvist", &|person| format!("PC {} {}", number(person), known(person))),
        ("PC1482 LINDQVIST", &|person| format!("PC{} {}", number(person), known(person).to_uppercase())),
        ("PC Lindqvist", &|person| format!("PC {}", known(person))),
        ("DI Tara Lomax", &|person| format!("DI Tara {}", known(person))),
        ("Mr J Smith", &|person| format!("Mr {} {}", initial(person), known(person))),
        ("1482 Lomax", &|person| format!("{} {}", number(person), known(person))),
        ("Lomax 4471", &|person| format!("{} {}", known(person), number(person))),
        ("LOMAX, Tara (4471)", &|person| {
            format!("{}, Tara ({})", known(person).to_uppercase(), number(person))
        }),
        ("tara lomax", &|person| format!("tara {}", known(person).to_lowercase())),
        ("PC 1482 and a name on no list", &|person| format!("PC {} {}", number(person), surname(person))),
        ("A/DS and a name on no list", &|person| format!("A/DS {}", surname(person))),
        ("Det Ch Insp and a name on no list", &|person| {
            format!("Det Ch Insp {} {}", initial(person), surname(person))
        }),
    ];
    for (what, form) in forms {
        for heading in [&[][..], &["Officer"], &["Column1"]] {
            let found = hidden(&table(heading, 60, |person| vec![form(person)]));
            let most = view_people(&found);
            assert!(most >= 60, "{what} under {heading:?}: {most} people, {:?}", fields(&found));
        }
        let found = hidden(&table(&["Officer", "Days lost"], 60, |person| {
            vec![form(person), (person % 30).to_string()]
        }));
        assert!(view_people(&found) > 0, "{what} beside numbers: {:?}", fields(&found));
    }
}

fn view_people(findings: &Findings) -> u64 {
    if view(findings).nature == Nature::Identified { findings.people.most() } else { 0 }
}

/// What looks like a rank with a name behind it, or a name with a number, and is neither.
#[test]
fn posts_and_things_with_numbers_are_no_names() {
    for values in [
        &["PC Response", "PS Custody", "DC Major Crime", "Insp Operations", "Sergeant Traffic"][..],
        &["Chief Constable", "Deputy Chief Constable", "Assistant Chief Constable", "Chief Superintendent"],
        &["DC CID", "PC NPT", "PS ERT", "DS PSD"],
        &["PC 1482", "PC 2291", "DC 3387", "PS 9914"],
        &["Flat 101", "Flat 102", "Unit 2291", "Room 3387"],
        &[
            "Special Branch",
            "Major Crime",
            "General Enquiries",
            "Private Hire",
            "Bishop Auckland",
            "King Street",
        ],
        &["astra 1600", "focus 2000", "transit 2200", "golf 1900"],
    ] {
        let found = hidden(&table(&[], 60, |row| {
            vec![values[row % values.len()].to_owned(), (row * 31 % 700).to_string()]
        }));
        assert_nobody(&found, values[0]);
    }
    let shop = |row: usize| {
        vec![
            format!("{} {}", one_of(&["Tesco", "Boots", "Asda", "Lidl", "Aldi"], row), 1000 + row * 137),
            (row % 40).to_string(),
        ]
    };
    assert_nobody(&hidden(&table(&[], 40, shop)), "shops");
}

/// Wards, makes and towns bear names of people. The heading says what they are, or the counts beside them.
#[test]
fn things_that_bear_surnames_are_nobody() {
    const SURNAMES: &[&str] =
        &["Hargreaves", "Boateng", "Patel", "Marsden", "Ferris", "Donnelly", "Khan", "Walker", "Ellis"];
    const TOWNS: &[&str] =
        &["Preston", "Lancaster", "Bradford", "Washington", "Mansfield", "Stafford", "Kettering", "Corby"];
    let count = |row: usize, by: usize| (row * by % 701).to_string();
    let ward = |row: usize| {
        vec![SURNAMES[row].to_owned(), count(row + 1, 97), count(row + 1, 89), count(row + 1, 83)]
    };
    for heading in
        [["Ward", "2021", "2022", "2023"], ["Beat", "Jan", "Feb", "Mar"], ["", "2021", "2022", "2023"]]
    {
        assert_nobody(&hidden(&table(&heading, 9, ward)), heading[0]);
    }
    let car = |row: usize| {
        vec![SURNAMES[row % 9].to_owned(), one_of(&["Fiesta", "Minor", "Maestro", "Corsa"], row)]
    };
    assert_nobody(&hidden(&table(&["Make", "Model"], 30, car)), "makes");
    assert_nobody(&hidden(&table(&[], 8, |row| vec![TOWNS[row].to_owned()])), "towns");
    // The heading lies: beside initials and ranks they are people.
    let officer = |row: usize| vec![SURNAMES[row % 9].to_owned(), initial(row), one_of(RANKS, row)];
    assert_people(
        &hidden(&table(&["Station", "Initials", "Grade"], 40, officer)),
        40,
        "under the heading of a station",
    );
}

/// A number that its heading gives to something else is not the number of the person beside it.
#[test]
fn numbers_of_events_are_not_numbers_of_people() {
    let row = |person: usize| vec![(100_000 + person * 7).to_string(), format!("Tara {}", surname(person))];
    for heading in [
        "Crime no",
        "Incident no",
        "Extension",
        "Invoice no",
        "Case no",
        "Reference",
        "Event number",
        "Log no",
    ] {
        let found = hidden(&table(&[heading, "Victim"], 60, row));
        assert!(!fields(&found).contains(&"service-number"), "{heading}: {:?}", fields(&found));
        assert_people(&found, 60, heading);
    }
    for heading in ["No", "ID", "Force no"] {
        let found = hidden(&table(&[heading, "Officer"], 60, row));
        assert_eq!(fields(&found)[0], "service-number", "{heading}");
    }
}

/// Proceedings against officers, a row each: nobody is named, and whoever knows the only inspector knows who it is.
#[test]
fn rank_and_outcome_are_about_single_people_unless_they_are_counted() {
    const ALLEGATIONS: &[&str] =
        &["Discreditable conduct", "Duties and responsibilities", "Honesty and integrity"];
    const OUTCOMES: &[&str] =
        &["Final written warning", "Dismissed", "No case to answer", "Management advice"];
    let row = |case: usize| {
        vec![
            (2020 + case % 3).to_string(),
            one_of(&["Insp", "PS", "PC"], case),
            one_of(ALLEGATIONS, case),
            OUTCOMES[case % 4].to_owned(),
        ]
    };
    let found = hidden(&table(&["Year", "Rank", "Allegation", "Outcome"], 25, row));
    assert_eq!(view(&found).nature, Nature::Individuals, "{:?}", fields(&found));
    let counted =
        |case: usize| vec![one_of(RANKS, case), OUTCOMES[case % 4].to_owned(), (case * 13 % 40).to_string()];
    assert_nobody(&hidden(&table(&["Rank", "Outcome", "Number"], 12, counted)), "counted");
    assert_nobody(&hidden(&table(&["Rank", "Outcome", "2021"], 12, counted)), "counted by year");
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|text| (*text).to_owned()).collect()
}

/// Forms: labels beside values, one person below the other, with or without empty rows between them.
#[test]
fn people_in_forms_are_counted() {
    let name = |person: usize| format!("{} {}", forename(person), surname(person));
    let birth = |person: usize| format!("{}/04/{}", person % 27 + 1, 1950 + person % 50);
    let address = |person: usize| format!("{} Mill Lane, Kettering", person + 1);
    let stacked = |gap: usize| {
        let form = move |person: usize| {
            let mut rows = vec![
                vec!["Name".to_owned(), name(person)],
                vec!["DOB".to_owned(), birth(person)],
                vec!["Address".to_owned(), address(person)],
                texts(&["Role", "Victim"]),
            ];
            rows.resize(4 + gap, Vec::new());
            rows
        };
        (0..25).flat_map(form).collect::<Vec<_>>()
    };
    for gap in [0, 1, 3] {
        assert_people(&hidden(&stacked(gap)), 25, &format!("stacked with {gap} empty rows between"));
    }
    let wide: Vec<Vec<String>> = (0..25)
        .flat_map(|person| {
            vec![
                vec!["Name:".to_owned(), name(person), "DOB:".to_owned(), birth(person)],
                vec![
                    "Address:".to_owned(),
                    address(person),
                    "Tel:".to_owned(),
                    format!("07700 900{:03}", person),
                ],
                Vec::new(),
            ]
        })
        .collect();
    assert_people(&hidden(&wide), 25, "labels across");
    let single = vec![
        texts(&["Complainant", "Tara Lomax"]),
        texts(&["Date of birth", "1988-03-14"]),
        texts(&["Address", "14 Mill Lane, Kettering"]),
        texts(&["Phone", "07911 123456"]),
    ];
    assert_people(&hidden(&single), 1, "one form");
    let numbered: Vec<Vec<String>> = (0..25)
        .flat_map(|person| {
            [
                vec!["Name".to_owned(), name(person)],
                vec!["NINO".to_owned(), format!("AB{:06}C", person * 37_001)],
            ]
        })
        .collect();
    let found = hidden(&numbered);
    assert_people(&found, 25, "name and number by turns");
    let views = found.parts.iter().flat_map(|part| &part.views);
    assert!(
        views
            .flat_map(|view| &view.identifiers)
            .any(|found| found.kind.identifier().id == "uk-national-insurance")
    );
}

/// Labels beside values that are about nobody: characteristics with counts, the contact of an office.
#[test]
fn labels_with_counts_or_offices_are_nobody() {
    let counts = ["Age", "Sex", "Ethnicity", "Disability", "Religion"];
    let table: Vec<_> = counts.iter().map(|label| texts(&[label, "31"])).collect();
    assert_nobody(&hidden(&table), "characteristics");
    let office = [
        ["Department", "Information Management"],
        ["Contact name", "Disclosure Unit"],
        ["Telephone", "01604 700700"],
    ];
    assert_nobody(&hidden(&office.map(|row| texts(&row))), "office");
    let roles = [["Victim", "310"], ["Suspect", "120"], ["Witness", "77"]];
    assert_nobody(&hidden(&roles.map(|row| texts(&row))), "roles");
}

/// Rotas and training records: a column for each officer, whose name is the heading.
#[test]
fn names_that_head_columns_are_people() {
    const FIRST: &[&str] = &["Sean", "Laura", "Imran", "Rosa", "Yusuf", "Farah"];
    const LAST: &[&str] = &["Hargreaves", "Boateng", "Marsden", "Donnelly", "Ferris"];
    let matrix = |corner: &str, name: &dyn Fn(usize) -> String, values: &[&str]| {
        let heading = std::iter::once(corner.to_owned()).chain((0..20).map(name)).collect();
        let row = |row: usize| {
            std::iter::once(format!("{} Mar", row + 1))
                .chain((0..20).map(|cell| one_of(values, cell + row)))
                .collect()
        };
        std::iter::once(heading).chain((0..9).map(row)).collect::<Vec<Vec<String>>>()
    };
    let whole = |person: usize| format!("{} {}", FIRST[person % 6], surname(person));
    let alone = |person: usize| LAST[person % 5].to_owned();
    assert_people(&hidden(&matrix("Course", &whole, &["Y", "N"])), 20, "training");
    assert_people(&hidden(&matrix("Officer", &whole, &["E", "L", "RD"])), 20, "rota with whole names");
    assert_eq!(
        view(&hidden(&matrix("Date", &alone, &["E", "L", "N"]))).nature,
        Nature::Identified,
        "rota with surnames"
    );
    assert_nobody(&hidden(&matrix("Month", &alone, &["355", "47", "210"])), "wards as headings");
    let offences = ["Burglary", "Robbery", "Theft", "Violence with injury", "Arson", "Drug offences"];
    assert_nobody(
        &hidden(&matrix("Month", &|column| offences[column % 6].to_owned(), &["3", "7", "2"])),
        "offences",
    );
}

/// One row is too few for a column to vote. What a number says of its owner, and the next cell says too, is evidence.
#[test]
fn a_number_that_agrees_with_its_row_is_sure() {
    let sure = |cells: &[&str], id: &str| {
        let found = hidden(&[texts(cells)]);
        let view = view(&found);
        view.identifiers.iter().any(|found| found.kind.identifier().id == id && found.certain == 1)
    };
    assert!(sure(&["4471", "MORGA657054SM9IJ", "Morgan"], "uk-driving-licence"));
    assert!(sure(&["4471", "0705631001", "07/05/1963"], "uk-chi-number"));
    assert!(!sure(&["4471", "0705631001", "08/05/1963"], "uk-chi-number"));
}
