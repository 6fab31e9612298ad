//! Binary workbooks of Office: records are mutated, their lengths and the package around them are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, packages, seeds};

fuzz_target!(init: seeds::if_asked(&["xlsb"], seeds::of_binary_package, &[]), |data: &[u8]| {
    look::file(&packages::xlsb(data), "answer.xlsb", data.len() % 2 == 0);
});
