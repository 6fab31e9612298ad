//! Files that are kept sealed: streamed in, streamed out, never in clear on a disk.
//!
//! A blob is a file of the age format (<https://c2sp.org/age>), sealed to a key that is derived from the force key: other
//! programs open it too, given [`identities`]. What is sealed begins with one line that names the blob's area and number,
//! so a blob that somebody moved to another place does not open there.
//!
//! ```text
//! Blobs ── put(area) ─► Writer ── write … finish ─► Stored    durable, or nothing
//!       ── reader(id) ─► Reader ── next … ─► pieces           each proved before it is given
//!       ── to_memory(id) ─► File                              in memory only, proved to its end
//!       ── take(from, id)                                     as it is sealed, from another place
//! ```

mod area;
mod blobs;
mod error;
mod folder;
mod head;
mod id;
mod keys;
mod memory;
mod reader;
mod transfer;
mod writer;

pub use area::{AREAS, Area};
pub use blobs::{Blobs, Listed};
pub use error::BlobError;
pub use id::{BlobId, NotABlobId};
pub use keys::{KEY_LABEL, identities};
pub use reader::Reader;
pub use writer::{Stored, Writer, memory_of};
