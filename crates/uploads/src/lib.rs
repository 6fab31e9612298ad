//! Files that somebody put up to be checked: sealed, waiting, checked, gone when their time is over.
//!
//! ```text
//! Uploads ── receive ─► Upload        sealed as it streams in; the row comes when the file is durable
//!         ── copy(kind)               asks for a safe copy
//! Worker  ── claims jobs with a lease ─► Examine (the gate, in the sandbox) ─► result, sealed
//! Uploads ── progress, result, copies
//!         ── sweep                    what is over, and sealed files that no row names
//! ```
//!
//! Several nodes may run workers on one database. A job belongs to a node for as long as its lease runs; a node that stops
//! answering loses it to another, and what it brings later counts for nothing. A job is tried a few times, then it has
//! failed, and says so.

mod amounts;
mod copies;
mod error;
mod examine;
mod id;
mod job;
mod name;
mod progress;
mod queue;
mod receive;
mod schema;
mod sealed;
mod settings;
mod sweep;
mod upload;
mod uploads;
mod worker;
mod workshop;

pub use amounts::Used;
pub use copies::{CopiedFile, Copies, LeftOut};
pub use error::UploadError;
pub use examine::{Examine, Failure, Made, MadeFile};
pub use gate::CopyKind;
pub use id::{NotAnUploadId, UploadId};
pub use job::Task;
pub use progress::State;
pub use schema::MIGRATIONS;
pub use settings::Settings;
pub use sweep::Swept;
pub use upload::Upload;
pub use uploads::Uploads;
pub use worker::{Clock, Worker};
pub use workshop::{Tools, Workshop};
