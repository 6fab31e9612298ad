//! Workbooks of Excel 97: records and streams are mutated, lengths, offsets and the compound file are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, packages, seeds};

fuzz_target!(init: seeds::if_asked(&["xls"], seeds::of_compound, &[]), |data: &[u8]| {
    look::file(&packages::xls(data, "#Workbook"), "answer.xls", data.len() % 2 == 0);
});
