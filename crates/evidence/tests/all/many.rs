//! A store that receives all day long: hundreds of lists, and a process that may open few files.

use crate::house::{House, after};
use evidence::StoreState;
use force_for_tests::{On, is_sound};
use inventory::import::Row;
use inventory::{Key, ListOptions};
use record::{EVIDENCE_INVENTORY, EvidenceCompacted, VerifyOptions};
use std::process::Command;
use store::Value;

/// A row of an extract.
fn row(name: &str, size: u64) -> Row {
    Row {
        line: 2,
        key: Key::new(name).unwrap(),
        size: Some(size),
        sha256: None,
        class: None,
        source: None,
        sequence: None,
        recorded_at: None,
        case: None,
    }
}

/// Takes in a list of one item, which is there, so many times.
async fn lists(house: &House, count: u32) {
    let evidence = house.evidence().await;
    let store = evidence.store("dems").await.unwrap();
    for number in 0..count {
        let name = format!("2023/{number:04}.mp4");
        house.put(&name, "as the system says");
        let rows = vec![row(&name, 18)];
        evidence.expect(&house.manager.0, &store, rows, [1; 32], after(1)).await.unwrap();
    }
}

async fn in_force(house: &House) -> i64 {
    let sql = "SELECT COUNT(*) FROM evidence_inventory WHERE ended IS NULL";
    house.record.read(sql, &[]).await.unwrap()[0].integer(0).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_lists_become_one_that_says_the_same() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    lists(&house, 70).await;
    assert_eq!(in_force(&house).await, 71);
    house.take_away("2023/0033.mp4");
    let first = house.sweep(&store, 2).await;
    assert_eq!(
        (first.state, first.expected.count),
        (StoreState::Red, 73),
        "they became one though it is red"
    );
    assert_eq!(in_force(&house).await, 1);
    house.put("2023/0033.mp4", "as the system says");
    let next = house.sweep(&store, 3).await;
    assert_eq!(next.state, StoreState::Green);
    assert_eq!(next.expected, first.expected, "what it has to have is the same, digest and all");
    let location = store.location().unwrap();
    let listed = location.list(&ListOptions::default()).finish().await.sum;
    assert_eq!(next.expected, listed);
    let balance = house.evidence().await.balance(&store, after(3)).await.unwrap();
    assert_eq!((balance.opening.items, balance.received.items, balance.expected.items), (3, 70, 73));
    let kept = house.record.read("SELECT COUNT(*) FROM evidence_inventory", &[]).await.unwrap();
    assert_eq!(kept[0].integer(0).unwrap(), 72, "the lists before stay on record, sealed files and all");
    is_sound(&house.record).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_leaves_something_out_is_not_the_same() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    house.sweep(&store, 1).await;
    let sql = "SELECT blob, sha256, digest FROM evidence_inventory WHERE number = 1";
    let first = house.record.read(sql, &[]).await.unwrap();
    let (blob, sha256) = (first[0].text(0).unwrap(), first[0].bytes(1).unwrap().to_vec());
    let list = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut writing = house.record.begin("tamper", after(2)).await.unwrap();
    let position = writing.position();
    writing.end(&EVIDENCE_INVENTORY, &[1]).await.unwrap();
    let row: Vec<Value> = vec![
        1_i64.into(),
        "compacted".into(),
        blob.into(),
        sha256.into(),
        2_i64.into(),
        3_i64.into(),
        8_i64.into(),
        first[0].text(2).unwrap().into(),
        None::<i64>.into(),
    ];
    writing.insert_one(&EVIDENCE_INVENTORY, row).await.unwrap();
    let digest = first[0].text(2).unwrap().to_owned();
    let act = EvidenceCompacted { store: 1, lists: 1, items: 2, bytes: 8, digest, list };
    writing.commit(&act, &house.manager.0, &[]).await.unwrap();
    house.record.publish().await.unwrap();
    let verified = house.record.verify(&VerifyOptions::default(), &mut |_| {}).await.unwrap();
    let named: Vec<_> = verified.differences.iter().map(|one| (one.fault.id(), one.number)).collect();
    assert_eq!(named, [("effect-without-act", Some(position))], "{:?}", verified.differences);
}

/// Files that the process of the story below may have open: fewer than there are lists.
const FILES: u32 = 80;

#[test]
fn hundreds_of_lists_are_compared_with_few_open_files() {
    // A limit is the whole process's: the story is told by another one.
    let story = std::env::current_exe().unwrap();
    let told = Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -n {FILES}; exec \"$0\" --ignored --exact many::told_with_few_open_files"),
        ])
        .arg(story)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&told.stdout).into_owned() + &String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the test above tells it, with few open files"]
async fn told_with_few_open_files() {
    let house = House::new(On::Sqlite).await;
    let store = house.watched().await.store;
    lists(&house, 100).await;
    let sweep = house.sweep(&store, 2).await;
    assert_eq!((sweep.state, sweep.expected.count), (StoreState::Green, 103), "{:?}", sweep.why);
    assert_eq!(in_force(&house).await, 1);
    // And a slow loss that nobody looks at: a difference each time.
    for number in 0..70 {
        house.take_away(&format!("2023/{number:04}.mp4"));
        let sweep = house.sweep(&store, 3 + number).await;
        assert_eq!((sweep.state, sweep.in_suspense), (StoreState::Red, 1 + number.unsigned_abs()));
    }
    is_sound(&house.record).await;
}
