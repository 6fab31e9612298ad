//! Pictures inside a sound workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, packages, seeds};

const OWN: [&[u8]; 4] = [
    b"\x01\0\0\0\x6c\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0 EMF\0\0\x01\0\0\0\0\0",
    b"\xd7\xcd\xc6\x9a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\x09\0\0\x03\0\0\0\0\0\0\0\0\0\0\0\0",
    b"<svg xmlns='http://www.w3.org/2000/svg'><title>Plan</title><text>Ashworth</text></svg>",
    b"VCLMTF\x01\0\0\0\0\0\0\0",
];

const ENDINGS: [&str; 9] = ["png", "jpg", "gif", "bmp", "tif", "webp", "emf", "wmf", "svg"];

fuzz_target!(init: seeds::if_asked(&ENDINGS, seeds::as_it_is, &OWN), |data: &[u8]| {
    look::file(&packages::around("xl/media/image1.png", data.to_vec()), "answer.xlsx", false);
});
