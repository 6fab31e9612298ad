//! What comes in is asked about, unless two people have said that it need not be.

use crate::house::{House, after};
use evidence::{EvidenceError, StoreState};
use force_for_tests::{BOTH, is_sound};

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
        let sweep = house.sweep(&store, 5).await;
        assert_eq!((sweep.state, sweep.received, sweep.expected.count), (StoreState::Green, 2, 5));
        assert_eq!(sweep.expected.digest.short(), sweep.observed.digest.short());
        let next = house.sweep(&store, 6).await;
        assert_eq!((next.state, next.received, next.expected.count), (StoreState::Green, 0, 5));

        house.take_away("2022/e.mp4");
        assert!(
            house.sweep(&store, 7).await.alarm.is_some(),
            "what came by rule is missed like everything else"
        );
        evidence.end_additions(manager, hers, rule, after(8)).await.unwrap();
        let twice = evidence.end_additions(manager, hers, rule, after(8)).await;
        assert!(matches!(twice, Err(EvidenceError::NoRule { .. })), "{twice:?}");
        house.put("2022/f.mp4", "nobody knows why");
        assert!(house.sweep(&store, 9).await.alarm.is_some());
        is_sound(&house.record).await;
    }
}
