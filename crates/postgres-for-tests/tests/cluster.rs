//! The server does what tests of others rely on.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::{
    os::unix::net::UnixStream,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

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
    // Its children have the socket too, and end a moment after it.
    let mut tries = 0;
    while answers(cluster.folder()) {
        assert!(tries < 1_000, "it is gone");
        tries += 1;
        std::thread::sleep(Duration::from_millis(10));
    }
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

/// Starts a cluster and waits; started by the test below.
#[test]
fn in_another_process() {
    let Some(tell) = std::env::var_os("TIPSTAFF_CLUSTER") else { return };
    let cluster = Cluster::start(Durability::Hasty);
    std::fs::write(tell, cluster.folder().to_str().unwrap()).unwrap();
    std::thread::sleep(Duration::from_mins(10));
}

#[test]
fn the_server_of_a_killed_test_ends_and_its_folder_goes_at_the_next_start() {
    let told = std::env::temp_dir().join(format!("tipstaff-cluster-{}", std::process::id()));
    let mut test = Command::new(std::env::current_exe().unwrap())
        .args(["in_another_process", "--exact"])
        .env("TIPSTAFF_CLUSTER", &told)
        .spawn()
        .unwrap();
    let wait_until = |met: &dyn Fn() -> bool| {
        let begun = Instant::now();
        while !met() {
            assert!(begun.elapsed() < Duration::from_mins(2));
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    let folder = || std::fs::read_to_string(&told).unwrap_or_default();
    wait_until(&|| answers(Path::new(&folder())));
    test.kill().unwrap();
    test.wait().unwrap();
    wait_until(&|| !answers(Path::new(&folder())));
    wait_until(&|| {
        drop(Cluster::start(Durability::Hasty));
        !Path::new(&folder()).exists()
    });
    std::fs::remove_file(told).unwrap();
}
