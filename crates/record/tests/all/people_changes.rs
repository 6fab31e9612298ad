//! What an import would change is known before it is made, and what was different between two days afterwards.

use crate::common::{BOTH, new, owner, start};
use crate::extracts;
use crate::extracts::{crowd, day, import, order, rows};
use record::{Field, Imported, PeopleAt};

const FIRST: &str = "\
service-number,surname,unit
1001,Quillfeather,Response
1002,Marrowby,Custody
1003,Thistlewood,Custody";

const SECOND: &str = "\
service-number,surname,unit
1001,Quillfeather,Custody
1002,Marrowby,Custody
1003,Thistlewood-Oake,Roads
1004,Brackenbury,Roads";

#[tokio::test]
async fn what_would_change_is_told_and_nothing_is_written() {
    for on in BOTH {
        let case = new(on).await;
        let (owner, _) = owner(&case.record).await;
        import(&case, "2026-10-01", FIRST).await.unwrap();
        let before = case.record.acts().await.unwrap();
        let order = order(SECOND, "2026-11-01");
        let tried = case.record.try_import(&order, &rows(SECOND), Vec::new(), &owner, start()).await.unwrap();
        assert_eq!(tried.outcome, Imported::Tried);
        assert_eq!((tried.joined, tried.changed, tried.left, tried.unchanged), (1, 2, 0, 1));
        let fields: Vec<(&str, u64)> =
            tried.changed_fields.iter().map(|(field, people)| (field.id(), *people)).collect();
        assert_eq!(fields, [("surname", 1), ("unit", 2)]);
        assert_eq!(case.record.acts().await.unwrap(), before);
        assert_eq!(extracts::values_on(&case, 1, "unit", &["2026-11-02"]).await, ["Response"]);
        // The same when it is done, and then nothing more.
        let done = import(&case, "2026-11-01", SECOND).await.unwrap();
        assert_eq!((done.joined, done.changed, &done.changed_fields), (1, 2, &tried.changed_fields));
        let again = case.record.try_import(&order, &rows(SECOND), Vec::new(), &owner, start()).await.unwrap();
        assert_eq!(again.outcome, Imported::Unchanged);
    }
}

#[tokio::test]
async fn leavers_whom_nobody_would_believe_are_counted_in_a_trial_and_refused_in_earnest() {
    for on in BOTH {
        let case = new(on).await;
        let (owner, signer) = owner(&case.record).await;
        import(&case, "2026-10-01", &crowd(20)).await.unwrap();
        let few = crowd(15);
        let mut order = order(&few, "2026-11-01");
        let tried = case.record.try_import(&order, &rows(&few), Vec::new(), &owner, start()).await.unwrap();
        assert_eq!((tried.left, tried.too_many_left_of), (5, Some(20)));
        let outcome =
            case.record.import_people_signed(&order, &rows(&few), Vec::new(), &owner, &signer, start()).await;
        assert!(outcome.unwrap_err().to_string().contains("5 of 20 people of the extract 'people'"));
        order.leavers_expected = true;
        let outcome =
            case.record.import_people_signed(&order, &rows(&few), Vec::new(), &owner, &signer, start()).await;
        let Imported::Written(act) = outcome.unwrap().outcome else { panic!("it was not written") };
        let shown = case.record.act(act.position).await.unwrap().unwrap();
        assert_eq!(shown.entry.signed_by, [owner.number]);
    }
}

#[tokio::test]
async fn rows_that_are_refused_are_left_out_of_a_trial() {
    let case = new(BOTH[0]).await;
    let (owner, _) = owner(&case.record).await;
    let text = "service-number,surname\n1001,Quillfeather\n,Marrowby";
    let order = order(text, "2026-10-01");
    let tried = case.record.try_import(&order, &rows(text), Vec::new(), &owner, start()).await.unwrap();
    assert_eq!((tried.joined, tried.refused.count, tried.is_leaving_undecided), (1, 1, true));
}

#[tokio::test]
async fn two_days_differ_in_who_joined_who_left_and_what_is_another_value() {
    for on in BOTH {
        let case = new(on).await;
        import(&case, "2026-10-01", FIRST).await.unwrap();
        import(&case, "2026-11-01", SECOND).await.unwrap();
        // A value that was another one for a while is the same in the end.
        import(&case, "2026-11-10", &SECOND.replace("1002,Marrowby,Custody", "1002,Marrowby,Dogs"))
            .await
            .unwrap();
        import(&case, "2026-11-20", SECOND).await.unwrap();
        let at = |text| PeopleAt { source: Some("people".into()), at: day(text) };
        let changes = case.record.people_changes(&at("2026-10-15"), &at("2026-11-25")).await.unwrap();
        assert_eq!((changes.before, changes.after), (3, 4));
        assert_eq!(changes.joined.iter().collect::<Vec<_>>(), [4]);
        assert!(changes.left.is_empty());
        let of = |id| changes.changed[&Field::named(id).unwrap()].iter().collect::<Vec<_>>();
        assert_eq!((of("surname"), of("unit")), (vec![3], vec![1, 3]));
        assert_eq!(changes.changed_people().len(), 2);
        // The other way round who joined has left.
        let back = case.record.people_changes(&at("2026-11-25"), &at("2026-10-15")).await.unwrap();
        assert_eq!((back.left, back.joined.len()), (changes.joined, 0));
        let same = case.record.people_changes(&at("2026-11-25"), &at("2026-11-25")).await.unwrap();
        assert!(same.changed.is_empty() && same.joined.is_empty());
        let other = PeopleAt { source: Some("other".into()), at: day("2026-11-25") };
        assert_eq!(case.record.people_changes(&other, &at("2026-11-25")).await.unwrap().joined.len(), 4);
    }
}

#[tokio::test]
async fn imports_are_listed_with_what_they_changed() {
    let case = new(BOTH[0]).await;
    import(&case, "2026-10-01", FIRST).await.unwrap();
    import(&case, "2026-11-01", SECOND).await.unwrap();
    let page = case.record.people_imports(None, 10).await.unwrap();
    let told: Vec<(u64, u64)> = page.imports.iter().map(|one| (one.act.joined, one.act.changed)).collect();
    assert_eq!((told, page.next), (vec![(1, 2), (3, 0)], None));
    assert_eq!(page.imports[0].as_of, day("2026-11-01"));
    assert!(case.record.people_import(0).await.unwrap().is_none(), "the record's creation is no import");
    assert!(case.record.people_import(99).await.unwrap().is_none());
}
