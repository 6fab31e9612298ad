//! Copies of evidence that are our own: put, read back, verified, and destroyed only with a proof.
//!
//! A **replica** is a folder or an S3 bucket. In it lies, for each item, the object under the name of its BLAKE3
//! (`ab/cd/<64 digits>`, plain bytes), and beside it a sealed manifest (`<64 digits>.<item>.manifest`), so that one
//! replica alone can rebuild the catalogue. Two items of equal bytes have two manifests and one object, and the object
//! goes only with its last manifest.
//!
//! Everything here **blocks**, and is called on a thread that may ([`receive_stream`] and [`SafeDropProof::obtain`] are the
//! exceptions): disks have no other way, and work for S3 runs on a runtime of this crate's own, so that a caller's runtime
//! is never waited on. Nothing here has a clock: `now` is a parameter.
//!
//! | to | call |
//! |---|---|
//! | take an item in | [`receive()`], [`receive_many()`], [`receive_stream`]; [`replicate`] from one replica to others |
//! | look | [`sweep`] (names and sizes), [`catalogue`] (manifests), [`verify()`] (everything, read), [`read_back`] (one) |
//! | make room for the right one | [`set_aside`] what was read and is wrong |
//! | destroy | [`SafeDropProof::obtain`], [`destroy`] |
//! | know a place | [`grade`]; [`may_write`] of one that is to be watched only |
//! | find what was lost | [`find()`] under any folder, [`find_in_bucket()`]; [`parity`] for what is seldom read |

mod about;
mod aside;
mod bucket;
mod canary;
mod conditional;
mod error;
mod find;
mod find_in_bucket;
mod folder;
mod groups;
mod hashing;
mod id;
mod ledger;
mod listing;
mod look;
mod manifest;
mod naming;
pub mod parity;
mod place;
mod proof;
mod readback;
mod receive;
mod receive_many;
mod replica;
mod seal;
mod sinks;
mod spool;
mod verify;
mod when;

pub use about::{About, CameraFrame, Expected};
pub use aside::{Aside, set_aside};
pub use canary::{Grade, Graded, Kept, Observation, Promise, RawS3, Trials, grade, may_write};
pub use conditional::careful_store;
pub use error::{CopyError, Failed, ReceiveError};
pub use find::{Found, Passed, Wanted, find};
pub use find_in_bucket::find_in_bucket;
pub use id::{Blake3, ItemId, NotHex, ReplicaId, Sha256};
pub use ledger::{Approved, Ask, AuthorityName, Denied, Granted, Lease, Ledger};
pub use listing::{Seen, Swept, catalogue, sweep, sweep_all, sweep_unfinished};
pub use look::look;
pub use manifest::ItemManifest;
pub use proof::{Destruction, DestructionReceipt, MARGIN, Refused, SafeDropProof, destroy};
pub use readback::{Verified, read_back};
pub use receive::{Receipt, receive, receive_stream, replicate};
pub use receive_many::receive_many;
pub use replica::Replica;
pub use seal::{NotSealed, Seal};
pub use verify::{Checked, Depth, State, Summary, verify};
