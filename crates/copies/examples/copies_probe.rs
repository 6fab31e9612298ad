//! The crate as a program: for strace, which breaks it at each call (`tests/faults.rs`), and for a stopwatch.
//!
//! ```text
//! copies_probe setup REPLICA…                       sets replicas up in folders
//! copies_probe receive FOLDER REPLICA…              takes in each file of a folder, one by one
//! copies_probe many FOLDER REPLICA…                 the same in groups
//! copies_probe verify REPLICA [sha256]              reads everything
//! copies_probe sweep REPLICA                        names and sizes
//! copies_probe destroy FROM ITEM BLAKE3 SURVIVOR    destroys one copy, with a ledger that grants everything
//! copies_probe floor FOLDER COPY COPY               what `cp` twice and `b3sum` of each would do
//! copies_probe b3sum FOLDER                         reads and hashes, one thread
//! ```
//! An item is named after its file, so that a run can be repeated. The seal is none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::panic,
    clippy::missing_panics_doc
)]

use copies::{
    About, Approved, Ask, AuthorityName, Denied, Depth, Destruction, Granted, ItemId, Lease, Ledger,
    NotSealed, Receipt, ReceiveError, Replica, SafeDropProof, Seal,
};
use jiff::{SignedDuration, Timestamp};
use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

/// Only binds.
struct Wax;

impl Seal for Wax {
    fn seal(&self, plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        Ok([blake3::hash(&[bound, plain].concat()).as_bytes().as_slice(), plain].concat())
    }

    fn open(&self, sealed: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        let (check, plain) = sealed.split_at_checked(32).ok_or(NotSealed)?;
        let right = blake3::hash(&[bound, plain].concat());
        if right.as_bytes() == check { Ok(plain.to_vec()) } else { Err(NotSealed) }
    }
}

/// Grants everything.
struct Nod;

impl Ledger for Nod {
    async fn grant(&self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        let until = now + SignedDuration::from_mins(10);
        let leases =
            ask.survivors.iter().map(|replica| Lease { item: ask.item, replica: *replica, until }).collect();
        let approved = Approved::Permit { act: 1, survivors: NonZeroUsize::MIN, ends: until };
        Ok(Granted { approved, leases, until })
    }
}

fn main() {
    run(&std::env::args().skip(1).collect::<Vec<_>>());
}

/// Does what the words say; the test is this program too.
pub fn run(arguments: &[String]) {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["setup", replicas @ ..] => {
            for replica in replicas {
                Replica::create(replica, replica).unwrap();
            }
        }
        ["receive", folder, replicas @ ..] => {
            let replicas = open(replicas);
            for path in files(Path::new(folder)) {
                let mut file = File::open(&path).unwrap();
                told(copies::receive(&replicas, &Wax, &about(&path), &mut file, NOW));
            }
        }
        ["many", folder, replicas @ ..] => {
            let replicas = open(replicas);
            let items =
                files(Path::new(folder)).into_iter().map(|path| (about(&path), File::open(&path).unwrap()));
            copies::receive_many(&replicas, &Wax, items, NOW, &mut |_, receipt| told(receipt));
        }
        ["verify", replica, rest @ ..] => {
            let depth = Depth {
                seal: Some(&Wax),
                sha256: rest.contains(&"sha256"),
                from_disk: !rest.contains(&"warm"),
                ..Depth::default()
            };
            let summary = copies::verify(&open(&[replica])[0], depth, NOW, &mut |checked| {
                if checked.verified.is_empty() {
                    println!("{:?} {:?}", checked.state, checked.blake3);
                }
            });
            println!("{:?}", summary.unwrap());
        }
        ["sweep", replica] => println!("{:?}", copies::sweep(&open(&[replica])[0], &mut |_| {}).unwrap()),
        ["destroy", from, item, blake3, survivor] => {
            let replicas = open(&[from, survivor]);
            let (item, blake3) = (item.parse().unwrap(), blake3.parse().unwrap());
            let read = copies::read_back(&replicas[1], &item, &blake3, NOW).unwrap();
            let asked = Destruction {
                item,
                blake3,
                from: &replicas[0],
                authority: AuthorityName::Permit(1),
                survivors: vec![read],
                verified_within: SignedDuration::ZERO,
            };
            let proof = futures::executor::block_on(SafeDropProof::obtain(&Nod, asked, NOW)).unwrap();
            copies::destroy(proof, NOW).unwrap();
            println!("DESTROYED {item}");
        }
        ["floor", folder, copies @ ..] => {
            for path in files(Path::new(folder)) {
                for copy in copies {
                    std::fs::copy(&path, Path::new(copy).join(path.file_name().unwrap())).unwrap();
                }
            }
            for copy in copies {
                b3sum(copy);
            }
        }
        ["b3sum", folder] => b3sum(folder),
        _ => panic!("see the source for what this can do"),
    }
}

fn open(replicas: &[&str]) -> Vec<Replica> {
    replicas.iter().map(|replica| Replica::open(replica, replica).unwrap()).collect()
}

fn about(path: &Path) -> About {
    let name = blake3::hash(path.file_name().unwrap().as_encoded_bytes());
    let item = ItemId(name.as_bytes()[..16].try_into().unwrap());
    About { item, ..About::new("probe", "probe").unwrap() }
}

fn told(receipt: Result<Receipt, ReceiveError>) {
    match receipt {
        Ok(receipt) => {
            for copy in receipt.copies() {
                println!("RECEIPT {} {} {}", copy.item(), copy.blake3(), copy.replica());
            }
            for failed in receipt.failed() {
                println!("FAILED {}", failed.why);
            }
        }
        Err(error) => println!("FAILED {error}"),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn b3sum(folder: &str) {
    let mut room = vec![0; 1 << 18];
    for path in files(Path::new(folder)) {
        let mut file = File::open(path).unwrap();
        let mut hasher = blake3::Hasher::new();
        loop {
            let read = file.read(&mut room).unwrap();
            if read == 0 {
                break;
            }
            hasher.update(&room[..read]);
        }
        std::hint::black_box(hasher.finalize());
    }
}
