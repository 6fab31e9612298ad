//! Calls of the system that carrying a disposal out makes are made to fail, and are made the last one. Afterwards the log
//! verifies, no copy is on the ledger as gone that is there, and the next run finishes what was begun: nothing is destroyed that
//! was not to be, and everything that is gone is booked once.
//!
//! Each run under strace costs a second or two. So of each call only some occurrences are broken here, spread over the run; all of
//! them with `DISPOSAL_ALL_FAULTS=1`.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "faults/broken.rs"]
mod broken;
#[allow(dead_code)]
#[path = "all/house.rs"]
mod house;

use broken::{AS_PROBE, Broken};
use libtest_mimic::{Arguments, Trial};

fn main() {
    if std::env::var_os(AS_PROBE).is_some() {
        broken::carry_out();
        return;
    }
    let story = "a run that breaks off anywhere is finished by the next";
    let trial = Trial::test(story, || {
        a_run_that_breaks_off_anywhere_is_finished_by_the_next();
        Ok(())
    });
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit();
}

/// Calls that a run makes: of the database, of the replicas, of the sealed lists.
const CALLS: &[&str] =
    &["pwrite64", "fdatasync", "fsync", "unlinkat", "openat", "linkat", "renameat2", "write", "pread64"];

fn a_run_that_breaks_off_anywhere_is_finished_by_the_next() {
    let broken = Broken::new();
    let few = std::env::var_os("DISPOSAL_ALL_FAULTS").is_none();
    let mut runs = 0;
    let mut stopped = 0;
    for (call, before, after) in broken.counts(CALLS) {
        let step = if few { ((after - before) / 3).max(1) } else { 1 };
        for which in (before + 1..=after).step_by(step) {
            let both = ["error=EIO", "signal=KILL"];
            // One or the other in turn, where there is no time for both.
            let faults = if few { &both[runs % 2..=runs % 2] } else { &both[..] };
            for fault in faults {
                let outcome = broken.run(&format!("{call}:{fault}:when={which}"));
                runs += 1;
                stopped += usize::from(!outcome.contains("CARRIED OUT"));
                broken.is_finished_by_another_run(&format!("{call}:{fault}:when={which}: {outcome}"));
            }
        }
    }
    println!("{runs} runs, {stopped} broke off");
    assert!(runs >= 12 && stopped >= 5, "{runs} runs, {stopped} broke off");
}
