//! A server that is told to end: what runs is finished, and whoever sends requests is told in time.

use crate::serving::server::Server;
use crate::serving::sockets::Half;
use crate::serving::visitor::Visitor;
use crate::serving::{desk, table};
use reqwest::StatusCode;
use std::time::Duration;

async fn is_ending(visitor: &Visitor) {
    for _ in 0..500 {
        match visitor.get("/ready").await {
            Ok(answer) if answer.status() == StatusCode::SERVICE_UNAVAILABLE => return,
            Ok(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            Err(error) => panic!("it took no request any more before it said so: {error}"),
        }
    }
    panic!("it never said that it ends");
}

/// Told to end under load, it says that it is not ready, still answers, finishes the uploads that run, and is then gone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_to_end_says_so_and_finishes_what_runs() {
    let desk = desk("--data d");
    let server = Server::start(&desk, "--data d --drain 2");
    let visitor = Visitor::sign_in(&server.origin, "owner").await;
    let asker = Visitor::nobody(&server.origin);
    assert_eq!(asker.get("/ready").await.unwrap().status(), StatusCode::OK);
    let bytes = table(1, 300_000);
    let half = Half::send(&visitor, "slow.csv", &bytes, 0.5);
    let mut sending = tokio::task::JoinSet::new();
    for seed in 2..12 {
        let visitor = visitor.clone();
        sending.spawn(async move { visitor.send("counts.csv", &table(seed, 100_000)).await });
    }
    server.terminate();
    is_ending(&asker).await;
    assert!(visitor.page("/").await.contains("What needs you"), "requests are answered while it drains");
    while let Some(sent) = sending.join_next().await {
        sent.unwrap().unwrap();
    }
    // Long after it stopped taking connections, the one that is open gets its answer.
    while asker.get("/ready").await.is_ok() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let answer = tokio::task::spawn_blocking(move || half.finish()).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let (status, log) = server.ended();
    assert!(status.success(), "{log}");

    // Checks that were not done are done by the next one; none is lost.
    let server = Server::start(&desk, "--data d");
    let visitor = visitor.at(&server.origin);
    let sent = visitor.sent().await;
    assert_eq!(sent.len(), 11);
    for id in sent {
        visitor.sha256(&id).await;
    }
}
