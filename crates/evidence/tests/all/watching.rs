//! A store loses, gains and changes items, and is not believed when it should not be.

use crate::house::{House, after};
use evidence::{DifferenceKind, EvidenceError, StoreState};
use force_for_tests::{BOTH, On, at, is_sound};
use record::{CaseRow, Tie};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_raises_one_alarm_and_is_in_suspense_until_it_is_back() {
    for on in BOTH {
        let house = House::new(on).await;
        let added = house.watched().await;
        assert_eq!((added.listed.count, added.listed.bytes), (3, 15));
        let store = added.store;
        let sweep = house.sweep(&store, 1).await;
        assert_eq!(sweep.state, StoreState::Green);
        assert!(sweep.alarm.is_none());

        house.take_away("2020/b.mp4");
        let sweep = house.sweep(&store, 2).await;
        assert_eq!(sweep.state, StoreState::Red);
        let alarm = sweep.alarm.unwrap();
        let [missing] = alarm.differences.as_slice() else { panic!("{:?}", alarm.differences) };
        assert_eq!((missing.kind, missing.items, missing.bytes), (DifferenceKind::Missing, 1, 7));
        let named = house.named(missing).await;
        assert_eq!(named, ["2020/b.mp4"]);

        let again = house.sweep(&store, 3).await;
        assert_eq!((again.state, again.in_suspense), (StoreState::Red, 1));
        assert!(again.alarm.is_none(), "one loss is one alarm");

        house.put("2020/b.mp4", "two two");
        let back = house.sweep(&store, 4).await;
        assert_eq!((back.state, back.found, back.in_suspense), (StoreState::Green, 1, 0));
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn part_of_a_loss_that_comes_back_leaves_the_rest_in_suspense() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    for name in ["2020/a.mp4", "2020/b.mp4", "2021/c.mp4"] {
        house.take_away(name);
    }
    assert_eq!(house.sweep(&store, 1).await.in_suspense, 3);
    house.put("2020/b.mp4", "two two");
    let sweep = house.sweep(&store, 2).await;
    assert_eq!((sweep.state, sweep.found, sweep.in_suspense), (StoreState::Red, 1, 2));
    assert!(sweep.alarm.is_none());
    let evidence = house.evidence().await;
    let [rest] = evidence.suspense(None).await.unwrap().try_into().unwrap();
    let named = house.named(&rest).await;
    assert_eq!(named, ["2020/a.mp4", "2021/c.mp4"]);
    let balance = evidence.balance(&store, after(2)).await.unwrap();
    assert_eq!((balance.expected.items, balance.missing().items), (3, 2));
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unknown_and_what_was_written_to_raise_alarms_too() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.put("2021/z.mp4", "who put this here");
    house.put("2020/a.mp4", "longer than it was");
    let alarm = house.sweep(&store, 1).await.alarm.unwrap();
    let kinds: Vec<_> = alarm.differences.iter().map(|one| (one.kind, one.items)).collect();
    assert_eq!(kinds, [(DifferenceKind::Surplus, 1), (DifferenceKind::Changed, 1)]);
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_names_the_cases_that_it_touches() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let evidence = house.evidence().await;
    let names = vec!["2020/a.mp4".to_owned(), "2020/b.mp4".to_owned(), "not/there.mp4".to_owned()];
    let numbers = evidence.items_named(store.number, names).await.unwrap();
    assert_eq!(numbers.len(), 2);
    let row = |row: u64, urn: &str, name: &str| CaseRow {
        row,
        urn: urn.to_owned().into(),
        officer: None,
        court_date: Some(at("2023-09-01T10:00:00Z")),
        tie: Some(Tie::Item(numbers[name])),
    };
    let rows = [row(1, "14XX0000123", "2020/a.mp4"), row(2, "14XX0000456", "2020/b.mp4")];
    let (owner, _) = force_for_tests::owner(&house.record, after(0)).await;
    house.record.import_cases(&owner, [7; 32], &rows, after(0)).await.unwrap();
    house.take_away("2020/b.mp4");
    let alarm = house.sweep(&store, 1).await.alarm.unwrap();
    let urns: Vec<_> = alarm.cases.iter().map(|case| case.urn.as_str()).collect();
    assert_eq!(urns, ["14XX0000456"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_folder_in_its_place_is_no_loss_but_unknown() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let aside = house.folder.path().join("aside");
    std::fs::rename(house.store_folder(), &aside).unwrap();
    std::fs::create_dir(house.store_folder()).unwrap();
    let sweep = house.sweep(&store, 1).await;
    assert_eq!(sweep.state, StoreState::Unknown);
    assert!(sweep.alarm.is_none());
    std::fs::remove_dir(house.store_folder()).unwrap();
    let gone = house.sweep(&store, 2).await;
    assert_eq!(gone.state, StoreState::Unknown);
    let evidence = house.evidence().await;
    let balance = evidence.balance(&store, after(2)).await.unwrap();
    assert_eq!(balance.state, StoreState::Unknown);
    assert!(balance.why.is_some());
    std::fs::rename(&aside, house.store_folder()).unwrap();
    assert_eq!(house.sweep(&store, 3).await.state, StoreState::Green);
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_nobody_listed_for_two_intervals_is_unknown() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let evidence = house.evidence().await;
    assert_eq!(evidence.balance(&store, after(2)).await.unwrap().state, StoreState::Green);
    assert_eq!(evidence.balance(&store, after(3)).await.unwrap().state, StoreState::Unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sweeps_at_once_raise_one_alarm() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        house.take_away("2020/a.mp4");
        let evidence = house.evidence().await;
        let (one, other) = tokio::join!(
            evidence.sweep(&house.manager.0, &store, after(1)),
            evidence.sweep(&house.manager.0, &store, after(1))
        );
        let mut alarms = 0;
        for sweep in [one, other] {
            match sweep {
                Ok(sweep) => alarms += usize::from(sweep.alarm.is_some()),
                Err(EvidenceError::Overtaken) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(alarms, 1);
        assert_eq!(evidence.suspense(None).await.unwrap().len(), 1);
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_watched_once_and_a_name_means_one_store() {
    let house = House::new(On::Sqlite).await;
    house.watched().await;
    let evidence = house.evidence().await;
    let (by, _) = &house.manager;
    let place = house.store_folder();
    let order = evidence::StoreOrder {
        name: "another",
        place: place.to_str().unwrap(),
        every: jiff::SignedDuration::from_secs(60),
        may_write: false,
    };
    let again = evidence.add_store(by, &order, after(1)).await;
    assert!(matches!(again, Err(EvidenceError::SamePlace { store: 1 })), "{again:?}");
    let elsewhere = house.folder.path().join("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    let order = evidence::StoreOrder { name: "dems", place: elsewhere.to_str().unwrap(), ..order };
    let again = evidence.add_store(by, &order, after(1)).await;
    assert!(matches!(again, Err(EvidenceError::NameTaken { store: 1 })), "{again:?}");
    let order = evidence::StoreOrder { name: "empty", ..order };
    let added = evidence.add_store(by, &order, after(1)).await.unwrap();
    assert_eq!(added.listed.count, 0);
    assert_eq!(house.sweep(&added.store, 2).await.state, StoreState::Green);
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_expected_and_is_gone_again_is_not_forgotten() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.put("2021/z.mp4", "who put this here");
    assert!(house.sweep(&store, 1).await.alarm.is_some());
    house.take_away("2021/z.mp4");
    let sweep = house.sweep(&store, 2).await;
    assert_eq!((sweep.state, sweep.found, sweep.in_suspense), (StoreState::Red, 0, 1));
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_again_or_goes_while_in_suspense_raises_another_alarm() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.put("2020/a.mp4", "changed once");
    assert!(house.sweep(&store, 1).await.alarm.is_some());
    house.put("2020/a.mp4", "changed a second time");
    let again = house.sweep(&store, 2).await;
    assert_eq!(again.alarm.unwrap().differences[0].kind, DifferenceKind::Changed);
    house.take_away("2020/a.mp4");
    let gone = house.sweep(&store, 3).await;
    assert_eq!((gone.alarm.unwrap().differences[0].kind, gone.found), (DifferenceKind::Missing, 0));
    house.put("2020/a.mp4", "one");
    let back = house.sweep(&store, 4).await;
    assert_eq!((back.state, back.in_suspense), (StoreState::Green, 0), "as it was on the first day");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_does_not_end_over_a_loss() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let evidence = house.evidence().await;
    let (by, signer) = &house.manager;
    house.take_away("2020/a.mp4");
    let ended = evidence.end_store(by, signer, &store, after(1)).await;
    assert!(matches!(ended, Err(EvidenceError::NotGreen { .. })), "{ended:?}");
    assert_eq!(evidence.suspense(None).await.unwrap().len(), 1, "and it was seen");
    house.put("2020/a.mp4", "one");
    evidence.end_store(by, signer, &store, after(2)).await.unwrap();
    assert!(evidence.stores().await.unwrap().is_empty());
    is_sound(&house.record).await;
}
