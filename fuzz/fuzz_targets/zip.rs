//! Zip archives as they are: directories that lie, entries that overlap, streams that are cut.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

fuzz_target!(init: seeds::if_asked(&["xlsx", "ods", "xlsb"], seeds::as_it_is, &[]), |data: &[u8]| {
    look::file(data, "answer.xlsx", false);
});
