//! Somebody with the database, or even with the keys, makes a loss disappear: what is stored no longer goes with the log, or
//! the log no longer with itself. Each is named, and nothing else is.

use crate::house::{House, after};
use evidence::SettlementOrder;
use force_for_tests::{BOTH, On};
use record::{
    EVIDENCE_BALANCE, EVIDENCE_DIFFERENCE, EVIDENCE_PERMIT, EVIDENCE_RULE_STATE, EVIDENCE_SETTLEMENT_STATE,
    EVIDENCE_STORE, EvidenceAdditionsEnded, EvidenceAlarm, EvidenceBalanced, EvidenceDeletePermit,
    EvidenceFound, EvidencePermitRevoked, EvidenceSettlementRefused, EvidenceStoreEnded, VerifyOptions,
};
use store::Value;

/// A house that misses one video, difference 1, which settlement 1 proposes to write off; rule 1 is proposed.
async fn missing(on: On) -> House {
    let house = House::new(on).await;
    let store = house.watched().await.store;
    house.take_away("2020/b.mp4");
    house.sweep(&store, 1).await;
    let evidence = house.evidence().await;
    let (by, signer) = &house.manager;
    let order = SettlementOrder { difference: 1, why: "no copy was found" };
    evidence.propose_settlement(by, signer, order, after(2)).await.unwrap();
    evidence.propose_additions(by, signer, &store, "cameras are docked", after(3)).await.unwrap();
    house.record.publish().await.unwrap();
    house
}

/// What is found, as "kind place number".
async fn found(house: &House) -> Vec<String> {
    house.record.publish().await.unwrap();
    let options = VerifyOptions { deep: true, ..VerifyOptions::default() };
    let verified = house.record.verify(&options, &mut |_| {}).await.unwrap();
    let named = |one: &record::Difference| {
        let number = one.number.map(|number| format!(" {number}")).unwrap_or_default();
        format!("{} {}{number}", one.fault.id(), one.place)
    };
    verified.differences.iter().map(named).collect()
}

async fn tamper(house: &House, sql: &str) {
    let mut transaction = house.record.database().begin("tamper").await.unwrap();
    assert_eq!(transaction.execute(sql, &[]).await.unwrap(), 1, "{sql}");
    transaction.finish().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_changed_past_tipstaff_is_named() {
    let house = missing(On::Sqlite).await;
    for (table, change, back, named) in [
        ("evidence_difference", "ended = act", "ended = NULL", "row-ended evidence_difference 1"),
        ("evidence_difference", "kind = 'surplus'", "kind = 'missing'", "row-changed evidence_difference 1"),
        ("evidence_difference", "items = 0", "items = 1", "row-changed evidence_difference 1"),
        ("evidence_difference", "bytes = 0", "bytes = 7", "row-changed evidence_difference 1"),
        ("evidence_inventory", "ended = act", "ended = NULL", "row-ended evidence_inventory 1"),
        ("evidence_inventory", "items = 2", "items = 3", "row-changed evidence_inventory 1"),
        ("evidence_balance", "state = 'green'", "state = 'red'", "row-changed evidence_balance 1"),
        ("evidence_balance", "suspense = 0", "suspense = 1", "row-changed evidence_balance 1"),
        (
            "evidence_rule_state",
            "state = 'allowed'",
            "state = 'proposed'",
            "row-changed evidence_rule_state 1",
        ),
        (
            "evidence_settlement_state",
            "state = 'approved'",
            "state = 'proposed'",
            "row-changed evidence_settlement_state 1",
        ),
    ] {
        tamper(&house, &format!("UPDATE {table} SET {change} WHERE number = 1")).await;
        assert_eq!(found(&house).await, [named], "{table}: {change}");
        tamper(&house, &format!("UPDATE {table} SET {back} WHERE number = 1")).await;
    }
    assert_eq!(found(&house).await, [""; 0]);
    let other = "INSERT INTO evidence_inventory SELECT 2, act, ended, store, 'settled', blob, sha256, items, last_item, \
                 bytes, digest, holding FROM evidence_inventory WHERE number = 1";
    tamper(&house, other).await;
    tamper(&house, "DELETE FROM evidence_difference").await;
    tamper(&house, "DELETE FROM evidence_balance").await;
    assert_eq!(
        found(&house).await,
        [
            "row-added evidence_inventory 2",
            "row-removed evidence_difference 1",
            "row-removed evidence_balance 1"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_is_ended_only_by_an_act_that_names_it_and_its_items() {
    let house = House::new(On::Sqlite).await;
    let names = ["2022/a.mp4", "2022/b.mp4", "2022/c.mp4", "2022/d.mp4", "2022/e.mp4"];
    for name in names {
        house.put(name, "two two");
    }
    let store = house.watched().await.store;
    for (minute, name) in (1..).zip(names) {
        house.take_away(name);
        house.sweep(&store, minute).await;
    }
    let mut expected = Vec::new();
    for (row, differences, items, bytes, is_sound) in [
        (1, vec![], 0, 0, false),
        (2, vec![3], 1, 7, false),
        (3, vec![3], 0, 7, false),
        (4, vec![4], 1, 0, false),
        (5, vec![5], 1, 7, true),
    ] {
        let mut writing = house.record.begin("tamper", after(9)).await.unwrap();
        let position = writing.position();
        writing.end(&EVIDENCE_DIFFERENCE, &[row]).await.unwrap();
        let act = EvidenceFound { store: 1, items, bytes, differences };
        writing.commit(&act, &house.manager.0, &[]).await.unwrap();
        if !is_sound {
            expected.push(format!("effect-without-act log {position}"));
        }
    }
    assert_eq!(found(&house).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_cannot_say_green_over_what_is_in_suspense() {
    for on in BOTH {
        let house = missing(on).await;
        let mut writing = house.record.begin("tamper", after(4)).await.unwrap();
        let position = writing.position();
        writing.end(&EVIDENCE_BALANCE, &[1]).await.unwrap();
        let digest = "ab".repeat(32);
        let row: Vec<Value> = vec![
            1_i64.into(),
            "green".into(),
            3_i64.into(),
            15_i64.into(),
            3_i64.into(),
            15_i64.into(),
            0_i64.into(),
            0_i64.into(),
            digest.clone().into(),
        ];
        writing.insert_one(&EVIDENCE_BALANCE, row).await.unwrap();
        let act = EvidenceBalanced {
            store: 1,
            state: "green".into(),
            expected: 3,
            observed: 3,
            suspense: 0,
            digest,
        };
        writing.commit(&act, &house.manager.0, &[]).await.unwrap();
        assert_eq!(found(&house).await, [format!("effect-without-act log {position}")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_says_what_its_rows_say() {
    let house = missing(On::Sqlite).await;
    let rows = house
        .record
        .read("SELECT blob, sha256 FROM evidence_difference WHERE number = 1", &[])
        .await
        .unwrap();
    let mut writing = house.record.begin("tamper", after(4)).await.unwrap();
    let position = writing.position();
    let row: Vec<Value> = vec![
        1_i64.into(),
        position.into(),
        "missing".into(),
        rows[0].text(0).unwrap().into(),
        rows[0].bytes(1).unwrap().to_vec().into(),
        1_i64.into(),
        7_i64.into(),
    ];
    writing.insert_one(&EVIDENCE_DIFFERENCE, row).await.unwrap();
    let act = EvidenceAlarm {
        store: 1,
        missing: 0,
        missing_bytes: 0,
        surplus: 1,
        changed: 0,
        damaged: 0,
        cases: 0,
        list: rows[0].bytes(1).unwrap().iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    writing.commit(&act, &house.manager.0, &[]).await.unwrap();
    assert_eq!(found(&house).await, [format!("effect-without-act log {position}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_is_not_ended_over_what_is_in_suspense() {
    let house = missing(On::Sqlite).await;
    let mut writing = house.record.begin("tamper", after(4)).await.unwrap();
    let position = writing.position();
    writing.end(&EVIDENCE_STORE, &[1]).await.unwrap();
    let (by, signer) = &house.manager;
    writing.commit(&EvidenceStoreEnded { store: 1 }, by, &[signer]).await.unwrap();
    assert_eq!(found(&house).await, [format!("effect-without-act log {position}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn settlements_and_rules_turn_only_as_their_acts_say() {
    let house = missing(On::Sqlite).await;
    let (by, signer) = &house.manager;
    let proposal = house.evidence().await.settlement(1).await.unwrap().proposal;
    let mut writing = house.record.begin("tamper", after(4)).await.unwrap();
    let refused = writing.position();
    writing.end(&EVIDENCE_SETTLEMENT_STATE, &[1]).await.unwrap();
    writing.insert_one(&EVIDENCE_SETTLEMENT_STATE, vec![1_i64.into(), "approved".into()]).await.unwrap();
    let act = EvidenceSettlementRefused { settlement: 1, proposal };
    writing.commit(&act, by, &[signer]).await.unwrap();
    let mut writing = house.record.begin("tamper", after(5)).await.unwrap();
    let ended = writing.position();
    writing.end(&EVIDENCE_RULE_STATE, &[1]).await.unwrap();
    writing.insert_one(&EVIDENCE_RULE_STATE, vec![1_i64.into(), "allowed".into()]).await.unwrap();
    writing.commit(&EvidenceAdditionsEnded { rule: 1, store: 1 }, by, &[signer]).await.unwrap();
    assert_eq!(
        found(&house).await,
        [format!("effect-without-act log {refused}"), format!("effect-without-act log {ended}")]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permit_ends_only_by_the_act_that_names_it() {
    let house = missing(On::Sqlite).await;
    let (by, signer) = &house.manager;
    let row = || vec![1_i64.into(), Value::Bytes(Some(Vec::new())), 1_i64.into(), i64::MAX.into()];
    let mut writing = house.record.begin("tamper", after(4)).await.unwrap();
    for _ in 0..2 {
        writing.insert_one(&EVIDENCE_PERMIT, row()).await.unwrap();
    }
    writing.commit(&permit(), by, &[signer]).await.unwrap();
    let mut writing = house.record.begin("tamper", after(5)).await.unwrap();
    let other = writing.position();
    writing.end(&EVIDENCE_PERMIT, &[2]).await.unwrap();
    writing.commit(&EvidencePermitRevoked { permit: 1, store: 1 }, by, &[signer]).await.unwrap();
    let found = found(&house).await;
    assert!(found.contains(&format!("effect-without-act log {other}")), "{found:?}");
    assert_eq!(found.len(), 1, "{found:?}");
}

fn permit() -> EvidenceDeletePermit {
    EvidenceDeletePermit {
        permit: 1,
        migration: 1,
        verified: 1,
        store: 1,
        items: 0,
        survivors: 1,
        ends: "2030-01-01T00:00:00Z".into(),
        list: "cd".repeat(32),
    }
}
