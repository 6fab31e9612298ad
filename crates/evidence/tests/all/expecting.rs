//! The extract of an evidence system says what has to be there.

use crate::house::{House, after};
use evidence::{DifferenceKind, EvidenceError, EvidenceStore, Expected, StoreState};
use force_for_tests::{BOTH, On, is_sound};
use inventory::import::{Columns, Rows};

async fn expect(
    house: &House,
    store: &EvidenceStore,
    csv: &str,
    minutes: i64,
) -> Result<Expected, EvidenceError> {
    let columns = Columns {
        key: "file".into(),
        size: Some("bytes".into()),
        class: Some("class".into()),
        source: Some("camera".into()),
        case: Some("urn".into()),
        ..Columns::default()
    };
    let rows = Rows::new(csv.as_bytes(), &columns)?.collect::<Result<Vec<_>, _>>()?;
    house.evidence().await.expect(&house.manager.0, store, rows, [9; 32], after(minutes)).await
}

const EXTRACT: &str = "file,bytes,class,camera,urn\n\
    2020/a.mp4,3,evidential,4711,14XX0000123\n\
    2020/a.mp4,3,evidential,4711,14XX0000456\n\
    2021/c.mp4,5,non_evidential,4712,\n\
    2021/never.mp4,9,evidential,4711,14XX0000789\n";

#[tokio::test(flavor = "multi_thread")]
async fn what_never_arrived_is_missing_and_its_case_is_named() {
    for on in BOTH {
        let house = House::new(on).await;
        let store = house.watched().await.store;
        let expected = expect(&house, &store, EXTRACT, 1).await.unwrap();
        assert_eq!((expected.rows, expected.added, expected.changed, expected.ties), (4, 1, 2, 3));
        let again = expect(&house, &store, EXTRACT, 2).await.unwrap();
        assert!(again.recorded.is_none());
        assert_eq!(again.ties, 0);

        let sweep = house.sweep(&store, 3).await;
        assert_eq!((sweep.state, sweep.expected.count, sweep.observed.count), (StoreState::Red, 4, 3));
        let alarm = sweep.alarm.unwrap();
        assert_eq!(alarm.differences[0].kind, DifferenceKind::Missing);
        let urns: Vec<_> = alarm.cases.iter().map(|case| case.urn.as_str()).collect();
        assert_eq!(urns, ["14XX0000789"]);

        let balance = house.evidence().await.balance(&store, after(3)).await.unwrap();
        let group = balance
            .groups
            .iter()
            .find(|(group, _)| group.source.as_deref() == Some("4711") && group.class.is_some());
        let (_, line) = group.unwrap();
        assert_eq!((line.expected.items, line.missing.items), (2, 1));
        is_sound(&house.record).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_contradicts_itself_is_refused_as_a_whole() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let csv = "file,bytes,class,camera,urn\n2020/a.mp4,3,,,\n2020/a.mp4,4,,,\n";
    let refused = expect(&house, &store, csv, 1).await;
    assert!(refused.is_err(), "{refused:?}");
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("line 3") && !said.contains("mp4"), "{said}");
    assert_eq!(house.sweep(&store, 2).await.state, StoreState::Green);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_size_that_the_system_knows_otherwise_is_an_alarm() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    let csv = "file,bytes,class,camera,urn\n2020/b.mp4,700,,,\n";
    assert_eq!(expect(&house, &store, csv, 1).await.unwrap().changed, 1);
    let alarm = house.sweep(&store, 2).await.alarm.unwrap();
    assert_eq!(alarm.differences[0].kind, DifferenceKind::Changed);
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_does_not_settle_what_is_in_suspense() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.put("2021/z.mp4", "unknown");
    house.sweep(&store, 1).await;
    let csv = "file,bytes,class,camera,urn\n2021/z.mp4,7,,,\n";
    let refused = expect(&house, &store, csv, 2).await;
    assert!(matches!(refused, Err(EvidenceError::InSuspense { line: 2 })), "{refused:?}");
    assert_eq!(house.sweep(&store, 3).await.state, StoreState::Red);
}
