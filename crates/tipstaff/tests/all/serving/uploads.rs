//! Files on their way in: many at once, and a server that is killed in the middle.

use crate::common::desk::{Desk, files};
use crate::serving::server::Server;
use crate::serving::sockets::Half;
use crate::serving::visitor::Visitor;
use crate::serving::{databases, desk, sha256, table};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

/// How often the server is killed on each database.
const KILLS: u64 = 6;

/// Fifty people drop a file of some megabytes at the same moment into a server that has room for one: nobody is turned away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_people_who_send_at_once_all_get_a_verdict() {
    let desk = desk("--data d");
    let server = Server::start(&desk, "--data d --upload-memory 24");
    let visitor = Visitor::sign_in(&server.origin, "owner").await;
    let mut sending = tokio::task::JoinSet::new();
    for seed in 0..50 {
        let visitor = visitor.clone();
        sending.spawn(async move {
            let bytes = table(seed, 20 + (seed % 5) * 20_000);
            let id = visitor.send("counts.csv", &bytes).await.unwrap();
            assert_eq!(visitor.sha256(&id).await, sha256(&bytes));
        });
    }
    while let Some(sent) = sending.join_next().await {
        sent.unwrap();
    }
    assert_eq!(visitor.sent().await.len(), 50);
}

/// Every upload that was answered is there with every byte and gets its verdict; of the others there is all or nothing; no
/// sealed file is left that nothing names.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_uploads_loses_none_that_it_has_answered() {
    for (name, database) in databases() {
        let desk = desk(&database);
        let arguments = format!("{database} --takeover 3");
        let mut server = Server::start(&desk, &arguments);
        let mut visitor = Visitor::sign_in(&server.origin, "owner").await;
        let mut all = BTreeSet::new();
        let mut answered = BTreeMap::new();
        for round in 0..KILLS {
            let mut sending = tokio::task::JoinSet::new();
            for one in 0..6 {
                let visitor = visitor.clone();
                let bytes = table(round * 10 + one, 200 * 8_u64.pow(one as u32 % 5));
                all.insert(sha256(&bytes));
                sending.spawn(async move { (sha256(&bytes), visitor.send("counts.csv", &bytes).await) });
            }
            let half = table(round * 10 + 9, 700_000);
            let halves: Vec<Half> = (0..3)
                .map(|part| Half::send(&visitor, "half.csv", &half, 0.2 + 0.3 * f64::from(part)))
                .collect();
            // Another moment each time, from before the first answer to after the last.
            tokio::time::sleep(Duration::from_millis(5 + round * round * 35)).await;
            server.kill();
            drop(halves);
            while let Some(sent) = sending.join_next().await {
                if let (sha256, Ok(id)) = sent.unwrap() {
                    answered.insert(id, sha256);
                }
            }
            server = Server::start(&desk, &arguments);
            // The session was not in the process that was killed.
            visitor = visitor.at(&server.origin);
            for id in visitor.sent().await {
                let there = visitor.sha256(&id).await;
                assert!(all.contains(&there), "{name}: half an upload is visible");
                assert!(answered.get(&id).is_none_or(|sha256| *sha256 == there), "{name}: other bytes");
            }
        }
        let there = visitor.sent().await;
        assert!(!answered.is_empty(), "{name}: it was killed too early each time");
        assert!(answered.keys().all(|id| there.contains(id)), "{name}: an upload was lost");
        server.kill();
        nothing_is_left_over(name, &desk, &arguments, there.len()).await;
    }
}

/// Two days later: each upload has its sealed file and its result, and there is nothing else.
async fn nothing_is_left_over(name: &str, desk: &Desk, arguments: &str, uploads: usize) {
    let sealed = desk.data().join("blobs/sealed");
    let before = SystemTime::now() - Duration::from_hours(48);
    let left = files(&sealed);
    for path in &left {
        std::fs::File::options().write(true).open(path).unwrap().set_modified(before).unwrap();
    }
    let server = Server::start(desk, arguments);
    let under = |folder: &str| {
        if sealed.join(folder).exists() { files(&sealed.join(folder)).len() } else { 0 }
    };
    for _ in 0..300 {
        if under("upload") == uploads && under("result") == uploads {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!((under("upload"), under("result")), (uploads, uploads), "{name}, of {} before", left.len());
    server.kill();
}
