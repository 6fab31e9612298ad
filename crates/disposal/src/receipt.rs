//! Receipts of destroyed copies, as they are kept: without names, for the log's readers and other programs.

use copies::{Approved, DestructionReceipt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// That one copy is no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KeptReceipt {
    /// Number of the item.
    pub item: u64,
    /// Number of the store.
    pub store: u32,
    /// Name of the item in copies.
    pub name: copies::ItemId,
    /// Identity of the replica.
    pub replica: copies::ReplicaId,
    /// BLAKE3 of its bytes.
    pub blake3: copies::Blake3,
    /// Its bytes.
    pub bytes: u64,
    /// Position of the act that it stood on.
    pub act: u64,
    /// Other items of equal bytes in the replica, for which the bytes stay.
    pub kept_for: u64,
    /// When.
    #[serde(with = "crate::when")]
    pub at: Timestamp,
}

impl KeptReceipt {
    pub(crate) fn of(receipt: &DestructionReceipt, (item, store, bytes): (u64, u32, u64)) -> Self {
        let (Approved::Disposal { act, .. } | Approved::Permit { act, .. }) = receipt.approved;
        Self {
            item,
            store,
            name: receipt.item,
            replica: receipt.replica,
            blake3: receipt.blake3,
            bytes,
            act,
            kept_for: receipt.bytes_kept_for.len() as u64,
            at: receipt.at,
        }
    }
}
