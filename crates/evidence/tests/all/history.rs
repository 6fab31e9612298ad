//! How a store stood over time, and how all stand, without a look into any list.

use crate::house::{House, NOON, after};
use evidence::{Count, EvidenceStore, Overview, SettlementOrder, StoreState, Stretch};
use force_for_tests::{BOTH, On, at};
use jiff::Timestamp;
use record::{CaseRow, Tie};

async fn past(house: &House, store: &EvidenceStore, now: Timestamp) -> Vec<Stretch> {
    house.evidence().await.history(store, 100, now).await.unwrap()
}

/// State, items expected, items listed, minutes after noon from and until.
fn lines(past: &[Stretch]) -> Vec<(StoreState, u64, Option<u64>, i64, i64)> {
    let minutes = |at: Timestamp| at.duration_since(after(0)).as_mins();
    past.iter()
        .map(|one| {
            let observed = one.observed.map(|count| count.items);
            (one.state, one.expected.items, observed, minutes(one.from), minutes(one.until))
        })
        .collect()
}

async fn overview(house: &House, now: Timestamp) -> Overview {
    house.evidence().await.overviews(now).await.unwrap().remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loss_and_what_came_back_are_seen_from_the_first_day_on() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        let first = past(&house, &store, after(1)).await;
        assert_eq!(lines(&first), [(StoreState::Green, 3, Some(3), 0, 1)], "the first day's list");
        assert_eq!(first[0].expected, Count { items: 3, bytes: 15 });
        house.sweep(&store, 1).await;
        house.take_away("2020/b.mp4");
        house.sweep(&store, 2).await;
        house.sweep(&store, 3).await;
        house.put("2020/b.mp4", "two two");
        house.sweep(&store, 4).await;
        assert_eq!(
            lines(&past(&house, &store, after(5)).await),
            [
                (StoreState::Green, 3, Some(3), 0, 2),
                (StoreState::Red, 3, Some(2), 2, 4),
                (StoreState::Green, 3, Some(3), 4, 5),
            ],
            "alike ones are one"
        );
        let newest = house.evidence().await.history(&store, 1, after(5)).await.unwrap();
        assert_eq!(lines(&newest), [(StoreState::Green, 3, Some(3), 4, 5)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silence_and_a_list_that_is_not_whole_are_not_taken_for_anything() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.sweep(&store, 1).await;
    // Nobody looks for six hours.
    house.sweep(&store, 360).await;
    std::fs::rename(house.store_folder(), house.folder.path().join("aside")).unwrap();
    house.sweep(&store, 361).await;
    let seen = lines(&past(&house, &store, after(362)).await);
    assert_eq!(
        seen,
        [
            // The act of that sweep says so for an hour and two intervals.
            (StoreState::Green, 3, Some(3), 0, 63),
            (StoreState::Unknown, 3, None, 63, 360),
            (StoreState::Green, 3, Some(3), 360, 361),
            (StoreState::Unknown, 3, None, 361, 362),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_suspense_stays_red_while_nobody_looks() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    house.sweep(&store, 1).await;
    let seen = lines(&past(&house, &store, after(600)).await);
    assert_eq!(
        seen,
        [
            (StoreState::Green, 3, Some(3), 0, 1),
            (StoreState::Red, 3, Some(2), 1, 3),
            (StoreState::Red, 3, None, 3, 600),
        ]
    );
    let overview = overview(&house, after(600)).await;
    assert!(overview.is_overdue && overview.state == StoreState::Red);
    assert_eq!(overview.since, Some(after(1)), "since the alarm");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_a_store_stands_is_what_its_balance_says() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let agrees = |now: Timestamp| {
        let (house, store) = (&house, &store);
        async move {
            let balance = house.evidence().await.balance(store, now).await.unwrap();
            let overview = overview(house, now).await;
            assert_eq!((overview.state, &overview.why), (balance.state, &balance.why));
            assert_eq!(overview.suspense, balance.suspense);
            assert_eq!(overview.waiting, balance.waiting);
            (overview.state, overview.since)
        }
    };
    assert_eq!(agrees(after(1)).await, (StoreState::Green, Some(at(NOON))));
    assert_eq!(agrees(after(90)).await.0, StoreState::Unknown, "nobody listed it");
    house.sweep(&store, 91).await;
    assert_eq!(agrees(after(92)).await, (StoreState::Green, Some(after(91))), "what was before is not known");
    house.take_away("2020/b.mp4");
    let lost = house.sweep(&store, 93).await.alarm.unwrap().differences[0].number;
    assert_eq!(agrees(after(94)).await, (StoreState::Red, Some(after(93))));
    assert_eq!(agrees(after(900)).await, (StoreState::Red, Some(after(93))));
    let evidence = house.evidence().await;
    let order = SettlementOrder { difference: lost, why: "no copy was found" };
    let (manager, hers) = &house.manager;
    let (approver, his) = &house.approver;
    let (settlement, _) = evidence.propose_settlement(manager, hers, order, after(901)).await.unwrap();
    assert_eq!(agrees(after(902)).await.0, StoreState::Red);
    evidence.settle(approver, his, settlement, after(903)).await.unwrap();
    house.sweep(&store, 904).await;
    assert_eq!(agrees(after(905)).await, (StoreState::Green, Some(after(904))));
    std::fs::rename(house.store_folder(), house.folder.path().join("aside")).unwrap();
    house.sweep(&store, 906).await;
    assert_eq!(agrees(after(907)).await, (StoreState::Unknown, Some(after(906))));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_come_a_page_at_a_time_and_each_is_an_act() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let evidence = house.evidence().await;
    let numbers = evidence.items_named(store.number, vec!["2021/c.mp4".to_owned()]).await.unwrap();
    let row = CaseRow {
        row: 1,
        urn: "14XX0000123".to_owned().into(),
        officer: None,
        court_date: None,
        tie: Some(Tie::Item(numbers["2021/c.mp4"])),
    };
    let (owner, _) = force_for_tests::owner(&house.record, after(0)).await;
    house.record.import_cases(&owner, [7; 32], &[row], after(0)).await.unwrap();
    for name in ["2020/a.mp4", "2020/b.mp4", "2021/c.mp4"] {
        house.take_away(name);
    }
    let lost = house.sweep(&store, 1).await.alarm.unwrap().differences.remove(0);
    let touched = evidence.cases_of(&lost).await.unwrap();
    assert_eq!(touched.iter().map(|case| case.urn.as_str()).collect::<Vec<_>>(), ["14XX0000123"]);
    let before = house.record.acts().await.unwrap();
    let (manager, hers) = &house.manager;
    let page = |skip| {
        let (evidence, lost) = (&evidence, &lost);
        async move { evidence.show_part(manager, hers, (lost, skip, 2), "to look", after(2)).await.unwrap() }
    };
    let (one, other) = (page(0).await, page(2).await);
    assert_eq!((one.items.len(), one.cases.len()), (2, 0));
    assert_eq!((other.items.len(), other.cases.len()), (1, 1));
    assert_eq!(other.items[0].key.as_str(), "2021/c.mp4");
    let told: Vec<String> = house
        .record
        .acts_told(&[before, before + 1])
        .await
        .unwrap()
        .into_iter()
        .map(|act| act.sentence)
        .collect();
    assert!(told[0].contains("2 items") && told[1].contains("1 item "), "{told:?}");
    let silent = evidence.show_part(manager, hers, (&lost, 0, 2), " ", after(3)).await;
    assert!(silent.is_err() && house.record.acts().await.unwrap() == before + 2);
}
