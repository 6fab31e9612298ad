//! Replicas, items and a ledger for tests.

use copies::{
    About, Approved, Ask, AuthorityName, Checked, Denied, Depth, Granted, ItemId, Lease, Ledger, NotSealed,
    Receipt, Replica, ReplicaId, Seal, State, Summary,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp::constant(1_800_000_000, 0);

/// `NOW`, and so many seconds.
pub fn after(seconds: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(seconds)
}

/// A seal that is none: it only binds, and differs each time, as real ones do.
pub struct Wax;

impl Seal for Wax {
    fn seal(&self, plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        let nonce = ItemId::fresh().map_err(|_| NotSealed)?.0;
        let check = blake3::hash(&[&nonce, bound, plain].concat());
        Ok([&nonce, check.as_bytes().as_slice(), plain].concat())
    }

    fn open(&self, sealed: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed> {
        let (nonce, rest) = sealed.split_at_checked(16).ok_or(NotSealed)?;
        let (check, plain) = rest.split_at_checked(32).ok_or(NotSealed)?;
        let right = blake3::hash(&[nonce, bound, plain].concat());
        if right.as_bytes() == check { Ok(plain.to_vec()) } else { Err(NotSealed) }
    }
}

/// So many replicas in folders.
pub struct Folders {
    pub root: TempDir,
    pub replicas: Vec<Replica>,
}

pub fn folders(number: usize) -> Folders {
    folders_in(&std::env::temp_dir(), number)
}

pub fn folders_in(place: &Path, number: usize) -> Folders {
    let root = tempfile::tempdir_in(place).unwrap();
    let replicas = (0..number)
        .map(|number| {
            let name = format!("r{number}");
            Replica::create_folder(&name, &root.path().join(&name)).unwrap()
        })
        .collect();
    Folders { root, replicas }
}

impl Folders {
    pub fn path(&self, number: usize) -> PathBuf {
        self.root.path().join(format!("r{number}"))
    }

    /// Where the object of a receipt lies.
    pub fn object(&self, number: usize, receipt: &Receipt) -> PathBuf {
        let name = receipt.manifest().blake3.to_string();
        self.path(number).join(&name[..2]).join(&name[2..4]).join(&name)
    }

    pub fn manifest(&self, number: usize, receipt: &Receipt) -> PathBuf {
        let mut name = self.object(number, receipt).into_os_string();
        name.push(format!(".{}.manifest", receipt.manifest().item));
        name.into()
    }
}

/// An item that nothing is known of.
pub fn about() -> About {
    About::new("dock 7", "non_evidential").unwrap()
}

/// Takes bytes in everywhere.
pub fn take(replicas: &[Replica], bytes: &[u8]) -> Receipt {
    let receipt = copies::receive(replicas, &Wax, &about(), &mut &*bytes, NOW).unwrap();
    assert!(receipt.is_complete(), "{receipt:?}");
    receipt
}

/// Everything that is found in a replica.
pub fn verified(replica: &Replica) -> (Summary, Vec<Checked>) {
    verified_at(replica, Depth { seal: Some(&Wax), sha256: true, ..Depth::default() })
}

pub fn verified_at(replica: &Replica, depth: Depth<'_>) -> (Summary, Vec<Checked>) {
    let mut found = Vec::new();
    let summary = copies::verify(replica, depth, NOW, &mut |checked| found.push(checked)).unwrap();
    found.sort_by_key(|one| (one.state, one.blake3, one.name_digest));
    (summary, found)
}

/// The states that are found in a replica, in order.
pub fn states(replica: &Replica) -> Vec<State> {
    verified(replica).1.iter().map(|one| one.state).collect()
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Writes other bytes over a file that its owner may only read.
pub fn overwrite(path: &Path, bytes: &[u8]) {
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(path, mode).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Bytes that repeat nowhere nearby.
pub fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ seed.wrapping_mul(0x2545_f491_4f6c_dd1d) | 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

/// A ledger in memory, as the record's database is to behave.
#[derive(Default)]
pub struct Memory {
    pub state: Mutex<Books>,
}

/// What is booked.
#[derive(Default)]
pub struct Books {
    /// Where copies are booked.
    pub there: BTreeSet<(ItemId, ReplicaId)>,
    /// Copies that are relied on, until then.
    pub leased: BTreeMap<(ItemId, ReplicaId), Timestamp>,
    /// Copies that are going, or have gone.
    pub going: BTreeSet<(ItemId, ReplicaId)>,
    pub acts: BTreeMap<AuthorityNumber, Approved>,
    pub held: BTreeSet<ItemId>,
}

pub type AuthorityNumber = u64;

/// How long leases are.
pub const LEASE: SignedDuration = SignedDuration::from_secs(600);

impl Memory {
    /// One in which the copies of a receipt are booked.
    pub fn with(receipts: &[&Receipt]) -> Self {
        let memory = Self::default();
        let mut books = memory.state.lock().unwrap();
        for receipt in receipts {
            for copy in receipt.copies() {
                books.there.insert((copy.item(), copy.replica()));
            }
        }
        drop(books);
        memory
    }

    pub fn permit(&self, act: u64, survivors: usize) -> AuthorityName {
        let survivors = NonZeroUsize::new(survivors).unwrap();
        let permit = Approved::Permit { act, survivors, ends: after(86_400) };
        self.state.lock().unwrap().acts.insert(act, permit);
        AuthorityName::Permit(act)
    }

    pub fn disposal(&self, act: u64, cooling_off_ends: Timestamp) -> AuthorityName {
        self.state.lock().unwrap().acts.insert(act, Approved::Disposal { act, cooling_off_ends });
        AuthorityName::Disposal(act)
    }
}

impl Books {
    pub fn grant(&mut self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        let (AuthorityName::Disposal(act) | AuthorityName::Permit(act)) = ask.authority;
        let approved = *self.acts.get(&act).ok_or(Denied::NoAuthority)?;
        if self.held.contains(&ask.item) {
            return Err(Denied::Held);
        }
        if self.leased.get(&(ask.item, ask.from)).is_some_and(|until| *until > now) {
            return Err(Denied::ReliedOn);
        }
        for survivor in &ask.survivors {
            let copy = (ask.item, *survivor);
            if !self.there.contains(&copy) || self.going.contains(&copy) {
                return Err(Denied::NoSurvivor);
            }
        }
        let until = now + LEASE;
        self.going.insert((ask.item, ask.from));
        let leases: Vec<Lease> = ask
            .survivors
            .iter()
            .map(|replica| {
                self.leased.insert((ask.item, *replica), until);
                Lease { item: ask.item, replica: *replica, until }
            })
            .collect();
        Ok(Granted { approved, leases, until })
    }
}

impl Ledger for Memory {
    async fn grant(&self, ask: &Ask, now: Timestamp) -> Result<Granted, Denied> {
        self.state.lock().unwrap().grant(ask, now)
    }
}
