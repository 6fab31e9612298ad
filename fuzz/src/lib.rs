//! What the fuzz targets share: containers built around mutated parts, a listener that complains, ceilings on memory and
//! time, and seeds made from the fixtures of the repository.
//!
//! Raw bytes seldom get past a checksum. So the targets for zip and OLE formats do not mutate the file: they mutate its
//! parts ([`parts`]), and a valid container is built around them ([`zip`], [`ole`], [`records`]).

pub mod look;
pub mod memory;
pub mod notes;
pub mod ole;
pub mod packages;
pub mod parts;
pub mod records;
pub mod seeds;
pub mod zip;
