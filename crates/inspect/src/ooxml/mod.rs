//! Office Open XML packages (ECMA-376, ISO/IEC 29500): what xlsx, xlsm, xltx, xlam and xlsb have in common.

pub(crate) mod book;
mod chart;
mod comments;
mod drawing;
pub(crate) mod external;
mod kinds;
mod mashup;
mod objects;
pub(crate) mod package;
mod palette;
pub(crate) mod pivot;
mod printer;
pub(crate) mod read;
mod relations;
mod rest;
pub(crate) mod revisions;
pub(crate) mod sheet;
pub(crate) mod strings;
pub(crate) mod styles;
mod tables;
pub(crate) mod workbook;
