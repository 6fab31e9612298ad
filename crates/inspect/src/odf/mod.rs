//! OpenDocument spreadsheets (OASIS Open Document Format 1.3, part 2 for the package, part 3 for the content), as
//! packages and as single flat files.

mod address;
mod attributes;
mod binary;
mod carrier;
mod changes;
mod conditions;
mod desk;
mod document;
mod entry;
mod flat;
mod formula;
mod length;
mod manifest;
mod meta;
pub(crate) mod package;
mod pilot;
mod references;
mod region;
mod settings;
mod sheet;
mod spreadsheet;
mod styles;
mod tables;

pub(crate) use flat::read as read_flat;
