//! A second, naive reading of RFC 6962 and a log to read it with.

pub mod watched;

use sha2::{Digest, Sha256};
use tlog::{Hash, LogKey};

/// The log of all stories.
pub const ORIGIN: &str = "police.example/log";

/// A key that everybody may know.
pub fn key() -> LogKey {
    LogKey::new(ORIGIN, &[7; 32]).unwrap()
}

/// Invented acts, some of them short, some longer than a path.
pub fn acts(count: u64) -> Vec<Vec<u8>> {
    (0..count).map(|number| act(number, "copied")).collect()
}

/// One invented act.
pub fn act(number: u64, verb: &str) -> Vec<u8> {
    let note = "n".repeat((number % 37) as usize);
    tlog::leaf(&serde_json::json!({ "act": verb, "number": number, "note": note })).unwrap()
}

/// MTH of RFC 6962, 2.1, as it stands there.
pub fn naive_root(leaves: &[Vec<u8>]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [leaf] => Sha256::new().chain_update([0]).chain_update(leaf).finalize().into(),
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            let node = Sha256::new().chain_update([1]).chain_update(naive_root(left));
            node.chain_update(naive_root(right)).finalize().into()
        }
    }
}

/// PATH of RFC 6962, 2.1.1.
pub fn naive_inclusion(index: usize, leaves: &[Vec<u8>]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut path, other) = if index < k {
        (naive_inclusion(index, left), naive_root(right))
    } else {
        (naive_inclusion(index - k, right), naive_root(left))
    };
    path.push(other);
    path
}

/// PROOF of RFC 6962, 2.1.2.
pub fn naive_consistency(old: usize, leaves: &[Vec<u8>]) -> Vec<Hash> {
    subproof(old, leaves, true)
}

fn subproof(old: usize, leaves: &[Vec<u8>], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![naive_root(leaves)] };
    }
    let k = split(leaves.len());
    let (left, right) = leaves.split_at(k);
    let (mut proof, other) = if old <= k {
        (subproof(old, left, whole), naive_root(right))
    } else {
        (subproof(old - k, right, false), naive_root(left))
    };
    proof.push(other);
    proof
}

/// The largest power of two below a number of leaves.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

/// All objects of a shelf in memory, by path.
pub async fn objects(store: &object_store::memory::InMemory) -> std::collections::BTreeMap<String, Vec<u8>> {
    use futures::TryStreamExt;
    use object_store::{ObjectStore, ObjectStoreExt};
    let listed: Vec<_> = store.list(None).try_collect().await.unwrap();
    let mut found = std::collections::BTreeMap::new();
    for object in listed {
        let bytes = store.get(&object.location).await.unwrap().bytes().await.unwrap();
        found.insert(object.location.to_string(), bytes.to_vec());
    }
    found
}

/// All files under a folder but the lock, by path.
pub fn files(folder: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().unwrap() != ".lock" {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A database to which rows are added while it is read, and from which some were taken.
#[derive(Debug, Default)]
pub struct Rows {
    rows: std::sync::Mutex<Vec<Option<Vec<u8>>>>,
}

impl Rows {
    pub fn new(leaves: Vec<Vec<u8>>) -> Self {
        Self { rows: std::sync::Mutex::new(leaves.into_iter().map(Some).collect()) }
    }

    pub fn add(&self) {
        let mut rows = self.rows.lock().unwrap();
        let number = rows.len() as u64;
        rows.push(Some(act(number, "copied")));
    }

    pub fn set(&self, index: usize, row: Option<Vec<u8>>) {
        self.rows.lock().unwrap()[index] = row;
    }
}

impl tlog::Leaves for Rows {
    fn size(&self) -> futures::future::BoxFuture<'_, Result<u64, tlog::LeavesError>> {
        let size = self.rows.lock().unwrap().len() as u64;
        Box::pin(async move { Ok(size) })
    }

    fn leaves(
        &self,
        from: u64,
        until: u64,
    ) -> futures::future::BoxFuture<'_, Result<Vec<Vec<u8>>, tlog::LeavesError>> {
        let rows =
            self.rows.lock().unwrap()[from as usize..until as usize].iter().flatten().cloned().collect();
        Box::pin(async move { Ok(rows) })
    }
}
