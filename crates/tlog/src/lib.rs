//! A log that others can check.
//!
//! Leaves are rows of somebody's database ([`Leaves`]). A [`Shelf`] is a folder or a bucket in which they are laid out
//! as [C2SP tlog-tiles](https://c2sp.org/tlog-tiles): bundles of entries, tiles of SHA-256 hashes (RFC 6962), and one
//! signed checkpoint that sums all of it up. Whoever has the shelf and the log's verifier key can check it with
//! programs that are not ours; whoever signs the checkpoint cannot take a leaf back once a [`witness`] has cosigned it.
//!
//! ```text
//! rows → leaves → Shelf::publish → tile/entries/…  tile/0/…  tile/1/…  checkpoint
//!                 Shelf::verify  ← all of them again, compared byte by byte, each difference named
//! ```

mod checkpoint;
pub mod cosignature;
mod durable;
mod error;
mod key;
mod leaf;
mod leaves;
mod note;
mod policy;
mod proof;
mod shelf;
mod statement;
mod tile;
mod tree;
mod vkey;
pub mod witness;

pub use checkpoint::{Checkpoint, Head};
pub use error::LogError;
pub use key::LogKey;
pub use leaf::{MAX_LEAF, is_canonical, leaf};
pub use leaves::{Leaves, LeavesError};
pub use policy::{Cosigned, Policy, PolicyLog, PolicyWitness, Quorum};
pub use proof::{check_consistency, check_inclusion, leaf_hash};
pub use shelf::{Difference, Shelf};
pub use statement::{StatementKey, open_statement};
pub use tree::{EMPTY_ROOT, Hash, MAX_SIZE};
pub use vkey::{KeyKind, VerifierKey};
