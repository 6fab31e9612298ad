//! The program is made to fail while it takes evidence in, and while it copies for a migration: a call that writes fails with an
//! input/output error, or because the disk is full, or is the last one that it makes. The same command once more finishes; after
//! it the verifiers pass, every store is green, and every item is in every store once.
//!
//! A first run under strace counts the calls; the runs with a fault are spread evenly over them, for a whole program makes more
//! calls than there is time. The library's own calls are broken one by one in `crates/copies/tests/faults`. Killing is not a
//! power cut: what was written stays in the system's memory.

use crate::common::desk::{PASSPHRASE, files};
use crate::common::program::command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// Calls that write.
const CALLS: [&str; 8] =
    ["fsync", "fdatasync", "renameat2", "linkat", "mkdirat", "write", "pwrite64", "unlinkat"];
/// What becomes of one.
fn faults(call: &str) -> &'static [&'static str] {
    match call {
        // With it threads wake each other, too, and files without a name cannot be told apart by one. Full disks are tried below
        // the program, in `copies`.
        "write" => &["signal=KILL"],
        _ => &["error=EIO", "error=ENOSPC", "signal=KILL"],
    }
}

/// Runs with a fault, of each command.
const RUNS: usize = 36;
/// Videos, of which each store has to have every one once.
const VIDEOS: u64 = 2;
/// What a command writes: it is put back before each run. The footage stays where it is, for a watched folder is known by what it
/// is and not by its name only.
const WRITTEN: [&str; 3] = ["d", "north", "south"];

const RECEIVE: &str = "evidence receive footage --to north --to south --source dock-7";
const COPY: &str = "evidence migrate copy 1";

/// A desk with two videos and two places of copies, in memory: thousands of syncs wait for no disk.
struct Place {
    folder: TempDir,
    before: PathBuf,
}

impl Place {
    fn new(lines: &[&str]) -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("footage")).unwrap();
        std::fs::write(at("footage/small.mp4"), "video 0").unwrap();
        std::fs::write(at("footage/large.mp4"), vec![7; 1_100_000]).unwrap();
        std::fs::write(at("askpass"), format!("#!/bin/sh\necho '{PASSPHRASE}'\n")).unwrap();
        std::fs::set_permissions(at("askpass"), std::fs::Permissions::from_mode(0o700)).unwrap();
        let place = Self { before: at("before"), folder };
        place.does("evidence store add north --name north", "nothing");
        place.does("evidence store add south --name south", "nothing");
        for line in lines {
            place.does(line, "nothing");
        }
        std::fs::create_dir(&place.before).unwrap();
        for name in WRITTEN {
            copy(&place.at(name), &place.before.join(name));
        }
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All as it was before.
    fn put_back(&self) {
        for name in WRITTEN {
            std::fs::remove_dir_all(self.at(name)).unwrap();
            copy(&self.before.join(name), &self.at(name));
        }
    }

    /// Runs a line, below other words if there are any.
    fn run(&self, around: &[String], line: &str) -> Output {
        let program = command(line.split(' '));
        let words: Vec<_> = around.iter().map(AsRef::as_ref).chain([program.get_program()]).collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(program.get_args()).current_dir(self.folder.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", self.folder.path());
        command.env("TIPSTAFF_DATA", self.at("d")).env("TIPSTAFF_ASKPASS", self.at("askpass"));
        let output = command.output().expect("strace is installed");
        // What `timeout` says, where nobody else was to kill it.
        let is_killed = around.iter().any(|word| word.contains("signal=KILL"));
        assert!(is_killed || !matches!(output.status.code(), Some(124 | 137)), "it hung: {around:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!told.contains("panicked"), "{around:?}: {told}");
        output
    }

    fn does(&self, line: &str, after: &str) -> String {
        let output = self.run(&[], line);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let why = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}, after [{after}]: {told}{why}");
        told
    }

    /// How often each call is made by the thread that makes it most often: strace counts for each.
    fn count(&self, line: &str) -> BTreeMap<&'static str, usize> {
        let trace = self.at("trace");
        let around = ["strace", "-f", "-qq", "--seccomp-bpf", "-o", trace.to_str().unwrap(), "-e"];
        let mut around: Vec<String> = around.map(String::from).into();
        around.push(format!("trace={}", CALLS.join(",")));
        assert_eq!(self.run(&around, line).status.code(), Some(0), "{line}");
        let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for told in std::fs::read_to_string(&trace).unwrap().lines() {
            let mut words = told.split_whitespace();
            let thread = words.next().unwrap_or_default().to_owned();
            let called = words.next().unwrap_or_default().split('(').next().unwrap_or_default();
            if let Some(call) = CALLS.into_iter().find(|call| *call == called) {
                *counts.entry((call, thread)).or_default() += 1;
            }
        }
        let mut most: BTreeMap<&str, usize> = BTreeMap::new();
        for ((call, _), count) in counts {
            let one = most.entry(call).or_default();
            *one = count.max(*one);
        }
        most
    }

    /// One run with a fault, and everything after it.
    fn broken(&self, fault: &str, line: &str) {
        self.put_back();
        let around = ["timeout", "--signal=KILL", "60", "strace", "-f", "-qq", "--seccomp-bpf", "-o"];
        let mut around: Vec<String> = around.map(String::from).into();
        around.extend(["/dev/null".to_owned(), "-e".to_owned(), format!("inject={fault}")]);
        self.run(&around, line);
        self.does(line, fault);
        self.does("evidence verify", fault);
        let swept = self.does("evidence watch sweep", fault);
        assert!(swept.lines().all(|line| line.starts_with("GREEN")), "[{fault}]: {swept}");
        self.does("log verify --deep --offline", fault);
        let again = self.does(&format!("{line} --format json"), fault);
        let again: Value = serde_json::from_str(&again).unwrap();
        assert_eq!((&again["known"], &again["items"]), (&VIDEOS.into(), &0.into()), "[{fault}]: {again}");
        for store in ["north", "south"] {
            let names: Vec<String> = files(&self.at(store))
                .iter()
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
                .collect();
            let objects = names.iter().filter(|name| name.len() == 64).count();
            let manifests = names.iter().filter(|name| name.ends_with(".manifest")).count();
            assert_eq!((objects as u64, manifests as u64), (VIDEOS, VIDEOS), "[{fault}]: {names:?}");
        }
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    assert!(Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap().success());
}

/// Faults spread evenly over a run, on two threads that have a desk each.
fn each_fault(lines: &[&str], line: &str) {
    let places = [Place::new(lines), Place::new(lines)];
    let counts = places[0].count(line);
    let mut all = Vec::new();
    for (call, count) in &counts {
        for which in 1..=*count {
            all.extend(faults(call).iter().map(|fault| format!("{call}:{fault}:when={which}")));
        }
    }
    assert!(all.len() >= RUNS, "{counts:?}");
    // The step is no multiple of the kinds of faults, or only one of them would be tried.
    let step = (all.len() / RUNS).max(1);
    let step = if step.is_multiple_of(3) { step + 1 } else { step };
    let chosen: Vec<&String> = all.iter().step_by(step).collect();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for place in &places {
            scope.spawn(|| {
                while let Some(fault) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    place.broken(fault, line);
                }
            });
        }
    });
}

/// Both stores link an item's files to their names, and then cannot make the folder permanent: neither says that it has it, and
/// both list it. It is on its way until it is offered again, and nobody is alarmed about it.
#[test]
fn what_no_store_says_it_has_and_both_list_is_on_its_way() {
    let place = Place::new(&[]);
    let around = "strace -f -qq --seccomp-bpf -o /dev/null -e inject=fsync:error=ENOSPC:when=6";
    let around: Vec<String> = around.split(' ').map(String::from).collect();
    let broken = place.run(&around, RECEIVE);
    assert_eq!(broken.status.code(), Some(2), "{}", String::from_utf8_lossy(&broken.stdout));
    let swept = place.does("evidence watch sweep", "a sweep between");
    assert!(!swept.contains("ALARM"), "{swept}");
    place.broken("fsync:error=ENOSPC:when=6", RECEIVE);
    place.broken("fsync:error=EIO:when=5+", RECEIVE);
}

#[test]
fn what_broke_off_while_it_was_received_is_finished_and_there_once() {
    each_fault(&[], RECEIVE);
}

#[test]
fn what_broke_off_while_it_was_migrated_is_finished_and_there_once() {
    let before = [
        "actor key",
        "evidence watch add footage --name dems",
        "evidence migrate plan dems --to north --to south --why storage",
    ];
    each_fault(&before, COPY);
}
