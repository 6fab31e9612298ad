//! Texts of rows, in every encoding and under every name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tipstaff_fuzz::{look, seeds};

const NAMES: [&str; 5] = ["answer.csv", "answer.tsv", "answer.txt", "answer", "answer.xlsx"];

const OWN: [&[u8]; 6] = [
    b"\0sep=;\nSurname;Rank\nAshworth;PC\n\n\nnote",
    b"\x01\xff\xfeS\0u\0r\0\t\0R\0\n\0A\0\t\0B\0\n\0",
    b"\x02\xfe\xff\0S\0u\0,\0R\0\n\0A\0,\0B\0\n",
    b"\x03\0\0\xfe\xff\0\0\0S\0\0\0,\0\0\0R\0\0\0\n",
    b"\0\"a \"\"quoted\"\" field\",b\r\n\"two\nlines\",c\r\n",
    b"\0Name|Number\nM\xfcller|12\nM\xc3\xbcller|13\n=cmd|' /C calc'!A0|1\n",
];

/// The first byte chooses the name.
fn named(bytes: &[u8]) -> Vec<u8> {
    [&[0], seeds::of_text(bytes).as_slice()].concat()
}

fuzz_target!(init: seeds::if_asked(&["csv", "tsv", "txt"], named, &OWN), |data: &[u8]| {
    let Some((name, text)) = data.split_first() else { return };
    look::file(text, NAMES[usize::from(*name) % NAMES.len()], false);
});
