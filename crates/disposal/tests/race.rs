//! Two processes destroy the two copies of one item, each by a permit that says that one has to survive, on PostgreSQL. One of
//! them, and then both, are held up before each query in turn; the other goes on meanwhile. Never is there no copy left.
//!
//! What holds them up is a proxy before the server's socket: nothing in the program knows of it.
#![cfg(unix)]
#![allow(
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::large_stack_arrays,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

#[allow(dead_code)]
#[path = "all/house.rs"]
mod house;
#[path = "race/probe.rs"]
mod probe;
#[path = "race/proxy.rs"]
mod proxy;

use force_for_tests::On;
use house::House;
use libtest_mimic::{Arguments, Trial};
use probe::{AS_PROBE, Racer};
use proxy::Proxy;
use roaring::RoaringTreemap;
use std::time::Duration;
use store::Value;

fn main() {
    if std::env::var_os(AS_PROBE).is_some() {
        probe::run();
        return;
    }
    let story = "two processes held up before every query never leave nothing";
    let trial = Trial::test(story, || {
        never_leave_nothing();
        Ok(())
    });
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit();
}

/// Items to race for: more than there are queries.
const ITEMS: usize = 120;
/// How long one is given to go on while the other is held up: it waits for its turn at the ledger, or is done.
const MEANWHILE: Duration = Duration::from_millis(400);

fn never_leave_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut footage = String::from("file,class,recorded\n");
    for number in 0..ITEMS {
        footage += &format!("cam-{number}.mp4,non_evidential,2026-01-02T10:00:00Z\n");
    }
    let house = runtime.block_on(House::with(On::Postgres, &footage));
    runtime.block_on(async {
        house.disposing().await;
        for (store, act) in house.stores.iter().zip(9_001..) {
            permit(&house, act, store.number).await;
        }
    });
    let mut items = house.items.values().copied();
    let (mut held_up, mut wins) = (0, [0, 0]);
    // First one alone, before each of its queries; then both, before some of the other's too.
    let mut queries = 0;
    for first in 1.. {
        let outcome = race(&runtime, &house, items.next().unwrap(), [Some(first), None]);
        if !outcome.was_held_up[0] {
            queries = first - 1;
            break;
        }
        held_up += 1;
        count(&mut wins, &outcome);
    }
    assert!(queries >= 8, "a grant makes more queries than {queries}");
    for first in (1..=queries).step_by(4) {
        for second in (1..=queries).step_by(9) {
            let Some(item) = items.next() else { break };
            count(&mut wins, &race(&runtime, &house, item, [Some(first), Some(second)]));
        }
    }
    println!("{held_up} queries of one, wins {wins:?}");
    assert!(wins[0] > 0 && wins[1] > 0, "each should have been first some time: {wins:?}");
}

struct Outcome {
    was_held_up: [bool; 2],
    destroyed: [bool; 2],
}

fn count(wins: &mut [usize; 2], outcome: &Outcome) {
    for (wins, destroyed) in wins.iter_mut().zip(outcome.destroyed) {
        *wins += usize::from(destroyed);
    }
}

/// One race for one item: each is held up before this query of its, if any.
fn race(runtime: &tokio::runtime::Runtime, house: &House, item: u64, stops: [Option<usize>; 2]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let server = house.record.place().database.clone().unwrap();
    let proxies = [0, 1].map(|which| Proxy::before(&server, &folder.path().join(which.to_string())));
    let mut racers = [0, 1].map(|which| Racer::start(house, item, which, proxies[which].address()));
    for racer in &mut racers {
        racer.is_ready();
    }
    for (proxy, stop) in proxies.iter().zip(stops) {
        proxy.stop_before(stop);
    }
    let [one, other] = &mut racers;
    one.go();
    let mut was_held_up = [proxies[0].is_held_up_or(|| one.is_done()), false];
    other.go();
    if stops[1].is_some() {
        was_held_up[1] = proxies[1].is_held_up_within(MEANWHILE, || other.is_done());
    } else {
        other.is_done_within(MEANWHILE);
    }
    proxies[0].let_go();
    if stops[1].is_some() {
        one.is_done_within(MEANWHILE);
        proxies[1].let_go();
    }
    let destroyed = racers.each_mut().map(Racer::destroyed);
    let left = runtime.block_on(copies_left(house, item));
    assert!(left > 0, "nothing is left: stops {stops:?}, destroyed {destroyed:?}");
    let gone = destroyed.iter().filter(|destroyed| **destroyed).count();
    assert_eq!(left, 2 - gone, "stops {stops:?}, destroyed {destroyed:?}");
    Outcome { was_held_up, destroyed }
}

async fn copies_left(house: &House, item: u64) -> usize {
    let evidence = evidence::Evidence::open(&house.record).await.unwrap();
    let mut left = 0;
    for store in &house.stores {
        let replica = evidence.replica(store).await.unwrap();
        let (id, blake3) = (evidence.item_id(item), house_blake3(house, item));
        let now = house::days(0);
        let read = tokio::task::spawn_blocking(move || copies::read_back(&replica, &id, &blake3, now));
        left += usize::from(read.await.unwrap().is_ok());
    }
    left
}

fn house_blake3(house: &House, item: u64) -> copies::Blake3 {
    let (name, _) = house.items.iter().find(|(_, number)| **number == item).unwrap();
    copies::Blake3::of(format!("footage of {name}").as_bytes())
}

/// A permit for everything in one store, by hand: acts that write them are of whoever migrates.
async fn permit(house: &House, act: i64, store: u32) {
    let items: RoaringTreemap = house.items.values().copied().collect();
    let mut bytes = Vec::new();
    items.serialize_into(&mut bytes).unwrap();
    let mut writing = house.record.database().begin("permit").await.unwrap();
    let sql = "INSERT INTO evidence_permit (number, act, store, items, survivors, ends) VALUES ($1, $1, $2, $3, 1, $4)";
    let ends = house::days(300).as_microsecond();
    let values: [Value; 4] = [act.into(), i64::from(store).into(), bytes.into(), ends.into()];
    writing.execute(sql, &values).await.unwrap();
    writing.finish().await.unwrap();
}
