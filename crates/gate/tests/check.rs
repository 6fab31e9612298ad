//! Checks through the gate's own door. This program starts itself as the worker, so it has a `main` of its own.
#![allow(clippy::unwrap_used, reason = "tests")]

use detect::{Day, RosterBuilder, SealKey};
use gate::report::json;
use gate::{Checker, Policy};
use libtest_mimic::{Arguments, Trial};
use sandbox::{Layers, Sandbox};
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return sandbox::run_worker();
    }
    let trials = vec![Trial::test("who is in a file is known by number and stays out of reports", || {
        who_is_in_a_file();
        Ok(())
    })];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn surname(one: u32) -> String {
    let beginnings = ["Quill", "Brack", "Fen", "Marl", "Thrap", "Osk"];
    let endings = ["wick", "thorpe", "borough", "ham", "ley"];
    format!("{}{}", beginnings[one as usize / 5 % 6], endings[one as usize % 5])
}

fn who_is_in_a_file() {
    let heads = ["Surname", "Forename"].map(ToOwned::to_owned);
    let mut builder = RosterBuilder::new(SealKey::fresh().unwrap().into_bytes(), &heads, &[]).unwrap();
    for one in 0..25 {
        builder.person_numbered(7_000_000 + one, &[&surname(one), "Jane"]);
    }
    let roster = builder.finish().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answer.csv");
    let rows: Vec<String> = (3..30).map(|one| format!("{},Jane", surname(one))).collect();
    std::fs::write(&path, format!("Surname,Forename\n{}\n", rows.join("\n"))).unwrap();
    // Not every machine that runs tests has every layer; what is tested here is not the lock.
    let sandbox = Sandbox::new(["worker"]).unwrap().accept_without(Layers::all());
    let (policy, today) = (Policy::default(), Day::new(2026, 11, 26).unwrap());
    let gate = Checker { sandbox: &sandbox, policy: &policy, roster: Some(&roster), local: None, today };
    let checked = gate.check(&path);
    assert_eq!(checked.subjects.definite, (7_000_003..7_000_025).collect());
    assert!(checked.subjects.possible.is_empty());
    assert_eq!(checked.subjects.unlisted, (5, 5));
    assert_eq!(checked.subjects.fields, ["forename", "surname"]);
    let report = json::line(&checked, true).unwrap();
    assert!(!report.contains("subjects") && !report.contains("70000"));
    // Nobody is in a file that could not be opened, as far as it was read.
    assert!(gate.check(&folder.path().join("none.csv")).subjects.is_nobody());
}
