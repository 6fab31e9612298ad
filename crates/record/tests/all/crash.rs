//! PostgreSQL is killed in the middle of a transaction; two processes' worth of writers work at once, on both databases.

use crate::busy::{named, verified};
use crate::common::{BOTH, On, new, place, start};
use crate::extracts::{crowd, order, rows};
use postgres_for_tests::{Cluster, Durability};
use record::{HolderKind, Record};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_leaves_the_act_whole_or_not_at_all() {
    let cluster = Cluster::start(Durability::Durable);
    let (_folder, mut at) = place(On::Sqlite);
    at.database = Some(cluster.database());
    let record = Record::create(&at, start()).await.unwrap();
    let owner = record.actor(None).await.unwrap();
    let people = crowd(4000);
    let mut acts = 1;
    let mut undone = 0;
    // Killed ever later, from before the first row until after the commit.
    for pause in [0, 20, 60, 120, 250, 500] {
        let mut extract = order(&people, "2026-10-01");
        // A source of its own each time, so that each import has something to write.
        extract.source = format!("people-{pause}");
        let rows = rows(&people);
        let record = Record::open(&at).await.unwrap();
        let mut nothing = |_, _| {};
        let (outcome, ()) = tokio::join!(
            record.import_people(&extract, &rows, Vec::new(), &owner, start(), &mut nothing),
            async {
                tokio::time::sleep(Duration::from_millis(pause)).await;
                tokio::task::block_in_place(|| cluster.kill());
            }
        );
        cluster.restart();
        let verification = verified(&at).await;
        assert_eq!(named(&verification), [""; 0], "killed after {pause} ms");
        let more = verification.acts - acts;
        assert!(more <= 1 && (outcome.is_err() || more == 1), "killed after {pause} ms: {outcome:?}");
        undone += u64::from(more == 0);
        acts = verification.acts;
    }
    assert!(undone > 0, "no kill came in time");
}

#[tokio::test]
async fn two_who_write_at_once_take_turns() {
    for on in BOTH {
        let case = new(on).await;
        let owner = case.record.actor(None).await.unwrap();
        let other = Record::open(&case.place).await.unwrap();
        let kind = HolderKind::named("device").unwrap();
        let write = async |record: &Record, name: &str| {
            for number in 0..20 {
                record.add_holder(&owner, kind, &format!("{name} {number}"), start()).await.unwrap();
                // Both publish: whoever comes second finds the work done, or goes on with it.
                record.publish().await.unwrap();
            }
        };
        tokio::join!(write(&case.record, "laptop"), write(&other, "telephone"));
        let verification = verified(&case.place).await;
        assert_eq!(named(&verification), [""; 0]);
        assert_eq!((verification.acts, verification.published), (41, Some(41)));
    }
}
