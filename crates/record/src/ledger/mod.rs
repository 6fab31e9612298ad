//! Acts become leaves: one transaction writes the rows, the manifest that says so, and the leaf that carries its digest.

mod leaf;
mod manifest;
mod publish;
mod signer;
mod writing;

pub use leaf::{ACT_SCHEMA, Leaf, ManifestDigest, Signature};
pub use manifest::{Change, Manifest, ROW_DIGEST, RowContent, row_content, row_digest, salted_digest};
pub(crate) use publish::{PUBLISHED, StoredLeaves};
pub use signer::Signer;
pub(crate) use signer::hex;
pub use writing::{Recorded, Writing};
