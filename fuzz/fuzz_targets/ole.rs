//! Compound files as they are: chains that loop, directories that lie.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

fuzz_target!(init: seeds::if_asked(&["xls"], seeds::as_it_is, &[]), |data: &[u8]| {
    look::file(data, "answer.xls", false);
});
