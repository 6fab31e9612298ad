//! Every call of the system that taking in and destroying make is made to fail, and is made the last one.
//!
//! A first run under strace counts the calls; then, for each of them, a fresh run in which it fails with EIO, and one in
//! which the process is killed there. Afterwards every receipt that was printed is true, nothing half there is counted, and
//! a second attempt finishes. After Tessera, `integration/fault/posix/fault_test.go`.
//!
//! Killing is not a power cut: what was written stays in the system's memory. That nothing relies on what was not synced
//! shows here only in that no receipt survives a failed sync.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "faults/probe.rs"]
mod probe;
#[allow(dead_code)]
#[path = "../examples/copies_probe.rs"]
mod program;

use copies::State;
use libtest_mimic::{Arguments, Trial};
use probe::{Probe, Run};

/// Set where the test is to be the program that is broken.
const AS_PROBE: &str = "COPIES_PROBE";

fn main() {
    if std::env::var_os(AS_PROBE).is_some() {
        program::run(&std::env::args().skip(1).collect::<Vec<_>>());
        return;
    }
    let stories: [(&str, fn()); 3] = [
        ("receipts are true whatever fails", receipts_are_true_whatever_fails),
        ("a full disk is told in plain words", a_full_disk_is_told_in_plain_words),
        (
            "a destruction that fails half way is finished and never takes the survivor",
            a_destruction_that_fails_half_way_is_finished_and_never_takes_the_survivor,
        ),
    ];
    let trials = stories.map(|(name, story)| {
        Trial::test(name, move || {
            story();
            Ok(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

/// Calls that taking in makes.
const CALLS: &[&str] = &[
    "openat",
    "renameat2",
    "linkat",
    "mkdirat",
    "fsync",
    "syncfs",
    "read",
    "write",
    "close",
    "getdents64",
    "unlinkat",
];

/// Two items in two replicas.
const ALL: usize = 4;

/// In a replica after an item was half taken in.
fn is_unfinished(state: State) -> bool {
    matches!(state, State::Good | State::MissingManifest | State::Temporary)
}

fn receipts_are_true_whatever_fails() {
    let taking = Probe::new(|at| vec!["receive".into(), at.join("items"), at.join("r0"), at.join("r1")]);
    let many = Probe::new(|at| vec!["many".into(), at.join("items"), at.join("r0"), at.join("r1")]);
    for probe in [&taking, &many] {
        probe.each_fault(CALLS, |run: &Run<'_>| {
            for receipt in &run.receipts {
                assert!(run.good(&receipt.replica).contains(&receipt.item), "a receipt for nothing: {run:?}");
            }
            for number in 0..2 {
                let states = run.states(number);
                assert!(states.iter().all(|state| is_unfinished(*state)), "{states:?} after {run:?}");
            }
            // A failed sync, naming or writing is never passed over. Of the disk only: the rest is not ours.
            let to_disk = ["fsync:error", "renameat2:error", "write:error"];
            let is_ours = !run.output.contains("failed printing");
            if is_ours && to_disk.iter().any(|call| run.fault.contains(call)) {
                assert!(run.receipts.len() < ALL, "it was passed over: {run:?}");
            }
            let again = run.repeat();
            assert_eq!(again.receipts.len(), ALL, "{again:?} after {run:?}");
            for number in 0..2 {
                let states = again.states(number);
                let items = states.iter().filter(|state| **state == State::Good).count();
                assert_eq!(items, 2, "{states:?} after {run:?}");
            }
        });
    }
}

fn a_full_disk_is_told_in_plain_words() {
    let probe = Probe::new(|at| vec!["receive".into(), at.join("items"), at.join("r0"), at.join("r1")]);
    let mut told = 0;
    for which in 1..=4 {
        let run = probe.run(&format!("write:error=ENOSPC:when={which}"));
        told += usize::from(run.output.contains("there is no room left in replica"));
        for receipt in &run.receipts {
            assert!(run.good(&receipt.replica).contains(&receipt.item), "{run:?}");
        }
    }
    assert!(told >= 2, "told {told} times");
}

fn a_destruction_that_fails_half_way_is_finished_and_never_takes_the_survivor() {
    let probe = Probe::with_items(|at, item| {
        vec![
            "destroy".into(),
            at.join("r0"),
            item.item.clone().into(),
            item.blake3.clone().into(),
            at.join("r1"),
        ]
    });
    probe.each_fault(CALLS, |run| {
        assert_eq!(run.states(1), [State::Good; 2], "{run:?}");
        let states = run.states(0);
        assert!(states.iter().all(|state| is_unfinished(*state)), "{states:?} after {run:?}");
        if run.output.contains("DESTROYED") {
            assert_eq!(states, [State::Good], "{run:?}");
        } else if run.fault.contains("fsync:error") || run.fault.contains("unlinkat:error") {
            assert_ne!(states, [], "{run:?}");
        }
        let again = run.repeat();
        assert!(again.output.contains("DESTROYED"), "{again:?} after {run:?}");
        let states = again.states(0);
        let items = states.iter().filter(|state| **state == State::Good).count();
        assert_eq!(items, 1, "{states:?} after {run:?}");
        assert!(states.iter().all(|state| matches!(state, State::Good | State::Temporary)), "{states:?}");
    });
}
