//! A run of a disposal under strace, always from the same beginning in the same place.

use crate::house::{House, days};
use disposal::Disposing;
use evidence::{Evidence, StoreState};
use force_for_tests::{On, is_sound, words};
use record::{Place, Record};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Set where the test is to be the program that is broken.
pub const AS_PROBE: &str = "DISPOSAL_BROKEN";

/// A disposal of two items of five that has cooled off.
pub struct Broken {
    house: TempDir,
    before: TempDir,
    disposal: u32,
    stay: Vec<String>,
    items: BTreeMap<String, u64>,
}

/// In memory: syncs wait for no disk.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// Puts a folder back as it was.
fn put_back(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(to).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            std::fs::remove_dir_all(path).unwrap();
        } else {
            std::fs::remove_file(path).unwrap();
        }
    }
    let copied = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status().unwrap();
    assert!(copied.success());
}

fn place(folder: &Path) -> Place {
    let mut place = Place::folder(folder.join("data"));
    place.key_file = Some(folder.join("keys").join("force.key"));
    place
}

impl Broken {
    pub fn new() -> Self {
        let runtime = runtime();
        let house = runtime.block_on(House::new(On::Sqlite));
        let disposal = runtime.block_on(async {
            let planned = house.planned(&["a.mp4", "b.mp4"]).await;
            house.approved(&planned, days(1)).await;
            house.record.closing().close().await;
            planned.disposal
        });
        let stay = vec!["c.mp4".to_owned(), "d.mp4".into(), "e.mp4".into()];
        let before = in_memory();
        put_back(house.folder.path(), before.path());
        let House { folder, items, .. } = house;
        Self { house: folder, before, disposal, stay, items }
    }

    fn command(&self, strace: &[String], only_begin: bool) -> String {
        put_back(self.before.path(), self.house.path());
        let program: PathBuf = std::env::current_exe().unwrap();
        let mut command = match strace.split_first() {
            None => Command::new(&program),
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(&program);
                command
            }
        };
        let output = command
            .arg(self.house.path())
            .arg(self.disposal.to_string())
            .arg(if only_begin { "begin" } else { "all" })
            .env(AS_PROBE, "1")
            .env("RUST_BACKTRACE", "0")
            .output()
            .unwrap();
        assert_ne!(output.status.code(), Some(124), "it hung: {strace:?}");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    /// How often each call is made by the thread that makes it most often: until the run begins, and until its end.
    pub fn counts(&self, calls: &[&str]) -> Vec<(String, usize, usize)> {
        let count = |only_begin: bool| {
            let trace = tempfile::NamedTempFile::new().unwrap();
            let strace: Vec<String> = ["strace", "-f", "-qq", "-o", trace.path().to_str().unwrap(), "-e"]
                .into_iter()
                .map(String::from)
                .chain([format!("trace={}", calls.join(","))])
                .collect();
            let said = self.command(&strace, only_begin);
            assert!(only_begin || said.contains("CARRIED OUT"), "{said}");
            let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
            for line in std::fs::read_to_string(trace.path()).unwrap().lines() {
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
        };
        let (begin, all) = (count(true), count(false));
        all.into_iter()
            .map(|(call, all)| (call.clone(), begin.get(&call).copied().unwrap_or(0).min(all), all))
            .collect()
    }

    /// One run from the beginning, in which one thing happens; what it said.
    pub fn run(&self, fault: &str) -> String {
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
        let strace: Vec<String> =
            words.into_iter().map(String::from).chain([format!("inject={fault}")]).collect();
        self.command(&strace, false)
    }

    /// After whatever happened: the log verifies, no item that goes is without a copy before its time, the others have both, and
    /// later runs finish it.
    pub fn is_finished_by_another_run(&self, after: &str) {
        runtime().block_on(async {
            let record = Record::open(&place(self.house.path())).await.unwrap();
            is_sound(&record).await;
            let disposing = Disposing::open(&record).await.unwrap();
            let by = record.actor(Some("E. Marsh")).await.unwrap();
            let signs = record.signer(&by, &words()).await.unwrap();
            let all: Vec<String> = self.items.keys().cloned().collect();
            let [first, second] = self.there(&record).await;
            let somewhere: Vec<_> =
                all.iter().filter(|name| first.contains(name) || second.contains(name)).cloned().collect();
            assert_eq!(somewhere, all, "the last copy went early, after {after}");
            for (day, is_last) in [(10, false), (30, true)] {
                let said = disposing.carry_out(&by, &signs, self.disposal, &|| days(day)).await;
                let said = said.unwrap_or_else(|error| panic!("{error} after {after}"));
                assert_eq!((said.failed, said.held, said.is_done), (0, 0, is_last), "{said:?} after {after}");
                for (there, store) in self.there(&record).await.iter().zip(self.stores(&record).await) {
                    assert!(self.stay.iter().all(|name| there.contains(name)), "{there:?} after {after}");
                    assert!(!is_last || *there == self.stay, "{there:?} after {after}");
                    let evidence = Evidence::open(&record).await.unwrap();
                    let swept = evidence.sweep(&by, &store, days(day)).await.unwrap();
                    // What broke off and waits for its time is not green; it is no loss either.
                    let is_fine =
                        swept.state == StoreState::Green || (swept.state == StoreState::Unknown && !is_last);
                    assert!(is_fine, "{swept:?} after {after}");
                }
            }
            is_sound(&record).await;
            record.closing().close().await;
        });
    }

    async fn stores(&self, record: &Record) -> Vec<evidence::EvidenceStore> {
        Evidence::open(record).await.unwrap().stores().await.unwrap()
    }

    /// Names of the items that can be read in each store.
    async fn there(&self, record: &Record) -> [Vec<String>; 2] {
        let evidence = Evidence::open(record).await.unwrap();
        let mut there = [Vec::new(), Vec::new()];
        for (store, there) in self.stores(record).await.iter().zip(&mut there) {
            let replica = evidence.replica(store).await.unwrap();
            for (name, item) in &self.items {
                let (id, replica) = (evidence.item_id(*item), replica.clone());
                let blake3 = copies::Blake3::of(format!("footage of {name}").as_bytes());
                let read = move || copies::read_back(&replica, &id, &blake3, days(10)).is_ok();
                if tokio::task::spawn_blocking(read).await.unwrap() {
                    there.push(name.clone());
                }
            }
        }
        there
    }
}

/// The program itself: carries the disposal out, nine days after noon.
pub fn carry_out() {
    let words_of: Vec<String> = std::env::args().skip(1).collect();
    let [folder, disposal, how_far] = words_of.as_slice() else { panic!("{words_of:?}") };
    let (disposal, only_begin) = (disposal.parse().unwrap(), how_far == "begin");
    runtime().block_on(async {
        let record = Record::open(&place(Path::new(folder))).await.unwrap();
        let by = record.actor(Some("E. Marsh")).await.unwrap();
        let signs = record.signer(&by, &words()).await.unwrap();
        let disposing = Disposing::open(&record).await.unwrap();
        if only_begin {
            return;
        }
        match disposing.carry_out(&by, &signs, disposal, &|| days(9)).await {
            Ok(said) if said.failed == 0 => println!("CARRIED OUT {}", said.copies),
            Ok(said) => println!("FAILED {} {:?}", said.failed, said.reasons),
            Err(error) => println!("BROKE OFF {error}"),
        }
    });
}
