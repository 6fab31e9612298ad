//! What is lost is written off by two; what differs is accepted by two.

use crate::house::{House, after};
use evidence::{DifferenceKind, EvidenceError, SettlementOrder, StoreState};
use force_for_tests::{BOTH, On, is_sound};
use record::RecordError;

fn order(difference: u32) -> SettlementOrder<'static> {
    SettlementOrder { difference, why: "the supplier's deletion; no copy was found" }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_lost_is_written_off_by_a_second_person_and_the_balance_closes() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        house.take_away("2020/b.mp4");
        let lost = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
        let evidence = house.evidence().await;
        let (manager, hers) = &house.manager;
        let (approver, his) = &house.approver;
        let (settlement, _) =
            evidence.propose_settlement(manager, hers, order(lost), after(2)).await.unwrap();
        let waits = evidence.settlements().await.unwrap().remove(0);
        let reason = evidence.reason_of_settlement(&waits).await.unwrap();
        assert_eq!(*reason, "the supplier's deletion; no copy was found", "who approves reads why");
        let twice = evidence.propose_settlement(manager, hers, order(lost), after(2)).await;
        assert!(matches!(twice, Err(EvidenceError::Waits { .. })), "{twice:?}");
        let (owner, owns) = force_for_tests::owner(&house.record, after(2)).await;
        let alone = evidence.settle(manager, hers, settlement, after(3)).await;
        assert!(alone.is_err(), "who proposed approves nothing");
        drop((owner, owns));
        evidence.settle(approver, his, settlement, after(4)).await.unwrap();

        let balance = evidence.balance(&store, after(2)).await.unwrap();
        assert_eq!(balance.state, StoreState::Unknown, "only a sweep says green");
        assert_eq!((balance.opening.items, balance.written_off.items, balance.expected.items), (3, 1, 2));
        assert_eq!(house.sweep(&store, 5).await.state, StoreState::Green);
        let gone = evidence.settle(approver, his, settlement, after(6)).await;
        assert!(matches!(gone, Err(EvidenceError::NoSettlement { .. })), "{gone:?}");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_settled_can_be_named_afterwards() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    let lost = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
    let evidence = house.evidence().await;
    let (settlement, _) =
        evidence.propose_settlement(&house.manager.0, &house.manager.1, order(lost), after(2)).await.unwrap();
    evidence.settle(&house.approver.0, &house.approver.1, settlement, after(3)).await.unwrap();
    assert!(evidence.difference(lost).await.is_err(), "it is in suspense no longer");
    let settled = evidence.settlement(settlement).await.unwrap().difference;
    let difference = evidence.difference_on_record(settled).await.unwrap();
    assert!(difference.ended.is_some());
    assert_eq!(house.named(&difference).await, ["2020/b.mp4"], "the list is kept");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_off_and_comes_back_is_a_surprise() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    let lost = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
    let evidence = house.evidence().await;
    let (settlement, _) =
        evidence.propose_settlement(&house.manager.0, &house.manager.1, order(lost), after(2)).await.unwrap();
    evidence.settle(&house.approver.0, &house.approver.1, settlement, after(3)).await.unwrap();
    house.put("2020/b.mp4", "two two");
    let alarm = house.sweep(&store, 4).await.alarm.unwrap();
    assert_eq!(alarm.differences[0].kind, DifferenceKind::Surplus);
    let surplus = alarm.differences[0].number;
    let (settlement, _) = evidence
        .propose_settlement(&house.manager.0, &house.manager.1, order(surplus), after(5))
        .await
        .unwrap();
    evidence.settle(&house.approver.0, &house.approver.1, settlement, after(6)).await.unwrap();
    let sweep = house.sweep(&store, 7).await;
    assert_eq!((sweep.state, sweep.expected.count), (StoreState::Green, 3));
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_can_be_accepted_as_it_is() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.put("2020/a.mp4", "as the archive now has it");
    let changed = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
    let evidence = house.evidence().await;
    let (settlement, _) = evidence
        .propose_settlement(&house.manager.0, &house.manager.1, order(changed), after(2))
        .await
        .unwrap();
    evidence.settle(&house.approver.0, &house.approver.1, settlement, after(3)).await.unwrap();
    assert_eq!(house.sweep(&store, 4).await.state, StoreState::Green);
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_after_it_was_proposed_is_not_written_off() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    let lost = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
    let evidence = house.evidence().await;
    let (settlement, _) =
        evidence.propose_settlement(&house.manager.0, &house.manager.1, order(lost), after(2)).await.unwrap();
    house.put("2020/b.mp4", "two two");
    house.sweep(&store, 3).await;
    let (approver, his) = &house.approver;
    let settled = evidence.settle(approver, his, settlement, after(4)).await;
    assert!(matches!(settled, Err(EvidenceError::Moved)), "{settled:?}");
    evidence.refuse_settlement(approver, his, settlement, "it was found", after(5)).await.unwrap();
    assert!(!evidence.settlements().await.unwrap()[0].waits());
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_expected_and_is_gone_again_is_put_down_as_gone_by_two() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        let evidence = house.evidence().await;
        let (manager, hers) = &house.manager;
        let (approver, his) = &house.approver;
        house.take_away("2020/b.mp4");
        let lost = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
        let refused = evidence.propose_gone(manager, hers, order(lost), after(2)).await;
        assert!(matches!(refused, Err(EvidenceError::NotSurplus)), "a loss is no such thing: {refused:?}");
        house.put("2020/b.mp4", "two two");
        house.put("2022/x.mp4", "a surprise");
        house.put("2022/y.mp4", "another");
        let surplus = house.sweep(&store, 3).await.alarm.unwrap().differences[0].number;
        house.take_away("2022/x.mp4");
        let refused = evidence.propose_gone(manager, hers, order(surplus), after(4)).await;
        assert!(matches!(refused, Err(EvidenceError::StillThere { items: 1 })), "{refused:?}");
        house.take_away("2022/y.mp4");
        assert_eq!(house.sweep(&store, 5).await.state, StoreState::Red, "it stays in suspense by itself");
        let (settlement, _) = evidence.propose_gone(manager, hers, order(surplus), after(6)).await.unwrap();
        house.put("2022/y.mp4", "another");
        let back = evidence.settle(approver, his, settlement, after(7)).await;
        assert!(matches!(back, Err(EvidenceError::StillThere { .. })), "{back:?}");
        house.take_away("2022/y.mp4");
        assert!(evidence.settle(manager, hers, settlement, after(8)).await.is_err(), "it takes two");
        evidence.settle(approver, his, settlement, after(8)).await.unwrap();
        let sweep = house.sweep(&store, 9).await;
        assert_eq!((sweep.state, sweep.expected.count), (StoreState::Green, 3), "{sweep:?}");
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_settle_does_not() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    let lost = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
    let evidence = house.evidence().await;
    let (approver, his) = &house.approver;
    let proposed = evidence.propose_settlement(approver, his, order(lost), after(2)).await;
    assert!(matches!(proposed, Err(EvidenceError::Record(RecordError::MayNot { .. }))), "{proposed:?}");
    let silent = SettlementOrder { difference: lost, why: " " };
    let silent = evidence.propose_settlement(&house.manager.0, &house.manager.1, silent, after(2)).await;
    assert!(matches!(silent, Err(EvidenceError::Missing { .. })), "{silent:?}");
    let endless = "because ".repeat(1000);
    let endless = SettlementOrder { difference: lost, why: &endless };
    let endless = evidence.propose_settlement(&house.manager.0, &house.manager.1, endless, after(2)).await;
    assert!(matches!(endless, Err(EvidenceError::TooLong { most: 4_000, .. })), "{endless:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_in_suspense_for_two_things_is_settled_once() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.put("2020/a.mp4", "changed");
    let changed = house.sweep(&store, 1).await.alarm.unwrap().differences[0].number;
    house.take_away("2020/a.mp4");
    let missing = house.sweep(&store, 2).await.alarm.unwrap().differences[0].number;
    let evidence = house.evidence().await;
    let (manager, hers) = &house.manager;
    let (approver, his) = &house.approver;
    let (one, _) = evidence.propose_settlement(manager, hers, order(missing), after(3)).await.unwrap();
    let (other, _) = evidence.propose_settlement(manager, hers, order(changed), after(3)).await.unwrap();
    evidence.settle(approver, his, one, after(4)).await.unwrap();
    let twice = evidence.settle(approver, his, other, after(5)).await;
    assert!(matches!(twice, Err(EvidenceError::Moved)), "{twice:?}");
    let sweep = house.sweep(&store, 6).await;
    assert_eq!((sweep.state, sweep.expected.count), (StoreState::Green, 2), "{sweep:?}");
    is_sound(&house.record).await;
}
