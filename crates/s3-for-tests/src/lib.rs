//! S3 in the process of a test: a real server over a folder, one of a million objects in memory, and both lie on cue.
//! Only ever a dev-dependency.
//!
//! ```text
//! object_store ──HTTP──► Server ──► LyingS3 ──► s3s-fs over a temporary folder
//!                          │          │     └─► MemoryS3: ordered, versioned, locked; bodies made from keys
//!                       Identity     Lies: what a test switches while it runs
//! ```
//!
//! A server has threads of its own and needs no runtime of the test's; it ends on drop.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "tests, which stop at the first thing that is not so"
)]
#![allow(
    clippy::wildcard_imports,
    clippy::cast_possible_wrap,
    reason = "s3s has a type for the input and the output of each request, and signed sizes in them"
)]

mod identity;
mod lie;
mod lying;
mod memory;
mod moment;
mod server;

pub use identity::Identity;
pub use lie::{Lie, Lies};
pub use lying::{Inner, LyingS3};
pub use memory::{MemoryS3, generated};
pub use moment::Moment;
pub use server::{BUCKET, REGION, Server};
