//! Static pages for a host that is not ours: what all of them share.

mod data;
mod error;
mod head;
mod lists;
mod script;
mod write;

pub(crate) use data::keys;
pub use error::PublishError;
pub(crate) use head::head;
pub use lists::PublicList;
pub(crate) use lists::{ListFile, beside};
pub(crate) use script::{BASE, script};
pub use write::Published;
pub(crate) use write::{Named, write_site};
