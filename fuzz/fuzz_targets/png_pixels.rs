//! Drawings as files, with their pixels.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

fuzz_target!(init: seeds::if_asked(&["png"], seeds::as_it_is, &[]), |data: &[u8]| {
    look::pixels(data, "photo.png");
});
