//! Copies go one after the other, the last one later, and whatever is gone is on the sheet.

use crate::house::{House, NOON, days};
use disposal::{DisposalError, DisposalState};
use evidence::{Evidence, StoreState};
use force_for_tests::{BOTH, On, at, is_sound};
use record::RecordError;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_copies_go_after_seven_days_and_the_last_after_seven_more() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let planned = house.planned(&["a.mp4", "b.mp4"]).await;
        let (by, signs) = &house.manager;
        let unapproved = disposing.carry_out(by, signs, planned.disposal, &|| days(30)).await;
        assert!(matches!(unapproved, Err(DisposalError::NoDisposal { .. })), "{unapproved:?}");
        house.approved(&planned, days(1)).await;
        let early = disposing.carry_out(by, signs, planned.disposal, &|| days(7)).await;
        assert!(matches!(early, Err(DisposalError::CoolingOff { .. })), "{early:?}");
        let (officer, hers) = &house.officer;
        let other = disposing.carry_out(officer, hers, planned.disposal, &|| days(9)).await;
        assert!(matches!(other, Err(DisposalError::Record(RecordError::MayNot { .. }))), "{other:?}");
        assert_eq!(house.there(0).await.len(), 5);

        let first = disposing.carry_out(by, signs, planned.disposal, &|| days(9)).await.unwrap();
        assert_eq!((first.copies, first.waiting, first.failed, first.held), (2, 2, 0, 0), "{first:?}");
        assert_eq!((first.next, first.is_done), (Some(days(16)), false));
        assert_eq!(house.there(0).await, ["c.mp4", "d.mp4", "e.mp4"]);
        assert_eq!(house.there(1).await.len(), 5);
        let again = disposing.carry_out(by, signs, planned.disposal, &|| days(15)).await.unwrap();
        assert_eq!((again.copies, again.waiting), (0, 2));
        assert!(again.recorded.is_empty(), "nothing was done, so nothing is said");
        green(&house).await;

        let last = disposing.carry_out(by, signs, planned.disposal, &|| days(16)).await.unwrap();
        assert_eq!((last.copies, last.waiting, last.is_done), (2, 0, true), "{last:?}");
        assert_eq!(house.there(1).await, ["c.mp4", "d.mp4", "e.mp4"]);
        assert_eq!(disposing.disposal(planned.disposal).await.unwrap().state, DisposalState::Done);
        green(&house).await;
        let over = disposing.carry_out(by, signs, planned.disposal, &|| days(17)).await;
        assert!(matches!(over, Err(DisposalError::NoDisposal { .. })), "{over:?}");
        is_sound(&house.record).await;
    }
}

/// Every store lists what it has to have.
async fn green(house: &House) {
    let evidence = Evidence::open(&house.record).await.unwrap();
    for store in &house.stores {
        let sweep = evidence.sweep(&house.manager.0, store, days(20)).await.unwrap();
        assert_eq!(sweep.state, StoreState::Green, "{sweep:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_since_it_was_approved_stays_item_by_item() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let planned = house.planned(&["a.mp4", "b.mp4"]).await;
        house.approved(&planned, days(1)).await;
        house.case("14XX0000123", &["b.mp4"]).await;
        let (by, signs) = &house.manager;
        let first = disposing.carry_out(by, signs, planned.disposal, &|| days(9)).await.unwrap();
        assert_eq!((first.copies, first.held, first.waiting), (1, 1, 1), "{first:?}");
        assert_eq!(house.there(0).await, ["b.mp4", "c.mp4", "d.mp4", "e.mp4"]);
        // A hold that comes between the first copy and the last keeps the last.
        house.case("14XX0000456", &["a.mp4"]).await;
        let last = disposing.carry_out(by, signs, planned.disposal, &|| days(30)).await.unwrap();
        assert_eq!((last.copies, last.held, last.is_done), (0, 2, false), "{last:?}");
        assert_eq!(house.there(1).await.len(), 5);
        green(&house).await;
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disposal_that_is_stopped_goes_no_further_and_one_that_is_forgotten_goes_nowhere() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let (by, signs) = &house.manager;
    let planned = house.planned(&["a.mp4"]).await;
    house.approved(&planned, days(1)).await;
    disposing.carry_out(by, signs, planned.disposal, &|| days(9)).await.unwrap();
    disposing.refuse(&house.approver.0, planned.disposal, "the court thought again", days(10)).await.unwrap();
    let stopped = disposing.carry_out(by, signs, planned.disposal, &|| days(20)).await;
    assert!(matches!(stopped, Err(DisposalError::NoDisposal { .. })), "{stopped:?}");
    assert_eq!(house.there(1).await.len(), 5, "the last copy stays");
    let planned = house.planned(&["b.mp4"]).await;
    house.approved(&planned, days(1)).await;
    let late = disposing.carry_out(by, signs, planned.disposal, &|| days(200)).await;
    assert!(matches!(late, Err(DisposalError::TooLate { .. })), "{late:?}");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_broke_off_and_was_stopped_is_there_again_or_missed() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let evidence = Evidence::open(&house.record).await.unwrap();
        let planned = house.planned(&["a.mp4", "b.mp4"]).await;
        house.approved(&planned, days(1)).await;
        let (by, signs) = &house.manager;
        // Granted, and then the clock goes back: nothing is destroyed, and nobody but the ledger knows.
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let clock = || match asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            // Right after each of the two grants.
            4 | 7 => at(NOON),
            _ => days(9),
        };
        let broken = disposing.carry_out(by, signs, planned.disposal, &clock).await.unwrap();
        assert_eq!((broken.copies, broken.failed, broken.waiting), (0, 2, 2), "{broken:?}");
        green(&house).await;
        disposing.refuse(&house.approver.0, planned.disposal, "an inquest", days(9)).await.unwrap();
        // Of one of them the bytes are gone all the same.
        let gone = planned.list.items.iter().find(|item| item.item == house.item("b.mp4")).unwrap();
        let digits = gone.blake3.to_string();
        std::fs::remove_dir_all(house.store_folder(0).join(&digits[..2])).unwrap();
        let mended = disposing.carry_out(by, signs, planned.disposal, &|| days(10)).await.unwrap();
        assert_eq!(mended.failed, 1, "{mended:?}");
        let sweep = evidence.sweep(by, &house.stores[0], days(10)).await.unwrap();
        assert_eq!(sweep.state, StoreState::Red, "nobody will finish it, so it is missing: {sweep:?}");
        // What is there again can be planned anew, and what is in suspense is left out.
        let again = house.planned(&["a.mp4", "b.mp4"]).await;
        assert_eq!((again.list.items.len(), again.list.left_out.len()), (1, 1));
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_cannot_be_reached_keeps_its_copies_until_it_can() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let planned = house.planned(&["a.mp4"]).await;
    house.approved(&planned, days(1)).await;
    let (by, signs) = &house.manager;
    let away = house.folder.path().join("away");
    std::fs::rename(house.store_folder(0), &away).unwrap();
    let first = disposing.carry_out(by, signs, planned.disposal, &|| days(9)).await.unwrap();
    // The other copy is then not the last one: the record says that there are two.
    assert_eq!((first.copies, first.failed, first.is_done), (1, 1, false), "{first:?}");
    std::fs::rename(&away, house.store_folder(0)).unwrap();
    let last = disposing.carry_out(by, signs, planned.disposal, &|| days(16)).await.unwrap();
    assert_eq!((last.copies, last.is_done), (1, true), "{last:?}");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_destroys_nothing_early() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let planned = house.planned(&["a.mp4"]).await;
    house.approved(&planned, days(1)).await;
    let (by, signs) = &house.manager;
    let long_ago = at("2020-01-01T00:00:00Z");
    // Years back between the grant and the destruction, and years back at the grant.
    for jumps in [[days(9), long_ago], [long_ago, days(9)]] {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let clock = || match asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
            // What is approved, what was left unbooked, and the witnesses.
            0..3 => days(9),
            3 => jumps[0],
            _ => jumps[1],
        };
        let run = disposing.carry_out(by, signs, planned.disposal, &clock).await.unwrap();
        assert_eq!(run.copies, 0, "{run:?}");
        assert!(run.failed > 0, "{run:?}");
        assert_eq!(house.there(0).await.len(), 5);
    }
    let before = disposing.carry_out(by, signs, planned.disposal, &|| at(NOON)).await;
    assert!(matches!(before, Err(DisposalError::CoolingOff { .. })), "{before:?}");
    let run = disposing.carry_out(by, signs, planned.disposal, &|| days(9)).await.unwrap();
    assert_eq!(run.copies, 1, "{run:?}");
    is_sound(&house.record).await;
}
