//! The program of `examples/copies_probe.rs` under strace.

use copies::{Depth, Replica, State};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

type Arguments = Box<dyn Fn(&Path) -> Vec<PathBuf> + Sync>;

/// Two replicas and two items: a small one, and one of several pieces.
pub struct Probe {
    before: TempDir,
    arguments: Arguments,
}

/// A line of the program.
#[derive(Debug, Clone)]
pub struct Receipt {
    pub item: String,
    pub blake3: String,
    pub replica: String,
}

/// What came of one run.
pub struct Run<'p> {
    probe: &'p Probe,
    place: TempDir,
    pub fault: String,
    pub output: String,
    pub receipts: Vec<Receipt>,
}

impl fmt::Debug for Run<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "[{}] {}", self.fault, self.output)
    }
}

/// In memory: thousands of syncs wait for no disk.
fn place() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap()
}

/// The test starts itself: `cargo` builds no example for a test.
fn program() -> PathBuf {
    std::env::current_exe().unwrap()
}

impl Probe {
    pub fn new(arguments: impl Fn(&Path) -> Vec<PathBuf> + Sync + 'static) -> Self {
        let before = place();
        let items = before.path().join("items");
        std::fs::create_dir(&items).unwrap();
        for (name, length) in [("small", 3000), ("pieces", 1_100_000)] {
            let bytes: Vec<u8> =
                (0..length).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
            std::fs::write(items.join(name), bytes).unwrap();
        }
        for replica in ["r0", "r1"] {
            Replica::create_folder(replica, &before.path().join(replica)).unwrap();
        }
        Self { before, arguments: Box::new(arguments) }
    }

    /// The items are there already; `arguments` is given one of them.
    pub fn with_items(arguments: impl Fn(&Path, &Receipt) -> Vec<PathBuf> + Sync + 'static) -> Self {
        let probe = Self::new(|at| vec!["receive".into(), at.join("items"), at.join("r0"), at.join("r1")]);
        let there = receipts(&output(&[], &(probe.arguments)(probe.before.path())));
        let item = there.first().unwrap().clone();
        Self { before: probe.before, arguments: Box::new(move |at| arguments(at, &item)) }
    }

    /// One run from the beginning, in which one thing happens.
    pub fn run(&self, fault: &str) -> Run<'_> {
        let place = place();
        let copied = Command::new("cp")
            .arg("-a")
            .arg(self.before.path().join("."))
            .arg(place.path())
            .status()
            .unwrap();
        assert!(copied.success());
        let strace: Vec<String> = if fault.is_empty() {
            Vec::new()
        } else {
            // A minute is far more than it takes; what hangs is as bad as what is lost.
            let words = [
                "timeout",
                "--signal=KILL",
                "60",
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-o",
                "/dev/null",
                "-e",
            ];
            words.into_iter().map(String::from).chain([format!("inject={fault}")]).collect()
        };
        let output = output(&strace, &(self.arguments)(place.path()));
        Run { probe: self, fault: fault.to_owned(), receipts: receipts(&output), output, place }
    }

    /// How often each call is made, by the thread that makes it most often: strace counts for each thread.
    fn count(&self, calls: &[&str]) -> BTreeMap<String, usize> {
        let place = place();
        let copied = Command::new("cp")
            .arg("-a")
            .arg(self.before.path().join("."))
            .arg(place.path())
            .status()
            .unwrap();
        assert!(copied.success());
        let trace = place.path().join("trace");
        let strace: Vec<String> = ["strace", "-f", "-qq", "-o", trace.to_str().unwrap(), "-e"]
            .into_iter()
            .map(String::from)
            .chain([format!("trace={}", calls.join(","))])
            .collect();
        output(&strace, &(self.arguments)(place.path()));
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for line in std::fs::read_to_string(trace).unwrap().lines() {
            let mut words = line.split_whitespace();
            let thread = words.next().unwrap_or_default().to_owned();
            let call = words.next().unwrap_or_default().split('(').next().unwrap_or_default().to_owned();
            if calls.contains(&call.as_str()) {
                *counts.entry((call, thread)).or_default() += 1;
            }
        }
        let mut most: BTreeMap<String, usize> = BTreeMap::new();
        for ((call, _), count) in counts {
            let one = most.entry(call).or_default();
            *one = count.max(*one);
        }
        most
    }

    /// A run for each call that fails, and one for each that is the last; on two threads.
    pub fn each_fault(&self, calls: &[&str], check: impl Fn(&Run<'_>) + Sync) {
        let mut faults = Vec::new();
        for (call, count) in self.count(calls) {
            for which in 1..=count {
                faults.push(format!("{call}:error=EIO:when={which}"));
                faults.push(format!("{call}:signal=KILL:when={which}"));
            }
        }
        assert!(faults.len() > 60, "{} faults", faults.len());
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while let Some(fault) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                        check(&self.run(fault));
                    }
                });
            }
        });
    }
}

impl Run<'_> {
    fn replica(&self, number: usize) -> Replica {
        let name = format!("r{number}");
        Replica::open_folder(&name, &self.place.path().join(&name)).unwrap()
    }

    /// What is found in a replica, in order.
    pub fn states(&self, number: usize) -> Vec<State> {
        let mut states = Vec::new();
        let depth = Depth { from_disk: false, ..Depth::default() };
        let now = Timestamp::UNIX_EPOCH;
        copies::verify(&self.replica(number), depth, now, &mut |checked| states.push(checked.state)).unwrap();
        states.sort();
        states
    }

    /// The items that are good in the replica of this identity.
    pub fn good(&self, identity: &str) -> Vec<String> {
        let mut good = Vec::new();
        for number in 0..2 {
            let replica = self.replica(number);
            if replica.id().to_string() == identity {
                let depth = Depth { from_disk: false, ..Depth::default() };
                copies::verify(&replica, depth, Timestamp::UNIX_EPOCH, &mut |checked| {
                    good.extend(checked.verified.iter().map(|one| one.item().to_string()));
                })
                .unwrap();
            }
        }
        good
    }

    /// The same once more in the same place, and nothing happens.
    pub fn repeat(&self) -> Run<'_> {
        let place = place();
        let copied =
            Command::new("cp").arg("-a").arg(self.place.path().join(".")).arg(place.path()).status().unwrap();
        assert!(copied.success());
        let output = output(&[], &(self.probe.arguments)(place.path()));
        Run { probe: self.probe, fault: String::new(), receipts: receipts(&output), output, place }
    }
}

fn output(strace: &[String], arguments: &[PathBuf]) -> String {
    let mut command = match strace.split_first() {
        None => Command::new(program()),
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(program());
            command
        }
    };
    let output =
        command.args(arguments).env(super::AS_PROBE, "1").env("RUST_BACKTRACE", "0").output().unwrap();
    assert_ne!(output.status.code(), Some(124), "it hung: {strace:?}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn receipts(output: &str) -> Vec<Receipt> {
    let lines = output.lines().filter_map(|line| line.strip_prefix("RECEIPT "));
    lines
        .filter_map(|line| {
            let mut words = line.split(' ').map(str::to_owned);
            Some(Receipt { item: words.next()?, blake3: words.next()?, replica: words.next()? })
        })
        // A line that was cut short tells of nothing.
        .filter(|receipt| receipt.replica.len() == 32)
        .collect()
}
