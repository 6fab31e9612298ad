//! A second, naive reading of RFC 6962 and a log to read it with.

#![allow(dead_code, clippy::unwrap_used)]

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
