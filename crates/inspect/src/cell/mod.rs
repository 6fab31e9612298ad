//! Cells, whatever the format of their workbook: values in one spelling, and what keeps them out of sight.

pub(crate) mod address;
pub(crate) mod error;
pub(crate) mod escape;
pub(crate) mod far;
pub(crate) mod formula;
pub(crate) mod layer;
pub(crate) mod looks;
pub(crate) mod number;
pub(crate) mod number_format;
pub(crate) mod rk;
pub(crate) mod under;
