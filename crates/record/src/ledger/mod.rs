//! Acts become leaves: one transaction writes the rows, the manifest that says so, and the leaf that carries its digest.

mod leaf;
mod manifest;
mod signer;
mod writing;

pub use leaf::{ACT_SCHEMA, Leaf, Signature};
pub use manifest::{Change, Manifest, RowContent, row_digest, salted_digest};
pub use signer::Signer;
pub use writing::{Recorded, Writing};
