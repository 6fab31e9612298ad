//! One file per format: how it recognises itself, where its channels lie, who reads it.

pub(crate) mod csv;
pub(crate) mod json;
pub(crate) mod ods;
pub(crate) mod picture;
pub(crate) mod txt;
pub(crate) mod xls;
pub(crate) mod xlsb;
pub(crate) mod xlsx;
