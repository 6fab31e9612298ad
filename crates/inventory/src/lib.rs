//! What a store lists, and how two views of it differ.
//!
//! A store of evidence mostly belongs to somebody else: a folder, a mounted share, a bucket. This crate only ever
//! looks. It lists ([`Location::list`]), reads ([`Location::read`]), keeps what ought to be there ([`mod@file`],
//! [`delta`]), and says exactly where the two differ ([`compare`]). Nothing in it can write to a store: the types
//! have no such method.
//!
//! It knows no people, no database and no clock: whoever needs "now" passes it in. Names of files can name people, so
//! no `Debug` text and no error message holds a [`Key`]; who needs one asks for it.

mod ahead;
mod blocks;
pub mod buckets;
mod codec;
pub mod compare;
mod coverage;
mod decode;
pub mod delta;
pub mod digest;
mod encode;
mod error;
pub mod file;
pub mod file_names;
mod folder;
mod identity;
pub mod import;
mod item;
mod key;
mod listing;
mod location;
mod many;
pub mod moves;
mod pieces;
pub mod probe;
mod reader;
pub mod reading;
mod retold;
pub mod sampling;
pub mod scrub;
pub mod sequences;
pub mod sort;
mod store;
mod sum;
mod walk;

pub use coverage::{Aside, Coverage, Kind, ListOptions, Outcome, Reason};
pub use digest::{Digest, Scrub, ScrubDigest, Sweep, SweepDigest};
pub use error::{InventoryError, Trouble};
pub use identity::{Identity, Sameness};
pub use item::{Entry, Listed, State};
pub use key::{Key, MAX_KEY};
pub use listing::Listing;
pub use location::Location;
pub use reader::ItemReader;
pub use retold::Retelling;
pub use sum::{Sum, Totals};
