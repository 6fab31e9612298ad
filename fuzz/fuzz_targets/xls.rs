//! A bare stream of records, as Excel 2 to 4 wrote them, and streams whose lengths are not sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, ole, seeds};

/// Excel 2, 3 and 4: beginning, one text, end.
const OLD: [&[u8]; 3] = [
    b"\x09\0\x04\0\x02\0\x10\0\x04\0\x0c\0\0\0\0\0\0\0\0\x04Name\x0a\0\0\0",
    b"\x09\x02\x06\0\0\0\x10\0\0\0\x04\x02\x0c\0\0\0\0\0\0\0\x04\0Name\x0a\0\0\0",
    b"\x09\x04\x06\0\0\0\x10\0\0\0\x04\x02\x0c\0\0\0\0\0\0\0\x04\0Name\x0a\0\0\0",
];

fn stream(bytes: &[u8]) -> Vec<u8> {
    let streams = ole::unpack(bytes);
    let book = streams.into_iter().find(|(name, _)| name == "Workbook" || name == "Book");
    book.map(|(_, mut content)| {
        content.truncate(8 << 10);
        content
    })
    .unwrap_or_default()
}

fuzz_target!(init: seeds::if_asked(&["xls"], stream, &OLD), |data: &[u8]| {
    if data.len() % 2 == 0 {
        look::file(data, "answer.xls", false);
    } else {
        look::file(&ole::pack(&[("Workbook".into(), data.to_vec())]), "answer.xls", false);
    }
});
