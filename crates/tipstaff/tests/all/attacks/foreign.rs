//! What somebody else sent, with its result, its copy and its release: for a colleague it is not there.

use crate::attacks::server::Server;
use web::ROUTES;

const ALL: [&str; 6] = [
    "foi-officer",
    "approver",
    "data-protection-officer",
    "information-security",
    "administrator",
    "auditor",
];

#[test]
fn a_finished_check_its_copy_and_its_proposal_are_nobody_elses() {
    let server = Server::start();
    let owner = server.founder();
    let other = owner.invites("R. Moss", &ALL);
    let table =
        "Ward,Month,Stops\nNorth,January,120\nNorth,February,131\nSouth,January,98\nSouth,February,77\n";
    let path = owner.send_file("Ashworth-counts.csv", table.as_bytes());
    owner.settled(&path);
    assert_eq!(owner.post(&format!("{path}/copy"), &[]).status, 303);
    owner.settled(&path);
    assert_eq!(owner.get(&format!("{path}/copy/0")).status, 200);
    let proposal = [
        ("reference", "FOI 1"),
        ("recipient", "Marchbanks"),
        ("what", "counts"),
        ("passphrase", crate::attacks::server::WORDS),
    ];
    let proposed = owner.post(&format!("{path}/release"), &proposal);
    assert_eq!((proposed.status, proposed.header("location")), (303, "/releases/1"), "{}", proposed.body);
    let id = path.strip_prefix("/checks/").unwrap();
    let unknown = "0123456789abcdef0123456789abcdef";
    for route in ROUTES.iter().filter(|route| route.path.contains("{id}")) {
        let at = |id: &str| route.path.replace("{id}", id).replace("{number}", "0");
        let ask =
            |id: &str| other.send(route.method.as_str(), &at(id), "application/x-www-form-urlencoded", b"");
        let (theirs, nobodys) = (ask(id), ask(unknown));
        assert_eq!(theirs.status, 404, "{route:?}: {}", theirs.body);
        assert_eq!(theirs.body.replace(id, unknown), nobodys.body, "{route:?}");
        // Each answer has its own time, and a number of its own.
        let without_time = |head: &str| {
            head.lines()
                .filter(|line| !line.starts_with("date:") && !line.starts_with("x-request-id:"))
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(without_time(&theirs.head), without_time(&nobodys.head), "{route:?}");
        assert!(!theirs.body.contains("Ashworth"));
    }
    // Whoever did not propose it takes it back as little as one that never was.
    let taken_back = [other.get("/releases/1/withdraw"), other.get("/releases/7/withdraw")];
    assert_eq!((taken_back[0].status, &taken_back[0].body), (404, &taken_back[1].body));
    let form = [("passphrase", crate::attacks::server::WORDS)];
    assert_eq!(other.post("/releases/1/withdraw", &form).status, 404);
    // Whoever proposed it does not approve it, not by the form that their page does not show either.
    let approval = [("looked", "yes"), ("passphrase", crate::attacks::server::WORDS)];
    let answer = owner.post("/releases/1/approve", &approval);
    assert_eq!(answer.status, 409, "{}", answer.body);
    assert_eq!(owner.get("/releases/1/withdraw").status, 200, "it still waits for a decision");
    assert_eq!(owner.get(&path).status, 200, "nothing was deleted");
    let log = server.log();
    for name in ["Ashworth", "Marchbanks", "R. Moss"] {
        assert!(!log.contains(name), "{name} is in the log: {log}");
    }
}
