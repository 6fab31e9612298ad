//! Proofs about a tree (RFC 6962, 2.1.1 and 2.1.2), checked without the log.

use tlog_tiles::tlog;

use crate::{
    checkpoint::Head,
    error::LogError,
    tree::{EMPTY_ROOT, Hash, MAX_SIZE},
};

/// The hash of a leaf as it stands in the tree (RFC 6962, 2.1).
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    tlog::record_hash(leaf).0
}

/// Checks that leaf number `index` of the tree has this hash.
pub fn check_inclusion(proof: &[Hash], head: &Head, index: u64, leaf: Hash) -> Result<(), LogError> {
    if index >= head.size || head.size > MAX_SIZE {
        return Err(LogError::OutOfRange { what: index, size: head.size });
    }
    tlog::check_record(&foreign(proof), head.size, tlog::Hash(head.root), index, tlog::Hash(leaf))
        .map_err(|_| LogError::ProofFails("this leaf is not shown to be in the log"))
}

/// Checks that the first `old.size` leaves of the tree `new` are the leaves of the tree `old`. The empty tree is
/// consistent with every tree, by an empty proof.
pub fn check_consistency(proof: &[Hash], old: &Head, new: &Head) -> Result<(), LogError> {
    let fails = || LogError::ProofFails("the larger log is not shown to continue the smaller one");
    if old.size > new.size || new.size > MAX_SIZE {
        return Err(LogError::OutOfRange { what: old.size, size: new.size });
    }
    if (old.size == 0 && old.root != EMPTY_ROOT) || (new.size == 0 && new.root != EMPTY_ROOT) {
        return Err(fails());
    }
    if old.size == 0 {
        return if proof.is_empty() { Ok(()) } else { Err(fails()) };
    }
    let (old_root, new_root) = (tlog::Hash(old.root), tlog::Hash(new.root));
    tlog::check_tree(&foreign(proof), new.size, new_root, old.size, old_root).map_err(|_| fails())
}

fn foreign(proof: &[Hash]) -> Vec<tlog::Hash> {
    proof.iter().copied().map(tlog::Hash).collect()
}
