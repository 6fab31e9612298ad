//! How manifests are sealed: the keys live elsewhere.

/// It does not open: other keys, or other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "it does not open with the keys of this force, or it is not what was sealed here. If keys were added on another \
     machine, start Tipstaff again; otherwise keep it as it is, and tell whoever looks after the store"
)]
pub struct NotSealed;

/// Seals manifests and opens them. An authenticated cipher (XChaCha20-Poly1305, for one) under a key that the caller
/// keeps; `bound` is its associated data: what was sealed with other `bound` bytes must not open.
///
/// This crate binds a manifest to the BLAKE3 of the item and to the item's name, so that no manifest can be moved to
/// other bytes, nor renamed.
pub trait Seal: Send + Sync {
    /// Seals `plain`.
    fn seal(&self, plain: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed>;

    /// Opens what [`Seal::seal`] gave for the same `bound`.
    fn open(&self, sealed: &[u8], bound: &[u8]) -> Result<Vec<u8>, NotSealed>;
}
