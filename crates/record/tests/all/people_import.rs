//! People are read from extracts: what joined, what changed, who left, and that nothing half-right is ever written.

use crate::common;
use crate::common::{BOTH, at, new, start};
use crate::extracts;
use crate::extracts::{extract, import, order, rows};
use record::{Completeness, Field, Imported, KnownAt, RecordError, Refusal};

const PEOPLE: &str = "\
service-number,surname,initials,rank
1001,Quillfeather,A,Constable
1002,Marrowby,B,Sergeant
1003,Zoë-Thistlewood,C,Constable";

#[tokio::test]
async fn a_first_extract_joins_everybody_and_the_same_again_writes_nothing() {
    for on in BOTH {
        let case = new(on).await;
        let first = import(&case, "2026-11-01", PEOPLE).await.unwrap();
        assert_eq!((first.joined, first.changed, first.left, first.unchanged), (3, 0, 0, 0));
        assert!(matches!(first.outcome, Imported::Written(_)));
        let again = import(&case, "2026-11-20", PEOPLE).await.unwrap();
        assert_eq!((again.outcome, again.unchanged), (Imported::Unchanged, 3));
        assert_eq!(case.record.publish().await.unwrap().size(), 2, "the record's creation and one import");

        let number = Field::named("service-number").unwrap();
        let surname = Field::named("surname").unwrap();
        assert_eq!(case.record.find_people(number, " 10 02").await.unwrap().people, [2]);
        assert_eq!(case.record.find_people(surname, "ZOE\u{308}-thistlewood").await.unwrap().people, [3]);
        assert!(case.record.find_people(surname, "Quill").await.unwrap().people.is_empty());
        assert!(case.record.find_people(Field::named("rank").unwrap(), "Constable").await.is_err());
    }
}

#[tokio::test]
async fn a_change_ends_the_old_value_where_the_new_one_begins() {
    for on in BOTH {
        let case = new(on).await;
        import(&case, "2026-10-01", PEOPLE).await.unwrap();
        let changed = PEOPLE.replace("Marrowby,B,Sergeant", "Marrowby-Oake,B,Inspector");
        let report = import(&case, "2026-11-01", &changed).await.unwrap();
        assert_eq!((report.changed, report.unchanged), (1, 2));
        let told = extracts::history(&case, 2, "surname").await;
        assert_eq!(
            told,
            [
                "Marrowby from 2026-10-01 (act 1, until act 2)",
                "Marrowby from 2026-10-01 until 2026-11-01 (act 2)",
                "Marrowby-Oake from 2026-11-01 (act 2)",
            ]
        );
        let surname = Field::named("surname").unwrap();
        assert_eq!(
            case.record.find_people(surname, "marrowby").await.unwrap().people,
            [2],
            "by the former name too"
        );

        // An older extract that turns up later speaks of its own time only.
        import(&case, "2026-10-15", &PEOPLE.replace("Sergeant", "Acting Inspector")).await.unwrap();
        let ranks = extracts::values_on(&case, 2, "rank", &["2026-10-10", "2026-10-20", "2026-11-10"]).await;
        assert_eq!(ranks, ["Sergeant", "Acting Inspector", "Inspector"]);
    }
}

#[tokio::test]
async fn an_empty_cell_ends_a_value_only_where_the_extract_is_complete() {
    for on in BOTH {
        let case = new(on).await;
        import(&case, "2026-10-01", PEOPLE).await.unwrap();
        let without = PEOPLE.replace("A,Constable", "A,");
        let mut partial = order(&without, "2026-10-05");
        partial.completeness = Completeness::Partial;
        assert_eq!(extract(&case, &partial, &without).await.unwrap().outcome, Imported::Unchanged);
        let complete = import(&case, "2026-10-05", &without).await.unwrap();
        assert_eq!(complete.changed, 1);
        let ranks = extracts::values_on(&case, 1, "rank", &["2026-10-02", "2026-10-06"]).await;
        assert_eq!(ranks, ["Constable", ""]);
    }
}

#[tokio::test]
async fn who_is_missing_has_left_keeps_everything_and_can_return() {
    for on in BOTH {
        let case = new(on).await;
        let many = extracts::crowd(20);
        import(&case, "2026-10-01", &many).await.unwrap();
        let shorter: Vec<&str> = many.lines().take(20).collect();
        let report = import(&case, "2026-11-01", &shorter.join("\n")).await.unwrap();
        assert_eq!((report.left, report.joined), (1, 0));
        let counts = case.record.people_by_source(start()).await.unwrap();
        assert_eq!((counts[0].members, counts[0].leavers), (19, 1));
        assert_eq!(extracts::values_on(&case, 20, "surname", &["2026-11-20"]).await, ["Person20"]);

        let half: Vec<&str> = many.lines().take(11).collect();
        let refused = import(&case, "2026-11-02", &half.join("\n")).await;
        let Err(RecordError::Refused { what, .. }) = refused else { panic!("{refused:?}") };
        assert!(what.contains("9 of 19 people"), "{what}");
        let mut expected = order(&half.join("\n"), "2026-11-02");
        expected.leavers_expected = true;
        assert_eq!(extract(&case, &expected, &half.join("\n")).await.unwrap().left, 9);

        let back = import(&case, "2026-11-03", &many).await.unwrap();
        assert_eq!((back.returned, back.joined), (10, 0), "nobody gets a second number");
        let known = case.record.person(20, None, KnownAt::NOW).await.unwrap();
        let stretches: Vec<_> = known.sources.iter().map(|member| member.until.is_some()).collect();
        assert_eq!(stretches, [true, false]);
    }
}

#[tokio::test]
async fn an_older_extract_makes_nobody_a_leaver_of_today() {
    for on in BOTH {
        let case = new(on).await;
        let many = extracts::crowd(20);
        import(&case, "2026-10-01", &many).await.unwrap();
        let older: Vec<&str> = many.lines().take(20).collect();
        let report = import(&case, "2026-09-01", &older.join("\n")).await.unwrap();
        assert_eq!(report.left, 0);
        assert_eq!(case.record.people_by_source(start()).await.unwrap()[0].members, 20);
    }
}

#[tokio::test]
async fn one_bad_row_keeps_the_whole_file_out() {
    for on in BOTH {
        let case = new(on).await;
        let long = "x".repeat(4_001);
        let bad = format!(
            "service-number,surname,date-of-birth,pay-number\n\
             1001,Quillfeather,1985-03-04,A1\n\
             ,Marrowby,1985-03-04,A2\n\
             10-01,Oake,1985-03-04,A3\n\
             1004,{long},1985-03-04,A4\n\
             1005,Tans\u{7}ley,1985-03-04,A5\n\
             1006,Tansley,31/02/1985,A6\n\
             1007,Tansley,2031-01-01,A7\n\
             1008,Tansley,,A1"
        );
        let report = import(&case, "2026-10-01", &bad).await.unwrap();
        assert_eq!((report.outcome, report.refused.count), (Imported::Refused, 7));
        let told: Vec<String> = report
            .refused
            .first
            .iter()
            .map(|refused| format!("row {}: {}", refused.row, refused.why))
            .collect();
        insta::allow_duplicates! { insta::assert_snapshot!("refused_rows", told.join("\n")); }
        assert!(!told.concat().contains("Marrowby"));
        assert_eq!(case.record.people_counts().await.unwrap(), (0, 0));

        let mut without = order(&bad, "2026-10-01");
        without.without_refused = true;
        let report = extract(&case, &without, &bad).await.unwrap();
        assert_eq!((report.joined, report.refused.count), (1, 7));
    }
}

#[tokio::test]
async fn a_row_that_is_left_out_makes_nobody_a_leaver() {
    for on in BOTH {
        let case = new(on).await;
        let many = extracts::crowd(20);
        import(&case, "2026-10-01", &many).await.unwrap();
        let bell = many.replace("Person7,", "Per\u{7}son7,");
        let mut without = order(&bell, "2026-11-01");
        without.without_refused = true;
        assert_eq!(extract(&case, &without, &bell).await.unwrap().outcome, Imported::Unchanged);
        let nameless = many.replace("1007,Person7", ",Person7");
        let mut without = order(&nameless, "2026-11-01");
        without.without_refused = true;
        let report = extract(&case, &without, &nameless).await.unwrap();
        assert!(report.is_leaving_undecided && report.left == 0);
    }
}

#[tokio::test]
async fn numbers_that_belong_to_two_people_are_refused_until_they_are_merged() {
    for on in BOTH {
        let case = new(on).await;
        import(&case, "2026-10-01", "service-number,pay-number,surname\n1,P1,Oake\n2,P2,Tansley")
            .await
            .unwrap();
        let mixed = "service-number,pay-number,surname\n1,P2,Oake";
        let mut partial = order(mixed, "2026-11-01");
        partial.completeness = Completeness::Partial;
        let report = extract(&case, &partial, mixed).await.unwrap();
        assert_eq!(report.refused.first[0].why, Refusal::TwoPeople(1, 2));

        let owner = case.record.actor(None).await.unwrap();
        case.record.merge_people(&owner, 2, 1, start()).await.unwrap();
        assert_eq!(extract(&case, &partial, mixed).await.unwrap().changed, 1);
        assert!(case.record.merge_people(&owner, 1, 2, start()).await.is_err(), "a circle");
        assert!(case.record.merge_people(&owner, 2, 1, start()).await.is_err(), "twice");
        assert!(case.record.merge_people(&owner, 9, 1, start()).await.is_err(), "nobody");
        let before = case.record.known_at(None).await.unwrap();
        assert_eq!(case.record.aliases(before).await.unwrap().root(2), 1);
        assert!(case.record.aliases(KnownAt::before(2)).await.unwrap().is_empty());
        case.record.unmerge_people(&owner, 2, 1, start()).await.unwrap();
        assert!(case.record.aliases(KnownAt::NOW).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_collar_number_is_given_again_and_tells_nobody_apart() {
    for on in BOTH {
        let case = new(on).await;
        import(&case, "2026-10-01", "service-number,collar-number,surname\n1,C7,Oake\n2,C8,Tansley")
            .await
            .unwrap();
        let mut expected =
            order("service-number,collar-number,surname\n2,C7,Tansley\n3,C8,Marrowby", "2026-11-01");
        expected.leavers_expected = true;
        let again = "service-number,collar-number,surname\n2,C7,Tansley\n3,C8,Marrowby";
        let report = extract(&case, &expected, again).await.unwrap();
        assert_eq!((report.joined, report.changed, report.left), (1, 1, 1));
        let collar = Field::named("collar-number").unwrap();
        assert_eq!(case.record.find_people(collar, "c7").await.unwrap().people, [1, 2]);
    }
}

#[tokio::test]
async fn orders_that_make_no_sense_say_what_to_do() {
    let case = new(common::On::Sqlite).await;
    let owner = case.record.actor(None).await.unwrap();
    let mut told = Vec::new();
    let mut refuse = async |change: &dyn Fn(&mut record::ImportOrder), text: &str| {
        let mut wrong = order(text, "2026-10-01");
        change(&mut wrong);
        let parsed = rows(text);
        let result =
            case.record.import_people(&wrong, &parsed, Vec::new(), &owner, start(), &mut |_, _| {}).await;
        told.push(result.unwrap_err().to_string());
    };
    refuse(&|order| order.source = "People 2026".into(), PEOPLE).await;
    refuse(&|order| order.as_of = at("2027-01-01T00:00:00Z"), PEOPLE).await;
    refuse(&|_| {}, "surname,initials\nOake,A").await;
    refuse(&|order| order.key = Field::named("surname"), PEOPLE).await;
    refuse(&|order| order.key = Field::named("pay-number"), PEOPLE).await;
    refuse(&|order| order.columns[1].field = Field::named("rank"), PEOPLE).await;
    refuse(&|order| order.columns[3].heading = "Covert role".into(), PEOPLE).await;
    refuse(&|_| {}, "service-number,surname").await;
    refuse(
        &|order| {
            let column = order.columns[0].clone();
            order.columns.resize(10_000, column);
        },
        PEOPLE,
    )
    .await;
    insta::assert_snapshot!("orders_that_make_no_sense", told.join("\n"));
}

#[tokio::test]
async fn a_file_that_still_has_both_rows_of_a_merged_person_goes_in_as_before() {
    for on in BOTH {
        let case = new(on).await;
        let owner = case.record.actor(None).await.unwrap();
        let extract = "service-number,surname,rank\n1001,Quillfeather,Constable\n1002,Quillfeather,Sergeant";
        import(&case, "2026-10-01", extract).await.unwrap();
        case.record.merge_people(&owner, 2, 1, start()).await.unwrap();
        let again = import(&case, "2026-10-02", extract).await.unwrap();
        assert_eq!((again.refused.count, again.left, again.joined), (0, 0, 0), "{again:?}");
        let promoted = extract.replace("Sergeant", "Inspector");
        let promoted = import(&case, "2026-10-03", &promoted).await.unwrap();
        assert_eq!((promoted.refused.count, promoted.changed, promoted.left), (0, 1, 0), "{promoted:?}");
        // Cleaned up at the source: one row is left, and nobody has left.
        let one = "service-number,surname,rank\n1001,Quillfeather,Inspector";
        let one = import(&case, "2026-10-04", one).await.unwrap();
        assert_eq!((one.refused.count, one.left), (0, 0), "{one:?}");
    }
}
