//! The server does what tests of others rely on.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::{os::unix::net::UnixStream, path::Path};

use postgres_for_tests::{Cluster, Durability};

fn answers(folder: &Path) -> bool {
    UnixStream::connect(folder.join(".s.PGSQL.5432")).is_ok()
}

#[test]
fn each_database_has_an_address_of_its_own() {
    let cluster = Cluster::shared();
    assert_ne!(cluster.database(), cluster.database());
}

#[test]
fn a_killed_server_is_gone_and_comes_back() {
    let cluster = Cluster::start(Durability::Hasty);
    assert!(answers(cluster.folder()));
    cluster.kill();
    assert!(!answers(cluster.folder()));
    cluster.restart();
    assert!(answers(cluster.folder()));
    cluster.database();
}

#[test]
fn nothing_is_left_of_a_cluster_that_was_dropped() {
    let cluster = Cluster::start(Durability::Hasty);
    let folder = cluster.folder().to_owned();
    drop(cluster);
    assert!(!folder.exists());
}
