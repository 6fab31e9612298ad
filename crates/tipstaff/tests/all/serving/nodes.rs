//! Two servers on one PostgreSQL and one S3 server, behind a real proxy.

use crate::common::desk::{Desk, PASSPHRASE};
use crate::common::program::run;
use crate::serving::bucket::Bucket;
use crate::serving::proxy::{Proxy, free_port, program};
use crate::serving::server::Server;
use crate::serving::visitor::{Visitor, client_at};
use crate::serving::{sha256, table};
use postgres_for_tests::Cluster;
use reqwest::StatusCode;
use serde_json::Value;
use std::path::PathBuf;

/// Two servers and what they share.
struct Site {
    desk: Desk,
    bucket: Bucket,
    place: String,
    first: Server,
    second: Server,
    proxy: Proxy,
}

impl Site {
    async fn start(nginx: &PathBuf) -> Self {
        let bucket = Bucket::start().await;
        let desk = Desk::new();
        desk.file("people.csv", "Service No,Surname,Forename\n001001,Quillfeather,Andrew\n");
        let shared = format!(
            "--database {} --blobs s3://tipstaff/record --key-file force.key",
            Cluster::shared().database()
        );
        let place = format!("--data here {shared}");
        let does = |line: String| {
            let mut command = desk.command(&line);
            command.envs(bucket.environment());
            // The bucket is served by this thread's runtime.
            let answer = tokio::task::block_in_place(|| run(command));
            assert_eq!(answer.status, Some(0), "{line}\n{}{}", answer.stdout, answer.stderr);
        };
        does(format!("people import people.csv {place}"));
        does(format!("actor key {place}"));
        for (name, roles) in [("M. Oake", "approver"), ("A. Lock", "foi-officer")] {
            does(format!("actor add '{name}' --roles {roles} {place} --as owner"));
            does(format!("actor key '{name}' {place} --as owner"));
            does(format!("actor key {place} --as '{name}'"));
        }
        let port = free_port();
        let start = |data: &str| {
            let arguments = format!(
                "--data {data} {shared} --takeover 3 --behind-proxy 127.0.0.1 --second-factor=offered --public-address http://127.0.0.1:{port}"
            );
            let listen = free_port();
            let mut server = Server::start_with(
                &desk,
                &format!("--listen 127.0.0.1:{listen} {arguments}"),
                &bucket.environment(),
            );
            // Browsers know it under the proxy's address, and so it says; here each is asked by itself too.
            server.origin = format!("http://127.0.0.1:{listen}");
            server
        };
        // Nothing is shared by way of the disk: each has a data folder of its own.
        let (first, second) = tokio::task::block_in_place(|| (start("one"), start("two")));
        let proxy = Proxy::start(nginx, port, &[&first.origin, &second.origin]);
        Self { desk, bucket, place, first, second, proxy }
    }

    fn command(&self, line: &str) -> std::process::Command {
        let mut command = self.desk.command(&format!("{line} {}", self.place));
        command.envs(self.bucket.environment());
        command
    }

    fn says(&self, line: &str) -> String {
        let answer = tokio::task::block_in_place(|| run(self.command(line)));
        assert_eq!(answer.status, Some(0), "{line}\n{}{}", answer.stdout, answer.stderr);
        answer.stdout
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_are_one_server_and_one_of_them_is_enough() {
    let Some(nginx) = program() else { return };
    let site = Site::start(&nginx).await;
    let (one, two) = (site.first.origin.clone(), site.second.origin.clone());
    sessions(&one, &two).await;
    approvals(&site, &one, &two).await;
    lock_out(&one, &two).await;
    forwarded(&site, &one).await;
    a_node_dies(site).await;
}

/// A session that began on one node is one on the other, and ends on both.
async fn sessions(one: &str, two: &str) {
    let there = Visitor::sign_in(one, "owner").await;
    let here = there.at(two);
    here.page("/account").await;
    let id = there.send("counts.csv", &table(1, 2000)).await.unwrap();
    assert_eq!(here.sha256(&id).await, there.sha256(&id).await);
    let out = here.form("/sign-out", &[]).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    for visitor in [&there, &here] {
        assert_ne!(visitor.get("/account").await.unwrap().status(), StatusCode::OK);
    }
}

/// What is approved on one node the door of the other one knows in the same moment.
async fn approvals(site: &Site, one: &str, two: &str) {
    let counts = table(7, 500);
    site.desk.file("answer.csv", &counts);
    site.says(
        "release propose answer.csv --reference 'FOI 7' --recipient 'The Argus' --what Stops --as owner",
    );
    let approver = Visitor::sign_in(one, "M. Oake").await;
    let door = format!("/api/certificates/{}", sha256(&counts));
    let asks = approver.at(two);
    assert_eq!(asks.json(&door).await["answer"], "none");
    let form = approver.form("/releases/1/approve", &[("looked", "yes"), ("passphrase", PASSPHRASE)]);
    assert_eq!(form.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(asks.json(&door).await["answer"], "certified");
}

/// Wrong tries at one node count at the other, which has seen none of them.
async fn lock_out(one: &str, two: &str) {
    let (here, there) = (Visitor::nobody(one), Visitor::nobody(two));
    // The wait after a wrong try is of seconds at first: on a slow machine it can be over before the right one is typed.
    for _ in 0..5 {
        for _ in 0..8 {
            let answer = here.try_sign_in("A. Lock", "wrong words altogether", &[]).await;
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        }
        let answer = there.try_sign_in("A. Lock", PASSPHRASE, &[]).await;
        if answer.status() == StatusCode::UNAUTHORIZED {
            return;
        }
    }
    panic!("the other node knows nothing of the wrong tries");
}

/// Who stands behind the proxy is counted by an address of their own; who claims one does not get it.
async fn forwarded(site: &Site, one: &str) {
    let from = |address: &'static str| [("x-forwarded-for", address)];
    let direct = Visitor::nobody(one);
    // Sixty wrong tries, as the declared proxy says from one address, each for another name: that address is locked out.
    for number in 0..64 {
        let name = format!("nobody {number}");
        direct.try_sign_in(&name, "wrong words altogether", &from("203.0.113.9")).await;
    }
    let locked = direct.try_sign_in("owner", PASSPHRASE, &from("203.0.113.9")).await;
    assert_eq!(locked.status(), StatusCode::UNAUTHORIZED);
    let other = direct.try_sign_in("owner", PASSPHRASE, &from("203.0.113.10")).await;
    assert_eq!(other.status(), StatusCode::SEE_OTHER, "another address is not");
    // Through the proxy: what the client claims stands before what the proxy saw, and is not believed.
    let elsewhere = client_at("127.0.0.2");
    let claims = Visitor::with(elsewhere.clone(), &site.proxy.origin);
    let claims = claims.try_sign_in("owner", PASSPHRASE, &from("203.0.113.9")).await;
    assert_eq!(claims.status(), StatusCode::SEE_OTHER, "the proxy's own word is the last");
    // And whoever comes past the proxy is believed nothing.
    let past = Visitor::with(elsewhere, one).try_sign_in("owner", PASSPHRASE, &from("203.0.113.9")).await;
    assert_eq!(past.status(), StatusCode::SEE_OTHER, "only a declared proxy is believed");
}

/// One node is killed in the middle of its checks: the other goes on, and no upload is lost.
async fn a_node_dies(site: Site) {
    let visitor = Visitor::sign_in(&site.proxy.origin, "owner").await;
    let mut sent = Vec::new();
    for seed in 0..12 {
        let bytes = table(100 + seed, 60_000);
        sent.push((visitor.send("counts.csv", &bytes).await.unwrap(), sha256(&bytes)));
    }
    let Site { first, second, desk, bucket, place, proxy } = site;
    first.kill();
    for (id, digest) in &sent {
        assert_eq!(visitor.sha256(id).await, *digest);
    }
    // More comes in meanwhile; the proxy finds the node that is left.
    let id = visitor.send("counts.csv", &table(999, 1000)).await.unwrap();
    visitor.sha256(&id).await;
    assert_eq!(visitor.sent().await.len(), sent.len() + 2);
    assert!(bucket.objects("upload") > sent.len());
    drop(proxy);
    second.terminate();
    let (status, log) = tokio::task::block_in_place(|| second.ended());
    assert!(status.success(), "{log}");
    let mut command = desk.command(&format!("log verify {place} --offline --format json"));
    command.envs(bucket.environment());
    let verified = tokio::task::block_in_place(|| run(command));
    assert_eq!(verified.status, Some(0), "{}{}", verified.stdout, verified.stderr);
    let verified: Value = serde_json::from_str(&verified.stdout).unwrap();
    assert!(verified["acts"].as_u64().unwrap() > 10, "{verified}");
}
