//! The containers that documents come in: zip archives and OLE compound files, with the bytes between their pieces.

pub(crate) mod ole;
pub(crate) mod ole_free;
pub(crate) mod ole_lenient;
pub(crate) mod ole_sectors;
mod storages;
pub(crate) mod unpack;
pub(crate) mod zip;
pub(crate) mod zip_gaps;
