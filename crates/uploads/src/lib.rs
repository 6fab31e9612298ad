//! Files that somebody put up to be checked: sealed, waiting, checked, gone when their time is over.
//!
//! ```text
//! receive ─► sealed blob ─► Upload, waiting ─► Worker (any node, under a lease) ─► result, sealed
//!                               └─ copy ─────► Worker ─► safe copy, sealed
//! set_aside ─► sealed blob ─► Aside: an extract that is read, what got out, a trace; forgotten, or deleted in time
//! keep ─► a blob of its own for what is released          sweep ─► all of it is deleted in time
//! ```
//!
//! Bytes in clear are in memory only. A file is there when all of it is durable, and not before; a job is done once, by the
//! node that has it under its lease, and taken over by another when that node is silent.

mod aside;
mod copy;
mod delete;
mod error;
mod examine;
mod examiner;
mod giving_way;
mod id;
mod job;
mod keep;
mod numbers;
mod preview;
mod read;
mod receive;
mod result;
mod room;
mod settings;
mod sweep;
mod upload;
mod uploads;
mod worker;
mod workshop;

pub use aside::{Aside, Opened, Purpose};
pub use copy::{CopiedFile, Copy, CopyState, MadeFile};
pub use error::UploadError;
pub use examine::Examined;
pub use examiner::Examiner;
pub use id::{NotAnUploadId, UploadId};
pub use settings::Settings;
pub use upload::{State, Upload};
pub use uploads::Uploads;
pub use worker::Worker;
pub use workshop::Workshop;
