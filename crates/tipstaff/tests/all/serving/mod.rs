//! The web application as a process: under uploads, killed in the middle, on two nodes, over TLS, and told to end.

mod approvals;
mod bucket;
mod ending;
mod nodes;
mod proxy;
mod server;
mod sockets;
mod tls;
mod uploads;
mod visitor;

use crate::common::desk::Desk;
use postgres_for_tests::Cluster;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The databases that everything has to work on: where `serve` and the other commands find each.
fn databases() -> [(&'static str, String); 2] {
    [
        ("SQLite", "--data d".to_owned()),
        ("PostgreSQL", format!("--data d --database {}", Cluster::shared().database())),
    ]
}

/// A table of numbers about nobody, another one for each seed.
fn table(seed: u64, lines: u64) -> Vec<u8> {
    let mut text = String::from("Ward,Month,Stops\n");
    for line in 0..lines {
        let stops = seed.wrapping_mul(31).wrapping_add(line * 17) % 997;
        writeln!(text, "Ward {},{},{stops}", line % 40, line % 12 + 1).unwrap();
    }
    writeln!(text, "All,13,{seed}").unwrap();
    text.into_bytes()
}

/// SHA-256 as reports write it.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// A record whose owner can sign in, and an approver who can.
fn desk(database: &str) -> Desk {
    let desk = Desk::new();
    desk.file("people.csv", "Service No,Surname,Forename,Rank\n001001,Quillfeather,Andrew,Constable\n");
    desk.does(&format!("people import people.csv {database}"));
    desk.does(&format!("actor key {database}"));
    desk.does(&format!("actor add 'M. Oake' --roles approver {database}"));
    desk.does(&format!("actor key 'M. Oake' {database} --as owner"));
    desk.does(&format!("actor key {database} --as 'M. Oake'"));
    desk
}
