//! The people of the record are found in files under their numbers in the record, on SQLite and on PostgreSQL.

use detect::{Day, DetectOptions, Detector, Roster, Subjects};
use inspect::{Frame, Options, Sink};
use jiff::Timestamp;
use postgres_for_tests::Cluster;
use record::{Completeness, Field, ImportColumn, ImportOrder, Place, Record};
use release::known_people;
use roaring::RoaringBitmap;
use tempfile::TempDir;

fn start() -> Timestamp {
    "2026-11-26T09:00:00Z".parse().unwrap()
}

/// New records on each database, and the folders they lie in.
async fn records() -> Vec<(TempDir, Record)> {
    let mut records = Vec::new();
    for database in [None, Some(Cluster::shared().database())] {
        let folder = tempfile::tempdir().unwrap();
        let mut place = Place::folder(folder.path().join("data"));
        place.key_file = Some(folder.path().join("keys").join("force.key"));
        place.database = database;
        records.push((folder, Record::create(&place, start()).await.unwrap()));
    }
    records
}

/// Takes in people whose numbers in the record follow the order of the lines, when they are new.
async fn import(record: &Record, as_of: &str, text: &str) {
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let columns = lines.next().unwrap().into_iter();
    let columns = columns.map(|heading| ImportColumn { field: Field::named(&heading), heading }).collect();
    let order = ImportOrder {
        source: "people".into(),
        as_of: format!("{as_of}T00:00:00Z").parse().unwrap(),
        completeness: Completeness::Complete,
        file: [7; 32],
        columns,
        key: None,
        leavers_expected: true,
        without_refused: false,
    };
    let rows: Vec<(u64, Vec<String>)> = (2..).zip(lines).collect();
    let owner = record.actor(Some("owner")).await.unwrap();
    record.import_people(&order, &rows, Vec::new(), &owner, start(), &mut |_, _| {}).await.unwrap();
}

fn surname(one: u32) -> String {
    let ending = ["wick", "thorpe", "borough", "ham", "ley"][one as usize % 5];
    let beginning = ["Quill", "Brack", "Fen", "Marl", "Thrap", "Osk"][one as usize / 5 % 6];
    format!("{beginning}{ending}")
}

fn crowd(people: u32) -> String {
    let lines = (1..=people).map(|one| format!("{},{},Jane", 71_000 + one * 13, surname(one)));
    std::iter::once("service-number,surname,forename".to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn subjects(roster: &Roster, file: &str) -> Subjects {
    let options = DetectOptions {
        today: Day::new(2026, 11, 26).unwrap(),
        roster: Some(roster),
        recognisers: &[],
        local: None,
    };
    let run = |mut detector: Detector<'_>| {
        let mut sink = |frame: &Frame<'_>| detector.frame(frame);
        let file = file.as_bytes().to_vec();
        inspect::inspect(&file, "answer.csv", &Options::default(), &mut sink).unwrap();
        detector.finish()
    };
    let mut findings = run(Detector::new(options));
    match findings.again.take() {
        Some(plans) => run(Detector::again(options, plans)).subjects,
        None => findings.subjects,
    }
}

fn answer(surnames: impl IntoIterator<Item = String>) -> String {
    let rows = surnames.into_iter().map(|surname| format!("{surname},Jane"));
    std::iter::once("Surname,Forename".to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn nobody_known_is_no_roster() {
    for (_folder, record) in records().await {
        assert!(known_people::roster(&record, start()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn people_are_found_under_their_numbers_in_the_record() {
    for (_folder, record) in records().await {
        import(&record, "2026-10-01", &crowd(25)).await;
        // Person 3 takes another name; the last five leave.
        import(&record, "2026-11-01", &crowd(20).replace(&format!("{},", surname(3)), "Winterbourne,")).await;
        let roster = known_people::roster(&record, start()).await.unwrap().unwrap();
        assert_eq!(roster.people(), 25);
        let numbers = |range: std::ops::Range<u32>| range.collect::<RoaringBitmap>();
        let found = subjects(&roster, &answer((1..15).map(surname)));
        assert_eq!((found.definite, found.possible.len()), (numbers(1..15), 0), "under their former names");
        let renamed = std::iter::once("Winterbourne".to_owned()).chain((4..24).map(surname));
        assert_eq!(
            subjects(&roster, &answer(renamed)).definite,
            numbers(3..24),
            "and new ones; leavers, too"
        );
    }
}

#[tokio::test]
async fn people_who_were_merged_are_one_under_the_number_that_stands_for_them() {
    for (_folder, record) in records().await {
        import(&record, "2026-10-01", &crowd(20)).await;
        let owner = record.actor(Some("owner")).await.unwrap();
        record.merge_people(&owner, 9, 4, start()).await.unwrap();
        record.merge_people(&owner, 12, 9, start()).await.unwrap();
        let roster = known_people::roster(&record, start()).await.unwrap().unwrap();
        assert_eq!(roster.people(), 18);
        // Under the name of a number that is merged, and under two of its names.
        for merged in [vec![12], vec![9, 12], vec![4, 9, 12]] {
            let file = answer((13..=20).chain(merged).map(surname));
            let expected: RoaringBitmap = (13..=20).chain([4]).collect();
            let found = subjects(&roster, &file);
            assert_eq!((found.definite, found.possible.len()), (expected, 0));
        }
    }
}
