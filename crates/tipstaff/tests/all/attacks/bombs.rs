//! Files made to exhaust the machine, many at once: each is "could not be checked" or held, the server stays small, and what
//! colleagues send meanwhile is checked.

use crate::attacks::bomb;
use crate::attacks::server::Server;

/// What the server itself may hold: far less than any of the bombs, far more than it needs.
const MOST: u64 = 700 << 20;

const HONEST: &str =
    "Ward,Month,Stops\nNorth,January,120\nNorth,February,131\nSouth,January,98\nSouth,February,77\n";

#[test]
fn bombs_are_not_checked_and_what_colleagues_send_is() {
    let server = Server::start();
    let owner = server.founder();
    let colleague = owner.invites("R. Moss", &["foi-officer"]);
    let huge =
        [("three-gigabytes.xlsx", bomb::workbook(3_072)), ("ten-gigabytes.xlsx", bomb::workbook(10_240))];
    let small = [
        ("laughs.xlsx", bomb::laughs()),
        ("nested.xlsx", bomb::nested(1_000_000)),
        ("crowd.xlsx", bomb::crowd(60_000)),
        ("dolls.xlsx", bomb::dolls(40)),
    ];
    for (name, bytes) in huge.iter().chain(&small) {
        assert!(bytes.len() < 12 << 20, "{name} is small on the way: {}", bytes.len());
    }
    let mut sent = Vec::new();
    let mut honest = Vec::new();
    for (round, one) in huge.iter().enumerate() {
        for (name, bytes) in [one].into_iter().chain(&small) {
            sent.push((*name, owner.send_file(name, bytes)));
        }
        honest.push(colleague.send_file(&format!("counts{round}.csv"), HONEST.as_bytes()));
        assert_eq!(colleague.get("/checks").status, 200, "pages are served meanwhile");
    }
    for path in &honest {
        assert!(colleague.verdict(path).starts_with("Clear"), "{}", colleague.verdict(path));
    }
    for (name, path) in &sent {
        let verdict = owner.verdict(path);
        assert!(
            verdict.starts_with("Could not be checked") || verdict.starts_with("Do not release"),
            "{name}: {verdict}"
        );
        // Looking into it opens it again; that is bounded too.
        assert!(owner.get(&format!("{path}/preview")).status < 500, "{name}");
    }
    assert!(server.peak() < MOST, "the server held {} MiB", server.peak() >> 20);
    assert_eq!(owner.get("/health").status, 200);
}
