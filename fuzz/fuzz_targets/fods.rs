//! OpenDocument spreadsheets in one XML file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, parts, seeds};

fuzz_target!(init: seeds::if_asked(&["fods"], seeds::of_text, &[]), |data: &[u8]| {
    look::file(&parts::repeated(data), "answer.fods", data.len() % 2 == 0);
});
