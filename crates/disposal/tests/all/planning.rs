//! A plan takes what is due and leaves what is held, by name.

use crate::house::{House, days};
use disposal::{Breaker, Chosen, DisposalError, ItemRow, PlanOrder, SEVEN_DAYS};
use force_for_tests::{BOTH, On, is_sound};
use jiff::SignedDuration;

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_by_a_class_takes_what_is_due_and_names_what_it_leaves() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let (by, signs) = &house.manager;
        let order = PlanOrder::new(Chosen::Class("non_evidential"), "31 days are over");
        let no_class = disposing.plan(by, signs, order, days(0)).await;
        assert!(
            matches!(no_class, Err(DisposalError::NoClass { .. })),
            "what is shipped is nobody's yet: {no_class:?}"
        );
        let class = house.class_in_force().await;
        let case = house.case("14XX0000123", &["b.mp4"]).await;
        let planned = disposing.plan(by, signs, order, days(0)).await.unwrap();
        let goes: Vec<u64> = planned.list.items.iter().map(|item| item.item).collect();
        assert_eq!(goes, [house.item("a.mp4")]);
        let stores: Vec<u32> = house.stores.iter().map(|store| store.number).collect();
        assert_eq!(planned.list.items[0].stores, stores);
        let left: Vec<_> = planned.list.left_out.iter().map(|one| (one.item, one.cases.clone())).collect();
        assert!(left.contains(&(house.item("b.mp4"), vec![case])), "{left:?}");
        assert!(left.contains(&(house.item("e.mp4"), vec![])), "{left:?}");
        assert_eq!(left.len(), 2, "c is not due yet, and d is of another class");
        assert_eq!(planned.approvals, 3, "one of five is more than five percent");

        let disposal = disposing.disposal(planned.disposal).await.unwrap();
        assert_eq!((disposal.class, disposal.items, disposal.held), (Some(class), 1, 1));
        assert_eq!(disposing.list_of(&disposal).await.unwrap(), planned.list);
        let again = disposing.plan(by, signs, order, days(0)).await;
        assert!(matches!(again, Err(DisposalError::Nothing { held: 1, unclear: 2, .. })), "{again:?}");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_items_is_taken_as_it_is_written_or_not_at_all() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let (by, signs) = &house.manager;
    let hash = |content: &str| {
        use sha2::Digest;
        sha2::Sha256::digest(format!("footage of {content}")).into()
    };
    let row = |item, sha256| ItemRow { line: 2, item, sha256 };
    for wrong in [
        row(Some(99_999), None),
        row(None, Some([7; 32])),
        row(None, None),
        row(Some(house.item("a.mp4")), Some(hash("b.mp4"))),
    ] {
        let rows = [row(Some(house.item("b.mp4")), None), wrong];
        let refused = disposing.plan(by, signs, PlanOrder::new(Chosen::Items(&rows), "x"), days(0)).await;
        assert!(matches!(refused, Err(DisposalError::Row { line: 2, .. })), "{wrong:?}: {refused:?}");
    }
    let rows = [row(None, Some(hash("a.mp4"))), row(Some(house.item("d.mp4")), Some(hash("d.mp4")))];
    let planned =
        disposing.plan(by, signs, PlanOrder::new(Chosen::Items(&rows), "x"), days(0)).await.unwrap();
    assert_eq!(planned.list.items.len(), 2);
    assert!(disposing.disposals().await.unwrap().len() == 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_asks_for_no_less_than_is_due() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let (by, signs) = &house.manager;
    let rows = [ItemRow { line: 2, item: Some(house.item("a.mp4")), sha256: None }];
    let order = PlanOrder::new(Chosen::Items(&rows), "a court ordered it");
    let hour = SignedDuration::from_hours(1);
    for lax in [
        PlanOrder { cooling_off: SEVEN_DAYS - hour, ..order },
        PlanOrder { last_after: SignedDuration::ZERO, ..order },
        PlanOrder { breaker: Breaker { percent: 6, ..Breaker::DEFAULT }, ..order },
        PlanOrder { breaker: Breaker { items_a_day: 10_001, ..Breaker::DEFAULT }, ..order },
    ] {
        let refused = disposing.plan(by, signs, lax, days(0)).await;
        assert!(matches!(refused, Err(DisposalError::TooLax { .. })), "{refused:?}");
    }
    disposing.plan(by, signs, PlanOrder { cooling_off: SEVEN_DAYS + hour, ..order }, days(0)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_that_are_each_small_are_weighed_together() {
    // A hundred videos: five are five percent, and the sixth is more.
    let mut footage = String::from("file,class,recorded\n");
    for number in 0..100 {
        footage += &format!("cam-{number}.mp4,non_evidential,2026-01-02T10:00:00Z\n");
    }
    let house = House::with(On::Sqlite, &footage).await;
    let first = house.planned(&["cam-0.mp4", "cam-1.mp4", "cam-2.mp4", "cam-3.mp4", "cam-4.mp4"]).await;
    assert_eq!(first.approvals, 2);
    assert_eq!(house.planned(&["cam-5.mp4"]).await.approvals, 3);
}

#[test]
fn the_breaker_trips_above_and_not_at_its_limits() {
    let breaker = Breaker::DEFAULT;
    assert_eq!(breaker.approvals(10_000, [(5, 100), (0, 0)]), 2);
    assert_eq!(breaker.approvals(10_001, [(5, 1_000_000)]), 3);
    assert_eq!(breaker.approvals(1, [(0, 100), (6, 100)]), 3);
    assert_eq!(breaker.approvals(1, [(1, 0)]), 3, "what a store need not have is more than any share of it");
    assert_eq!(breaker.approvals(1, [(u64::MAX, u64::MAX)]), 3);
}
