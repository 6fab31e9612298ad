//! Holds are placed by one and released by two, and a case holds until it is finalised.

use crate::house::{House, days};
use disposal::DisposalError;
use force_for_tests::{BOTH, On, is_sound};
use record::RecordError;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_holds_until_it_is_finalised_and_a_hold_until_two_release_it() {
    for on in BOTH {
        let house = House::new(on).await;
        let disposing = house.disposing().await;
        let case = house.case("14XX0000123", &["a.mp4"]).await;
        let a = house.item("a.mp4");
        assert_eq!(disposing.held().await.unwrap().by(a), [case], "nobody has said that it is finalised");
        let (officer, hers) = &house.officer;
        disposing.finalise_case(officer, hers, case, "acquitted", days(0)).await.unwrap();
        assert!(disposing.held().await.unwrap().by(a).is_empty());
        let twice = disposing.finalise_case(officer, hers, case, "acquitted", days(0)).await;
        assert!(matches!(twice, Err(DisposalError::CaseStands { .. })), "{twice:?}");

        let (manager, his) = &house.manager;
        let (hold, _) = disposing.place_hold(manager, case, "a civil claim", days(1)).await.unwrap();
        assert_eq!(disposing.held().await.unwrap().by(a), [case]);
        // What comes to the case later is held too.
        house.case("14XX0000123", &["b.mp4"]).await;
        assert_eq!(disposing.held().await.unwrap().by(house.item("b.mp4")), [case]);

        let early = disposing.release_hold(officer, hers, hold, days(2)).await;
        assert!(matches!(early, Err(DisposalError::NoHold { .. })), "{early:?}");
        disposing.propose_release(manager, his, hold, "the claim was settled", days(2)).await.unwrap();
        let alone = disposing.release_hold(manager, his, hold, days(3)).await;
        assert!(alone.is_err(), "who proposed releases nothing");
        assert_eq!(disposing.held().await.unwrap().by(a), [case], "a proposal releases nothing");
        disposing.keep_hold(officer, hold, "there is an appeal", days(3)).await.unwrap();
        disposing.propose_release(manager, his, hold, "the appeal is over", days(4)).await.unwrap();
        disposing.release_hold(officer, hers, hold, days(5)).await.unwrap();
        assert!(disposing.held().await.unwrap().by(a).is_empty());
        assert!(disposing.holds().await.unwrap().is_empty());

        disposing.reopen_case(manager, case, "a retrial", days(6)).await.unwrap();
        assert_eq!(disposing.held().await.unwrap().by(a), [case]);
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_holds_an_item_holds_what_was_made_from_it_and_from_that() {
    for on in BOTH {
        let house = House::new(on).await;
        let (a, b, c) = (house.item("a.mp4"), house.item("b.mp4"), house.item("c.mp4"));
        let evidence = evidence::Evidence::open(&house.record).await.unwrap();
        let manager = &house.manager.0;
        evidence.book_derived(manager, a, &[b], days(0)).await.unwrap();
        evidence.book_derived(manager, b, &[c], days(0)).await.unwrap();
        let disposing = house.disposing().await;
        assert_eq!(disposing.held().await.unwrap().among(&[a, b, c].into_iter().collect()), 0);
        // The case comes later than what was made.
        let case = house.case("14XX0000123", &["a.mp4"]).await;
        let held = disposing.held().await.unwrap();
        assert_eq!((held.by(b), held.by(c)), (&[case][..], &[case][..]));
        // What is made then is tied at once, and said again it is not written twice.
        let again = evidence.book_derived(manager, a, &[b], days(1)).await.unwrap();
        assert!(again.recorded.is_none() && again.ties == 1, "{again:?}");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_person_does_not_release_what_they_proposed() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let case = house.case("14XX0000123", &["a.mp4"]).await;
    let (hold, _) = disposing.place_hold(&house.manager.0, case, "a claim", days(0)).await.unwrap();
    // The data protection officer may do both, so the roles do not stop her.
    let (officer, hers) = &house.officer;
    disposing.propose_release(officer, hers, hold, "settled", days(1)).await.unwrap();
    let alone = disposing.release_hold(officer, hers, hold, days(1)).await;
    assert!(matches!(alone, Err(DisposalError::Record(RecordError::SamePerson))), "{alone:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_holds_on_a_case_are_two() {
    let house = House::new(On::Sqlite).await;
    let disposing = house.disposing().await;
    let case = house.finalised("14XX0000123", &["a.mp4"]).await;
    let (by, _) = &house.manager;
    let (first, _) = disposing.place_hold(by, case, "a claim", days(0)).await.unwrap();
    disposing.place_hold(by, case, "an inquest", days(0)).await.unwrap();
    let which = disposing.hold_on(case).await;
    assert!(matches!(which, Err(DisposalError::WhichHold { holds: 2 })), "{which:?}");
    disposing.propose_release(by, &house.manager.1, first, "settled", days(1)).await.unwrap();
    disposing.release_hold(&house.officer.0, &house.officer.1, first, days(1)).await.unwrap();
    assert_eq!(disposing.held().await.unwrap().by(house.item("a.mp4")), [case], "the inquest goes on");
    let none = disposing.place_hold(by, 99, "a claim", days(1)).await;
    assert!(matches!(none, Err(DisposalError::NoCase)), "{none:?}");
    assert!(matches!(disposing.case("14XX9999999").await, Err(DisposalError::NoCase)));
}
