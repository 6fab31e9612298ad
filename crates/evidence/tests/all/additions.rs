//! What comes in is asked about, unless two people have said that it need not be.

use crate::house::{House, after};
use evidence::{DifferenceKind, EvidenceError, EvidenceStore, StoreState};
use force_for_tests::{BOTH, On, is_sound};
use jiff::SignedDuration;

/// A house with a store into which things come by rule.
async fn docked(on: On) -> (House, EvidenceStore, u32) {
    let house = House::new(on).await;
    let store = house.watched().await.store;
    let evidence = house.evidence().await;
    let (manager, hers) = &house.manager;
    let (approver, his) = &house.approver;
    let why = "cameras are docked all day";
    let (rule, _) = evidence.propose_additions(manager, hers, &store, why, after(1)).await.unwrap();
    evidence.allow_additions(approver, his, rule, after(2)).await.unwrap();
    (house, store, rule)
}

#[tokio::test(flavor = "multi_thread")]
async fn additions_are_booked_by_a_rule_of_two_and_losses_never_are() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        let evidence = house.evidence().await;
        let (manager, hers) = &house.manager;
        let (approver, his) = &house.approver;
        let why = "cameras are docked all day";
        let (rule, _) = evidence.propose_additions(manager, hers, &store, why, after(1)).await.unwrap();
        let waits = evidence.rules().await.unwrap().remove(0);
        assert_eq!(*evidence.reason_of_rule(&waits).await.unwrap(), why, "who allows reads why");
        evidence.allow_additions(approver, his, rule, after(4)).await.unwrap();
        house.put("2022/d.mp4", "allowed");
        house.put("2022/e.mp4", "allowed too");
        let first = house.sweep(&store, 5).await;
        assert_eq!((first.state, first.received, first.arriving), (StoreState::Green, 0, 2));
        assert_eq!((first.expected.count, first.observed.count), (3, 3), "what arrives is on its own line");
        let sweep = house.sweep(&store, 6).await;
        assert_eq!((sweep.state, sweep.received, sweep.expected.count), (StoreState::Green, 2, 5));
        assert_eq!((sweep.arriving, sweep.expected.digest.short()), (0, sweep.observed.digest.short()));
        let next = house.sweep(&store, 7).await;
        assert_eq!((next.state, next.received, next.expected.count), (StoreState::Green, 0, 5));

        house.take_away("2022/e.mp4");
        assert!(
            house.sweep(&store, 8).await.alarm.is_some(),
            "what came by rule is missed like everything else"
        );
        evidence.end_additions(manager, hers, rule, after(9)).await.unwrap();
        let twice = evidence.end_additions(manager, hers, rule, after(9)).await;
        assert!(matches!(twice, Err(EvidenceError::NoRule { .. })), "{twice:?}");
        house.put("2022/f.mp4", "nobody knows why");
        assert!(house.sweep(&store, 10).await.alarm.is_some(), "without a rule at once");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_being_copied_is_booked_as_it_is_when_it_is_whole() {
    for on in BOTH {
        let (house, store, _) = docked(on).await;
        let mut content = String::new();
        for minutes in 3..6 {
            content.push_str("a part of it ");
            house.put("2022/d.mp4", &content);
            let sweep = house.sweep(&store, minutes).await;
            let came = (sweep.state, sweep.arriving, sweep.received, sweep.expected.count);
            assert_eq!(came, (StoreState::Green, 1, 0, 3));
            assert!(sweep.alarm.is_none());
        }
        let sweep = house.sweep(&store, 6).await;
        assert_eq!((sweep.arriving, sweep.received, sweep.expected.bytes), (0, 1, 15 + 39));
        house.put("2022/d.mp4", &format!("{content} and more"));
        let [changed] = house.sweep(&store, 7).await.alarm.unwrap().differences.try_into().unwrap();
        assert_eq!(changed.kind, DifferenceKind::Changed, "once booked it is like everything else");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sweeps_in_a_moment_are_not_enough() {
    let (house, store, _) = docked(On::Sqlite).await;
    house.put("2022/d.mp4", "half of it");
    let evidence = house.evidence().await;
    let (by, _) = &house.manager;
    let mut booked = Vec::new();
    for seconds in [0, 1, 9, 10] {
        let now = after(3) + SignedDuration::from_secs(seconds);
        booked.push(evidence.sweep(by, &store, now).await.unwrap().received);
    }
    assert_eq!(booked, [0, 0, 0, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_and_goes_again_is_simply_gone() {
    let (house, store, _) = docked(On::Sqlite).await;
    house.put("2022/d.mp4.part", "half of it");
    house.put("2022/e.mp4", "all of it");
    assert_eq!(house.sweep(&store, 3).await.arriving, 2);
    house.take_away("2022/d.mp4.part");
    let sweep = house.sweep(&store, 4).await;
    assert_eq!((sweep.state, sweep.arriving, sweep.received), (StoreState::Green, 0, 1));
    house.put("2022/d.mp4.part", "half of it");
    let sweep = house.sweep(&store, 5).await;
    assert_eq!((sweep.arriving, sweep.received), (1, 0), "it was away in between, so it waits anew");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_ends_is_an_alarm_and_so_is_what_waits_when_the_rule_ends() {
    let (house, store, rule) = docked(On::Sqlite).await;
    let mut content = String::from("log");
    for hour in 0..24 {
        content.push('.');
        house.put("growing.log", &content);
        let sweep = house.sweep(&store, 3 + 60 * hour).await;
        assert_eq!((sweep.state, sweep.arriving), (StoreState::Green, 1), "after {hour} hours");
    }
    content.push('.');
    house.put("growing.log", &content);
    house.put("2022/d.mp4", "new");
    let sweep = house.sweep(&store, 3 + 60 * 24).await;
    assert_eq!((sweep.state, sweep.arriving), (StoreState::Red, 1));
    let [surplus] = sweep.alarm.unwrap().differences.try_into().unwrap();
    assert_eq!((surplus.kind, surplus.items), (DifferenceKind::Surplus, 1));

    let later = after(4 + 60 * 24);
    let (manager, hers) = &house.manager;
    house.evidence().await.end_additions(manager, hers, rule, later).await.unwrap();
    let sweep = house.sweep(&store, 5 + 60 * 24).await;
    assert_eq!((sweep.arriving, sweep.received, sweep.in_suspense), (0, 0, 2));
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_is_not_believed_books_nothing_and_forgets_nothing() {
    let (house, store, _) = docked(On::Sqlite).await;
    house.put("2022/d.mp4", "new");
    assert_eq!(house.sweep(&store, 3).await.arriving, 1);
    let aside = house.folder.path().join("aside");
    std::fs::rename(house.store_folder(), &aside).unwrap();
    std::fs::create_dir(house.store_folder()).unwrap();
    assert_eq!(house.sweep(&store, 4).await.state, StoreState::Unknown);
    std::fs::remove_dir(house.store_folder()).unwrap();
    std::fs::rename(&aside, house.store_folder()).unwrap();
    assert_eq!(house.sweep(&store, 5).await.received, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_list_of_what_waits_it_waits_once_more() {
    let (house, store, _) = docked(On::Sqlite).await;
    house.put("2022/d.mp4", "new");
    assert_eq!(house.sweep(&store, 3).await.arriving, 1);
    // As after a restoration, and as if the list were gone or no list at all.
    for sql in ["DELETE FROM evidence_arriving", "UPDATE evidence_arriving SET blob = 'none'"] {
        let mut transaction = house.record.database().begin("lose the list").await.unwrap();
        assert_eq!(transaction.execute(sql, &[]).await.unwrap(), 1);
        transaction.finish().await.unwrap();
        let sweep = house.sweep(&store, 4).await;
        assert_eq!((sweep.state, sweep.arriving, sweep.received), (StoreState::Green, 1, 0), "{sql}");
    }
    assert_eq!(house.sweep(&store, 5).await.received, 1);
}
