//! What lies in files, and where nobody sees it.
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests"
)]

mod census;
mod common;

mod csv;
mod fuzzed;
mod json;
mod loose_parts;
mod ods;
mod ods_corpus;
mod ods_packages;
mod pictures;
mod planted;
mod text;
mod xls;
mod xls_corpus;
mod xlsb;
mod xlsb_corpus;
mod xlsb_hostile;
mod xlsb_packages;
mod xlsx;
mod xlsx_corpus;
