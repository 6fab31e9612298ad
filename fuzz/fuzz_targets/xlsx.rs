//! Workbooks of Office: the parts are mutated, the package around them is sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, packages, seeds};

fuzz_target!(init: seeds::if_asked(&["xlsx"], seeds::of_package, &[]), |data: &[u8]| {
    look::file(&packages::xlsx(data), "answer.xlsx", data.len() % 2 == 0);
});
