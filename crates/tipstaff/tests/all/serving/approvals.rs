//! Approvals, and a server that is killed in the middle of them.

use crate::common::desk::{Desk, PASSPHRASE};
use crate::serving::server::Server;
use crate::serving::visitor::Visitor;
use crate::serving::{databases, desk};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Instant;

/// How often the server is killed on each database.
const KILLS: u32 = 12;

/// Two people by name, another file for each number.
fn answer(number: u32) -> String {
    format!(
        "Post,Surname,Forename,Department\nLead,Quillfeather,Andrew,North\nDeputy,Marrowby,Bronwen,Unit {number}\n"
    )
}

fn propose(desk: &Desk, database: &str, number: u32) {
    let file = format!("answer-{number}.csv");
    desk.file(&file, answer(number));
    desk.does(&format!(
        "release propose {file} --reference 'FOI {number}' --recipient 'The Argus' --what Leads {database} --as owner \
         --reason visible-people=leads"
    ));
}

/// Asks for the approval; whether it was confirmed. No answer is no. With an empty passphrase the one that was typed before
/// counts: one that a kill interrupts counts as wrong, and after some of those nobody could sign for a while.
async fn approve(visitor: &Visitor, number: u32, passphrase: &str) -> bool {
    let path = format!("/releases/{number}/approve");
    let form = visitor.form(&path, &[("looked", "yes"), ("passphrase", passphrase)]);
    match form.send().await {
        Ok(answer) if answer.status() == StatusCode::SEE_OTHER => true,
        Ok(answer) => panic!("{}: {}", answer.status(), answer.text().await.unwrap()),
        Err(_) => false,
    }
}

fn json(desk: &Desk, line: &str) -> Value {
    serde_json::from_str(&desk.does(line)).unwrap()
}

/// The record about a release: approved everywhere, or nowhere.
fn is_approved(desk: &Desk, database: &str, number: u32) -> bool {
    let shown = json(desk, &format!("release show {number} {database} --format json"));
    let release = &shown["releases"][0];
    let is_approved = match release["state"].as_str().unwrap() {
        "approved" => true,
        "proposed" => false,
        other => panic!("{other}"),
    };
    let door = desk.tipstaff(&format!("certificate answer-{number}.csv {database} --format json"));
    let door: Value = serde_json::from_str(&door.stdout).unwrap();
    let said = if is_approved { "certified" } else { "none" };
    assert!(door.to_string().contains(&format!("\"answer\":\"{said}\"")), "{number}: {door}");
    assert_eq!(release["certificate"].is_object(), is_approved, "{release}");
    assert_eq!(release["holdings"].as_array().map_or(0, Vec::len), usize::from(is_approved), "{release}");
    let sha256 = &release["sha256"];
    let held = json(desk, &format!("holding list {database} --format json"));
    let holdings = held["holdings"].as_array().unwrap();
    let of_it = holdings.iter().filter(|holding| holding["handed"] == *sha256).count();
    assert_eq!(of_it, usize::from(is_approved), "{number}: {held}");
    is_approved
}

fn acts(desk: &Desk, database: &str) -> usize {
    desk.does(&format!("log show --kind release-approved {database} --format jsonl")).lines().count()
}

/// What was confirmed is there; what is there is there as a whole: act, release, holding, certificate and door agree.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_approvals_keeps_each_of_them_whole_or_not_at_all() {
    for (name, database) in databases() {
        let desk = desk(&database);
        for number in 1..=KILLS + 2 {
            propose(&desk, &database, number);
        }
        let mut server = Server::start(&desk, &database);
        let mut approver = Visitor::sign_in(&server.origin, "M. Oake").await;
        assert!(approve(&approver, KILLS + 1, PASSPHRASE).await, "{name}: an approval that nobody disturbs");
        let began = Instant::now();
        assert!(approve(&approver, KILLS + 2, "").await, "{name}: one without the passphrase");
        let takes = began.elapsed();
        let mut confirmed = vec![KILLS + 1, KILLS + 2];
        for number in 1..=KILLS {
            let asking = {
                let approver = approver.clone();
                tokio::spawn(async move { approve(&approver, number, "").await })
            };
            // Spread over all of an approval and beyond its end: the first ones after a start take longer.
            tokio::time::sleep(takes.mul_f64(f64::from(number) / f64::from(KILLS) * 4.0)).await;
            server.kill();
            if asking.await.unwrap() {
                confirmed.push(number);
            }
            server = Server::start(&desk, &database);
            approver = approver.at(&server.origin);
        }
        let there: Vec<u32> =
            (1..=KILLS + 2).filter(|number| is_approved(&desk, &database, *number)).collect();
        assert_eq!(acts(&desk, &database), there.len(), "{name}");
        assert!(confirmed.iter().all(|number| there.contains(number)), "{name}: {confirmed:?} {there:?}");
        eprintln!(
            "{name}: killed {KILLS} times, confirmed {confirmed:?}, approved {there:?}, {takes:?} each"
        );
        // Whatever was not approved still can be.
        for number in (1..=KILLS).filter(|number| !there.contains(number)) {
            assert!(approve(&approver, number, "").await, "{name}: {number}");
            assert!(is_approved(&desk, &database, number), "{name}: {number}");
        }
        server.terminate();
        let (status, log) = server.ended();
        assert!(status.success(), "{log}");
        desk.does(&format!("log verify {database} --offline"));
    }
}
