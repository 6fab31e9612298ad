//! Office Open XML packages (ECMA-376, ISO/IEC 29500): what xlsx, xlsm, xltx, xlam and xlsb have in common.

pub(crate) mod package;
mod relations;
