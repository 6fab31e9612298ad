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
    there: Vec<String>,
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
            std::fs::remove_dir_all(path).unwrap()
        } else {
            std::fs::remove_file(path).unwrap()
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
        let there = vec!["c.mp4".to_owned(), "d.mp4".into(), "e.mp4".into()];
        let before = in_memory();
        put_back(house.folder.path(), before.path());
        let House { folder, items, .. } = house;
        Self { house: folder, before, disposal, there, items }
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

    /// After whatever happened: the log verifies, and another run finishes the first copies; in the end the sheet is green.
    pub fn is_finished_by_another_run(&self, after: &str) {
        runtime().block_on(async {
            let record = Record::open(&place(self.house.path())).await.unwrap();
            is_sound(&record).await;
            let disposing = Disposing::open(&record).await.unwrap();
            let by = record.actor(Some("E. Marsh")).await.unwrap();
            let signs = record.signer(&by, &words()).await.unwrap();
            let said = disposing.carry_out(&by, &signs, self.disposal, &|| days(10)).await;
            let said = said.unwrap_or_else(|error| panic!("{error} after {after}"));
            assert_eq!((said.failed, said.held), (0, 0), "{said:?} after {after}");
            let evidence = Evidence::open(&record).await.unwrap();
            let stores = evidence.stores().await.unwrap();
            for (store, wanted) in
                stores.iter().zip([self.there.clone(), self.items.keys().cloned().collect()])
            {
                let replica = evidence.replica(store).await.unwrap();
                let mut there = Vec::new();
                for (name, item) in &self.items {
                    let (id, replica) = (evidence.item_id(*item), replica.clone());
                    let blake3 = copies::Blake3::of(format!("footage of {name}").as_bytes());
                    let read = move || copies::read_back(&replica, &id, &blake3, days(10)).is_ok();
                    if tokio::task::spawn_blocking(read).await.unwrap() {
                        there.push(name.clone());
                    }
                }
                assert_eq!(there, wanted, "after {after}");
                let swept = evidence.sweep(&by, store, days(10)).await.unwrap();
                assert_eq!(swept.state, StoreState::Green, "{swept:?} after {after}");
            }
            is_sound(&record).await;
            record.closing().close().await;
        });
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
            Ok(said) => println!("FAILED {}", said.failed),
            Err(error) => println!("BROKE OFF {error}"),
        }
    });
}
