//! Clocks that jump: what is of a time that is not yet has not the last word, and a clock that is set back makes nothing young
//! again.

use crate::house::{House, after};
use crate::migrating::Moving;
use crate::own::Copies;
use evidence::{Reading, StoreState};
use force_for_tests::{BOTH, On, is_sound};

/// Minutes.
const DAY: i64 = 24 * 60;
const YEAR: i64 = 365 * DAY;

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_that_began_earlier_does_not_speak_over_a_later_one() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        house.sweep(&store, 2).await;
        // Slow, and of a minute before.
        house.sweep(&store, 1).await;
        let last = house.evidence().await.last_sweep(store.number).await.unwrap().unwrap();
        assert_eq!(last.at, after(2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_of_next_year_says_nothing_of_today_and_gives_way_to_the_next() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        assert_eq!(house.sweep(&store, YEAR).await.state, StoreState::Green);
        let evidence = house.evidence().await;
        let balance = evidence.balance(&store, after(1)).await.unwrap();
        assert_eq!(balance.state, StoreState::Unknown, "when it was listed nobody knows");

        // Not to be seen, and that is said: the sweep of next year has not the last word.
        let elsewhere = house.folder.path().join("elsewhere");
        std::fs::rename(house.store_folder(), &elsewhere).unwrap();
        assert_eq!(house.sweep(&store, 2).await.state, StoreState::Unknown);
        let last = evidence.last_sweep(store.number).await.unwrap().unwrap();
        assert_eq!((last.at, last.state), (after(2), StoreState::Unknown));
        assert_eq!(evidence.balance(&store, after(2)).await.unwrap().state, StoreState::Unknown);
        std::fs::rename(&elsewhere, house.store_folder()).unwrap();
        assert_eq!(house.sweep(&store, 3).await.state, StoreState::Green);
        assert_eq!(evidence.balance(&store, after(3)).await.unwrap().state, StoreState::Green);
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_is_red_whatever_the_clock_says() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.sweep(&store, YEAR).await;
    house.take_away("2020/b.mp4");
    for minutes in [2, 2 * YEAR, 3, -YEAR] {
        let sweep = house.sweep(&store, minutes).await;
        assert_eq!((sweep.state, sweep.in_suspense), (StoreState::Red, 1), "{minutes}");
        let balance = house.evidence().await.balance(&store, after(minutes)).await.unwrap();
        assert_eq!(balance.state, StoreState::Red, "{minutes}");
    }
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_next_year_does_not_rest_until_then() {
    let copies = Copies::new(On::Sqlite).await;
    copies.take_in(1).await;
    let (by, store) = (&copies.house.manager.0, &copies.stores[0]);
    let evidence = copies.house.evidence().await;
    let read = evidence.read(by, store, Reading::All, after(YEAR), |_, _| {}).await.unwrap();
    assert_eq!(read.good, 3);
    // A month later by the right clock.
    let read = evidence.read(by, store, Reading::Budget(1000), after(30 * DAY), |_, _| {}).await.unwrap();
    assert_eq!(read.good, 3, "nobody knows when they were read");
    // And now it is known.
    let read = evidence.read(by, store, Reading::Budget(1000), after(30 * DAY + 1), |_, _| {}).await.unwrap();
    assert_eq!(read.good, 0);
    is_sound(&copies.house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_in_by_a_clock_that_jumps_is_expected_and_green() {
    let copies = Copies::new(On::Sqlite).await;
    assert_eq!(copies.take_in(YEAR).await.items, 3);
    copies.house.put("2022/d.mp4", "four");
    let taken = copies.take_in(1).await;
    assert_eq!((taken.items, taken.known), (1, 3));
    for minutes in [2, YEAR + 1, 3] {
        for store in &copies.stores {
            let sweep = copies.house.sweep(store, minutes).await;
            assert_eq!((sweep.state, sweep.expected.count), (StoreState::Green, 4), "{minutes}");
        }
    }
    is_sound(&copies.house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permit_that_was_over_is_not_in_force_again_when_the_clock_is_set_back() {
    let moving = Moving::planned(On::Sqlite).await;
    moving.copy(2).await;
    moving.verify(3).await;
    moving.permit(4).await.unwrap();
    // The day after: the permit is over. A sweep says so, and is in the log.
    moving.house().take_away("2020/a.mp4");
    let sweep = moving.house().sweep(&moving.dems, 4 + DAY + 1).await;
    assert_eq!((sweep.state, sweep.departed), (StoreState::Red, 0));
    moving.house().take_away("2020/b.mp4");
    let sweep = moving.house().sweep(&moving.dems, 5).await;
    assert_eq!((sweep.departed, sweep.in_suspense), (0, 2), "set back, it allows nothing more");
    // Nor is what was read the day before fresh again.
    assert!(moving.permit(6).await.is_err());
}
