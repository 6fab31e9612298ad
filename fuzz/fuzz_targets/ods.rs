//! OpenDocument spreadsheets: the parts are mutated, the package around them is sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, packages, seeds};

fuzz_target!(init: seeds::if_asked(&["ods"], seeds::of_package, &[]), |data: &[u8]| {
    look::file(&packages::ods(data), "answer.ods", data.len() % 2 == 0);
});
